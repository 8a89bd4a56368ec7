/** Words of what one sets for oneself; three tables of the same keys. */

/** @type {Record<string, string>} */
export const ja = {
  text_size: '文字の 大きさ',
  seeing: '見え方',
  calm: 'しずかな 画面',
  calm_hint: '色を おだやかに、動きと かざりを すくなく',
  reduced_motion: '動きを へらす',
  sound: '音',
  sound_off: '音を 鳴らさず、見せる',
  sound_off_hint: 'チャイムは 画面に 大きく 出ます',
  more_settings: 'そのほか',
  key_letters: 'キー 1つの 近道',
  key_letters_hint: 'C：チャット、M：移動、P：人',
  tour_again: '案内を もう一度 見る',
};

/** @type {Record<string, string>} */
export const jaEasy = {
  text_size: 'もじの おおきさ',
  seeing: 'みえかた',
  calm: 'しずかな {画面|がめん}',
  calm_hint: '{色|いろ}を やさしく、うごきと かざりを すくなく',
  reduced_motion: 'うごきを へらす',
  sound: '{音|おと}',
  sound_off: '{音|おと}を ならさないで、みせる',
  sound_off_hint: 'チャイムが {画面|がめん}に おおきく でます',
  more_settings: 'そのほか',
  key_letters: 'キー 1つの ちかみち',
  key_letters_hint: 'C：チャット、M：いどう、P：ひと',
  tour_again: 'あんないを もういちど みる',
};

/** @type {Record<string, string>} */
export const en = {
  text_size: 'Text size',
  seeing: 'What you see',
  calm: 'Quiet screen',
  calm_hint: 'Softer colours, less motion and decoration',
  reduced_motion: 'Less motion',
  sound: 'Sound',
  sound_off: 'Show instead of sound',
  sound_off_hint: 'Chimes are shown large on the screen',
  more_settings: 'More',
  key_letters: 'One-key shortcuts',
  key_letters_hint: 'C: chat, M: floors, P: people',
  tour_again: 'Show me round again',
};
