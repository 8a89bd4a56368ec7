/** What is said about the line to the school, in its three forms with the same keys. */
export const ja = {
  'way.stream': 'この ネットワークに あわせて、べつの 方法で つながりました。このまま つかえます。',
  'way.socket': 'いつもの 方法で つながりました。',
  line: '通信量',
  'line.full': 'ふつう',
  'line.sparse': '少なめ',
  'line.still': '最少',
  'line.full_hint': 'みんなの 動きが すぐに 見えます。',
  'line.sparse_hint': 'みんなの 動きは 3秒ごとに まとめて 見えます。チャットは すぐ とどきます。',
  'line.still_hint':
    'みんなの 居場所は 20秒ごとに 見えます。チャットや 呼びかけは すぐ とどきます。',
  'line.cost': 'この1分間：$kb KB',
  'line.cost_parts': 'うけた $down KB・おくった $up KB（通話は のぞく）',
  'line.offer': '通信が おそいようです。みんなの 動きを 少なくすると、軽くなります。',
  'line.take': '少なくする',
  'line.leave': 'このまま',
};

export const jaEasy = {
  'way.stream': 'べつの {方法|ほうほう}で つながりました。このまま つかえます。',
  'way.socket': 'いつもの {方法|ほうほう}で つながりました。',
  line: '{通信|つうしん}の {量|りょう}',
  'line.full': 'ふつう',
  'line.sparse': 'すくない',
  'line.still': 'いちばん すくない',
  'line.full_hint': 'みんなの {動|うご}きが すぐに {見|み}えます。',
  'line.sparse_hint': 'みんなの {動|うご}きは 3{秒|びょう}ごとに {見|み}えます。',
  'line.still_hint': 'みんなの {居場所|いばしょ}は 20{秒|びょう}ごとに {見|み}えます。',
  'line.cost': 'この1{分|ぷん}：$kb KB',
  'line.cost_parts': 'うけた $down KB・おくった $up KB（ビデオは {入|はい}りません）',
  'line.offer': '{通信|つうしん}が おそいです。みんなの {動|うご}きを すくなく できます。',
  'line.take': 'すくなくする',
  'line.leave': 'このまま',
};

export const en = {
  'way.stream': 'Connected in another way that suits this network. Everything works as usual.',
  'way.socket': 'Connected in the usual way again.',
  line: 'Data use',
  'line.full': 'Normal',
  'line.sparse': 'Less',
  'line.still': 'Least',
  'line.full_hint': 'You see everybody move at once.',
  'line.sparse_hint': 'You see where the others walk every 3 seconds. Chat comes at once.',
  'line.still_hint': 'You see where the others are every 20 seconds. Chat and calls come at once.',
  'line.cost': 'Last minute: $kb KB',
  'line.cost_parts': 'received $down KB, sent $up KB, without calls',
  'line.offer': 'Your connection seems slow. Showing less of what moves makes it lighter.',
  'line.take': 'Show less',
  'line.leave': 'Leave it',
};
