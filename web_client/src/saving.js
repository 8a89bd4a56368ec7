/**
 * How much of others' motion is asked for, and whether the line is too slow for all of it. It is
 * the line that is slow and not the person, so the device keeps what was chosen.
 */

const KEY = 'hiroba-motion';
export const MOTIONS = /** @type {const} */ (['full', 'sparse', 'still']);
const LATE_MS = 1500;
const APART_MS = 5000;
const SIGNS_NEEDED = 3;
const WINDOW_MS = 5 * 60_000;

/** The motion chosen here, null while nobody has chosen. @returns {number | null} */
export function chosenMotion() {
  const kept = localStorage.getItem(KEY);
  const motion = MOTIONS.findIndex((name) => name === kept);
  return motion < 0 ? null : motion;
}

/** @param {number} motion */
export const keepMotion = (motion) => localStorage.setItem(KEY, MOTIONS[motion] ?? 'full');

/**
 * Three signs in five minutes that the line is slow: something came late, or the line was lost.
 * Plain data, no clock.
 * @param {number} tickMs
 */
export function createSlowness(tickMs) {
  let quickest = Number.POSITIVE_INFINITY;
  /** @type {number[]} */ let signs = [];
  /** @param {number} now */
  function sign(now) {
    if (now - (signs.at(-1) ?? Number.NEGATIVE_INFINITY) < APART_MS) return;
    signs = [...signs.filter((at) => now - at < WINDOW_MS), now];
  }
  return {
    /** @param {number} tick of a frame @param {number} now milliseconds when it came */
    heard(tick, now) {
      const way = now - tick * tickMs;
      quickest = Math.min(quickest, way);
      if (way - quickest > LATE_MS) sign(now);
    },
    /** @param {number} now */
    lost: sign,
    isSlow: () => signs.length >= SIGNS_NEEDED,
  };
}
