/**
 * The server's tick as this browser sees it: never ahead of what it could know, never jumping
 * back.
 */

import { TICK_MS } from './motion.js';

const EASE = 0.1;

export function createClock() {
  let offset = /** @type {number | null} */ (null);
  let wallOffsetMs = 0;
  let frozenAt = /** @type {number | null} */ (null);
  return {
    /** A frame of `tick` came in. @param {number} tick @param {number} heardAt performance.now() */
    hear(tick, heardAt) {
      const measured = tick - heardAt / TICK_MS;
      const far = offset === null || Math.abs(measured - offset) > 40;
      offset = far || offset === null ? measured : offset + (measured - offset) * EASE;
    },
    /** @param {number} wallMs the server's wall clock, now */
    setWall(wallMs) {
      wallOffsetMs = wallMs - Date.now();
    },
    wallMs: () => Date.now() + wallOffsetMs,
    /** Time stands still under the banner. @param {boolean} on */
    freeze(on) {
      frozenAt = on ? (frozenAt ?? this.tick()) : null;
    },
    get frozen() {
      return frozenAt !== null;
    },
    /** @returns {number} the present tick, with its fraction */
    tick: () => frozenAt ?? performance.now() / TICK_MS + (offset ?? 0),
    /**
     * Calls once the clock says `tick`, which may be later than it looked when it was asked: it is
     * held back where frames come late. @param {number} tick @param {() => void} then
     * @returns {() => void} what calls it off
     */
    reaches(tick, then) {
      const wait = () => setTimeout(look, Math.max(1, tick - this.tick()) * TICK_MS);
      const look = () => {
        if (this.tick() >= tick) then();
        else timer = wait();
      };
      let timer = wait();
      return () => clearTimeout(timer);
    },
  };
}
