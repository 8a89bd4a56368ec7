/** The words of talks that every visit may need; those of sound and picture come with them. */

/** Japanese. */
export const ja = {
  call_soon: '$nameさんと おはなしが はじまります',
  call_no: 'やめておく',
  call_leave: 'はなれる',
  call_hint: 'ここで 話す',
  call_with: '$nameさんと おはなし中',
  call_with_many: 'ほかの $count人と おはなし中',
  call_apart: 'すこし はなれています',
  call_full: 'いまは 満員です。はなれて、あとで また 来てみてね。',
  try_devices: 'マイクと カメラを ためす',
};

/** Easy Japanese. */
export const jaEasy = {
  call_soon: '$nameさんと おはなし します',
  call_no: 'やめておく',
  call_leave: 'はなれる',
  call_hint: 'ここで {話|はな}す',
  call_with: '$nameさんと おはなし{中|ちゅう}',
  call_with_many: 'ほかの $count{人|にん}と おはなし{中|ちゅう}',
  call_apart: 'すこし はなれています',
  call_full: 'いまは いっぱいです。あとで また きてね。',
  try_devices: 'マイクと カメラを ためす',
};

/** English. */
export const en = {
  call_soon: 'A talk with $name is about to start',
  call_no: 'Not now',
  call_leave: 'Leave the talk',
  call_hint: 'Say it here',
  call_with: 'Talking with $name',
  call_with_many: 'Talking with $count others',
  call_apart: 'a little away',
  call_full: 'This talk is full now. Walk away and come back later.',
  try_devices: 'Try microphone and camera',
};
