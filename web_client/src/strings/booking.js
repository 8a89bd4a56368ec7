/** Words of booking a private talk; three tables of the same keys. They come with its pages. */

/** @type {Record<string, string>} */
export const ja = {
  'refused.too_many_bookings': 'やくそくが いっぱいです。どれかを おえるか、とりやめると できます',
  'refused.already_booked': 'この人とは もう やりとりを しています',
  'refused.no_such_booking': 'このやくそくは もう ありません',
  'refused.time_not_offered': 'その時間は えらべなくなりました',
  'refused.own_booking_then': 'そのころに ほかの やくそくが あります',
  'refused.counsellor_busy': 'そのころに ほかの 相談が あります',
  'refused.counsellor_busy_at': '$timeに ほかの 相談が あります',
  'refused.booking_in_the_past': 'その時間は もう すぎています',
  'refused.booking_too_far': 'もうすこし 近い日に してください',
  'refused.closed_then': 'その時間は ひろばが しまっています',
  'refused.closed_then_at': '$timeは ひろばが しまっています',
};

/** @type {Record<string, string>} */
export const jaEasy = {
  'refused.too_many_bookings': 'やくそくが いっぱいだよ。どれかを やめると できるよ',
  'refused.already_booked': 'この{人|ひと}とは もう やりとりを しているよ',
  'refused.no_such_booking': 'この やくそくは もう ないよ',
  'refused.time_not_offered': 'その {時間|じかん}は えらべなくなったよ',
  'refused.own_booking_then': 'そのころに ほかの やくそくが あるよ',
  'refused.counsellor_busy': 'そのころに ほかの {相談|そうだん}が あるよ',
  'refused.counsellor_busy_at': '$timeに ほかの {相談|そうだん}が あるよ',
  'refused.booking_in_the_past': 'その {時間|じかん}は もう すぎたよ',
  'refused.booking_too_far': 'もうすこし {近|ちか}い{日|ひ}に してね',
  'refused.closed_then': 'その {時間|じかん}は ひろばが しまっているよ',
  'refused.closed_then_at': '$timeは ひろばが しまっているよ',
};

/** @type {Record<string, string>} */
export const en = {
  'refused.too_many_bookings': 'That is as many as fit. Finish or cancel one of them first.',
  'refused.already_booked': 'You are already arranging a talk with this person',
  'refused.no_such_booking': 'This booking is gone',
  'refused.time_not_offered': 'That time can no longer be chosen',
  'refused.own_booking_then': 'You have another talk around that time',
  'refused.counsellor_busy': 'You have another talk around that time',
  'refused.counsellor_busy_at': 'You have another talk at $time',
  'refused.booking_in_the_past': 'That time is over already',
  'refused.booking_too_far': 'Please take an earlier day',
  'refused.closed_then': 'The school is closed then',
  'refused.closed_then_at': 'The school is closed at $time',
};
