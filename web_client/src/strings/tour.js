/** What is said on the first visit, a few seconds a step; three tables of the same keys. */

/** @type {Record<string, string>} */
export const ja = {
  tour: 'はじめての 案内',
  'tour.next': 'つぎへ',
  'tour.back': 'もどる',
  'tour.skip': '案内を おわる',
  'tour.done': 'はじめる',
  'tour.walk': '歩く',
  'tour.walk_text': '行きたい ところを 押すと、そこへ 歩きます。矢印キーでも 動けます。',
  'tour.watching_text':
    'はじめは 見ているだけです。だれも 話しかけません。話したくなったら、ここを 押してください。',
  'tour.people_text': '近くに いる人が わかります。名前で さがすことも できます。',
  'tour.chat_text': 'フロアの みんなや 1人に、文字で 話せます。読むだけでも だいじょうぶ。',
  'tour.floors_text': '教室や 図書室など、ほかの フロアへ 行けます。',
  'tour.alone_text': 'つかれたら ここ。話しかけられなくなります。もう一度 押すと もどります。',
  'tour.help_text': 'こまったら ここ。スタッフが 来てくれます。',
  'tour.leave_text':
    'いつ おわっても だいじょうぶです。この案内は 「設定」から もう一度 見られます。',
};

/** @type {Record<string, string>} */
export const jaEasy = {
  tour: 'はじめての あんない',
  'tour.next': 'つぎへ',
  'tour.back': 'もどる',
  'tour.skip': 'あんないを おわる',
  'tour.done': 'はじめる',
  'tour.walk': 'あるく',
  'tour.walk_text':
    '{行|い}きたい ところを おすと、そこへ あるきます。やじるしの キーでも うごけます。',
  'tour.watching_text':
    'はじめは みているだけです。だれも {話|はな}しかけません。{話|はな}したくなったら、ここを おしてね。',
  'tour.people_text':
    'ちかくに いる{人|ひと}が わかります。{名前|なまえ}で さがすことも できます。',
  'tour.chat_text':
    'みんなや {1人|ひとり}に、{文字|もじ}で {話|はな}せます。よむだけでも だいじょうぶ。',
  'tour.floors_text': 'きょうしつや としょしつなど、ほかの フロアへ {行|い}けます。',
  'tour.alone_text':
    'つかれたら ここ。{話|はな}しかけられなくなります。もういちど おすと もどります。',
  'tour.help_text': 'こまったら ここ。スタッフが {来|き}てくれます。',
  'tour.leave_text':
    'いつ おわっても だいじょうぶ。この あんないは 「せってい」から もういちど みられます。',
};

/** @type {Record<string, string>} */
export const en = {
  tour: 'A first look round',
  'tour.next': 'Next',
  'tour.back': 'Back',
  'tour.skip': 'End the tour',
  'tour.done': 'Begin',
  'tour.walk': 'Walk',
  'tour.walk_text': 'Press where you want to go, and you walk there. Arrow keys work too.',
  'tour.watching_text':
    'At first you just look: nobody starts to talk to you. Press here when you want to talk.',
  'tour.people_text': 'See who is near you, or look for somebody by name.',
  'tour.chat_text': 'Write to everybody on the floor or to one person. Just reading is fine.',
  'tour.floors_text': 'Go to other floors: the classroom, the library and more.',
  'tour.alone_text': 'For when you are tired: nobody talks to you. Press again to come back.',
  'tour.help_text': 'When something is wrong. Somebody of the staff will come.',
  'tour.leave_text': 'You may leave whenever you like. You find this tour again in the settings.',
};
