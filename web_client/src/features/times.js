/** Times of day, weekdays and days as the pages of chimes and of the calendar write them. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_MS = 24 * 60 * 60 * 1000;
const THURSDAY = 3;
const APRIL = 4;

/** @param {number} minute of the day */
export const toTime = (minute) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** @param {string} time like 09:30 */
export function fromTime(time) {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** @param {number} day since 1970 */
export const toDate = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** @param {string} date like 2026-11-21 */
export const fromDate = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

/** The year in whose April the school year of a day began. @param {number} day since 1970 */
function schoolYear(day) {
  const [year = 0, month = 0] = toDate(day).split('-').map(Number);
  return month < APRIL ? year - 1 : year;
}

/** The 31st of March after a day. @param {number} day since 1970 */
export const endOfSchoolYear = (day) => fromDate(`${schoolYear(day) + 1}-03-31`);

/**
 * Between which dates a calendar is set: this school year and the two after it, and what is set
 * already.
 * @param {number} today @param {{first_day: number, last_day: number}} calendar
 */
export function datesOffered(today, { first_day, last_day }) {
  const year = schoolYear(today);
  return {
    min: toDate(Math.min(first_day, fromDate(`${year}-04-01`))),
    max: toDate(Math.max(last_day, fromDate(`${year + 3}-03-31`))),
  };
}

/** Monday is 0. @param {number} day since 1970 */
export const weekdayOf = (day) => (day + THURSDAY) % 7;
