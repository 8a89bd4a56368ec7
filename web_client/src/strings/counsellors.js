/** Words of the page that names counsellors; three tables of the same keys. */

/** @type {Record<string, string>} */
export const ja = {
  'counsellors.note':
    '相談の 権限がある人は、相談を たのんだ児童生徒の 名前を 見て、ふたりだけで 話せます。',
  'counsellors.may': '相談できます',
  'counsellors.always': '管理者は いつも できます',
  'counsellors.give': '権限を わたす',
  'counsellors.take': '権限を もどす',
  'counsellors.give_sure': '$nameさんに 相談の 権限を わたしますか？',
  'counsellors.give_note': 'すぐに、相談を たのんでいる人の 名前が 見えるように なります。',
  'counsellors.take_sure': '$nameさんの 相談の 権限を もどしますか？',
  'counsellors.take_note':
    'すぐに 効きます。いま 話している相談は おわり、さそいと 相談のよていは なくなります。',
  'counsellors.changes': 'これまでの 記録',
  'counsellors.no_changes': 'まだ ありません',
  'counsellors.given': '$byさんが $nameさんに わたしました',
  'counsellors.taken': '$byさんが $nameさんから もどしました',
  'counsellors.operator': 'サーバーの担当',
};

/** @type {Record<string, string>} */
export const jaEasy = {
  'counsellors.note':
    '{相談|そうだん}を うける{人|ひと}は、たのんだ{子|こ}の {名前|なまえ}を {見|み}られるよ。',
  'counsellors.may': '{相談|そうだん}できるよ',
  'counsellors.always': 'かんりの{人|ひと}は いつも できるよ',
  'counsellors.give': 'できるように する',
  'counsellors.take': 'できないように する',
  'counsellors.give_sure': '$nameさんが {相談|そうだん}を うけられるように する？',
  'counsellors.give_note': 'すぐに、たのんでいる{人|ひと}の {名前|なまえ}が {見|み}えるよ。',
  'counsellors.take_sure': '$nameさんが {相談|そうだん}を うけられないように する？',
  'counsellors.take_note':
    'すぐに かわるよ。いまの {相談|そうだん}は おわって、さそいと やくそくは なくなるよ。',
  'counsellors.changes': 'これまでの きろく',
  'counsellors.no_changes': 'まだ ないよ',
  'counsellors.given': '$byさんが $nameさんを できるように したよ',
  'counsellors.taken': '$byさんが $nameさんを できないように したよ',
  'counsellors.operator': 'サーバーの{人|ひと}',
};

/** @type {Record<string, string>} */
export const en = {
  'counsellors.note':
    'Whoever may counsel sees which pupils ask for a private talk, and talks with them.',
  'counsellors.may': 'may counsel',
  'counsellors.always': 'admins always may',
  'counsellors.give': 'Give the right',
  'counsellors.take': 'Take it back',
  'counsellors.give_sure': 'Let $name counsel?',
  'counsellors.give_note': 'They see at once who is asking for a talk.',
  'counsellors.take_sure': 'Take the right to counsel back from $name?',
  'counsellors.take_note':
    'It counts at once: a talk they are in ends, their invitations and bookings are gone.',
  'counsellors.changes': 'What was changed',
  'counsellors.no_changes': 'Nothing yet',
  'counsellors.given': '$by gave it to $name',
  'counsellors.taken': '$by took it back from $name',
  'counsellors.operator': 'The operator',
};
