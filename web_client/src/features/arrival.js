/** What came first keeps its place: what comes later stands behind it, never before. */

import { useRef } from '../../vendor/vendor.js';

/**
 * @param {string[]} before in their order @param {string[]} now
 * @returns {string[]} `now` in the order in which they came
 */
export const inOrder = (before, now) => [
  ...before.filter((key) => now.includes(key)),
  ...now.filter((key) => !before.includes(key)),
];

/** @param {string[]} now without doubles @returns {string[]} in the order in which they came */
export function useArrival(now) {
  const last = useRef(/** @type {string[]} */ ([]));
  last.current = inOrder(last.current, now);
  return last.current;
}
