/**
 * What the connection costs: the bytes of frames, both ways, in the last minute. Counted as they
 * stand on the wire, without what TCP, TLS and HTTP add. Plain data, no clock.
 */

const WINDOW_MS = 60_000;
const SHORT = 125;
const MEDIUM = 0xffff;
const MASK_BYTES = 4;

/** @typedef {ReturnType<typeof createCost>} Cost */

export function createCost() {
  /** @type {{at: number, down: number, up: number}[]} */ let seconds = [];
  /** @param {number} now @param {number} down @param {number} up */
  function add(now, down, up) {
    const at = Math.floor(now / 1000) * 1000;
    const last = seconds.at(-1);
    if (last?.at === at) Object.assign(last, { down: last.down + down, up: last.up + up });
    else seconds.push({ at, down, up });
    seconds = seconds.filter((one) => one.at > now - WINDOW_MS);
  }
  return {
    /** @param {number} now milliseconds of any clock @param {number} bytes */
    came: (now, bytes) => add(now, bytes, 0),
    /** @param {number} now @param {number} bytes */
    went: (now, bytes) => add(now, 0, bytes),
    /** Bytes of the last minute. @param {number} now */
    lastMinute(now) {
      const recent = seconds.filter((one) => one.at > now - WINDOW_MS);
      return {
        down: recent.reduce((sum, one) => sum + one.down, 0),
        up: recent.reduce((sum, one) => sum + one.up, 0),
      };
    },
  };
}

/** The size of a message as a WebSocket frame (RFC 6455, 5.2). @param {number} bytes */
export const frameBytes = (bytes) => bytes + (bytes <= SHORT ? 2 : bytes <= MEDIUM ? 4 : 10);

/** The same for what a browser sends: it masks each frame. @param {number} bytes */
export const maskedFrameBytes = (bytes) => frameBytes(bytes) + MASK_BYTES;
