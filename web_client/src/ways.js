/**
 * Which way to the school: a socket, or a stream where sockets say nothing. Plain data, no page.
 *
 * @typedef {'socket' | 'stream'} Way
 */

const SILENT_SOCKETS = 2;
const FIRST_TRIAL_MS = 2 * 60_000;
const LONGEST_TRIAL_MS = 30 * 60_000;

export function createWays() {
  let silent = 0;
  let trialMs = FIRST_TRIAL_MS;
  return {
    /** The way to try next: two sockets, then a stream, and so on until one speaks. */
    next: () =>
      /** @type {Way} */ (silent % (SILENT_SOCKETS + 1) === SILENT_SOCKETS ? 'stream' : 'socket'),
    /** Something was heard on it, so it is the one to come back by. @param {Way} way */
    spoke(way) {
      silent = way === 'stream' ? SILENT_SOCKETS : 0;
    },
    /** It ended without a word. */
    saidNothing() {
      silent += 1;
    },
    /** Sockets work again, as far as one knows. */
    backToSockets() {
      silent = 0;
    },
    /** How long to wait on a stream until sockets are tried, longer each time. */
    nextTrialMs() {
      const ms = trialMs;
      trialMs = Math.min(LONGEST_TRIAL_MS, trialMs * 2);
      return ms;
    },
  };
}
