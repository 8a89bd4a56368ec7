/** Days of the school, counted from 1970-01-01 as the server counts them. */

import { language } from './strings.js';

const DAY_MS = 86_400_000;
const TOKYO_MS = 9 * 3_600_000;

/** The day of a moment. @param {number} ms */
export const dayOf = (ms) => Math.floor((ms + TOKYO_MS) / DAY_MS);

/** A day in words. @param {number} day */
export const dayText = (day) =>
  new Intl.DateTimeFormat(language.value === 'en' ? 'en' : 'ja-JP', {
    timeZone: 'UTC',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(day * DAY_MS);

/** A day as a date input has it, '' for none. @param {number} day */
export const dateOf = (day) => (day ? new Date(day * DAY_MS).toISOString().slice(0, 10) : '');

/** The day of a date input, 0 for none. @param {string} date */
export const dayIn = (date) => (date ? Date.parse(`${date}T00:00Z`) / DAY_MS : 0);

/** The moment of a date and time input by the school's clock, 0 for none. @param {string} typed */
export const momentOf = (typed) => (typed ? Date.parse(`${typed}:00Z`) - TOKYO_MS : 0);
