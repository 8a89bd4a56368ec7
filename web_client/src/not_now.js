/**
 * Whoever stands on somebody that does not want to talk now is told so kindly, once (T2.1.c). It is
 * read from what everybody is shown, status and 見ているだけ, and from nothing else: what somebody
 * has set for themselves alone is told to nobody (docs/adr/0013). Plain data, no clock.
 */

import { positionAt } from './motion.js';

/** The statuses in which nobody is called (`REFUSES_CALLS` in protocol/avatars.py). */
export const REFUSING = new Set(['focusing', 'resting', 'quiet']);
const WIDTH_SUBTILES = 24;
const DEPTH_SUBTILES = 16;

/** @param {import('./model.js').Person} person */
const wantsNoTalk = (person) => person.watching || REFUSING.has(person.status);

export function createNotNow() {
  /** @type {Map<number, number>} how many looks in a row one has stood on whom */
  let looks = new Map();
  return {
    /**
     * Looked at about twice a second. Whether to say it now: at the second look on the same person.
     * @param {import('./model.js').Model} model @param {number} tick
     */
    look(model, tick) {
      const me = model.me === null ? undefined : model.people.get(model.me);
      const open = me && model.talkMode !== 'closed' && !wantsNoTalk(me);
      const mayTalk = open && model.plan?.calls && !model.call;
      if (!mayTalk) return false;
      const here = positionAt(me.walk, tick);
      const stoodOn = [...model.people.values()].filter(
        (other) =>
          other !== me && wantsNoTalk(other) && touches(here, positionAt(other.walk, tick)),
      );
      looks = new Map(stoodOn.map(({ handle }) => [handle, (looks.get(handle) ?? 0) + 1]));
      return [...looks.values()].includes(2);
    },
  };
}

/** @param {number[]} one @param {number[]} other */
const touches = ([x = 0, y = 0], [otherX = 0, otherY = 0]) =>
  Math.abs(x - otherX) < WIDTH_SUBTILES && Math.abs(y - otherY) < DEPTH_SUBTILES;
