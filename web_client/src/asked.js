/**
 * What was asked and has no answer yet. A line that is cut leaves one in doubt: a page that resumes
 * has heard every answer it missed, so what is unanswered then was not done; a page that is shown
 * everything anew cannot know. Plain data, no clock.
 */

import { dayAndTime, t } from './strings.js';

/** @typedef {{reason: string, at_ms: number}} Answer an empty reason is a yes */

/** Commands that are answered by a refusal or not at all: they pass, or come by themselves. */
export const PASSING = new Set([
  'CloseNotice',
  'CloseWhiteboard',
  'DeclineCall',
  'EnterFloor',
  'GoNear',
  'GoOver',
  'GoThrough',
  'Head',
  'MarkRead',
  'PointAt',
  'PointAtButton',
  'PointOn',
  'ReadBoard',
  'ReturnFromMeeting',
  'SeeNotice',
  'ShowEmote',
  'TracePen',
  'WalkTo',
]);

export function createAsked() {
  /** @type {Map<number, {tell: (answer: Answer) => void, doubtful: boolean}>} */
  const waiting = new Map();
  /** @type {number[]} */ let done = [];
  const asked = {
    /** @param {number} id @param {(answer: Answer) => void} tell */
    wait: (id, tell) => void waiting.set(id, { tell, doubtful: false }),
    /**
     * @param {{command_id: number} & Answer} answer
     * @returns {boolean} whether somebody waited for it
     */
    answer({ command_id, reason, at_ms }) {
      const one = waiting.get(command_id);
      waiting.delete(command_id);
      one?.tell({ reason, at_ms });
      return one !== undefined;
    },
    /**
     * A yes is told at the end of its tick, when the page shows what was done.
     * @param {number} id
     */
    done: (id) => void done.push(id),
    /** A tick is told to its end. */
    told() {
      const ids = done;
      done = [];
      for (const command_id of ids) asked.answer({ command_id, reason: '', at_ms: 0 });
    },
    /** The line is gone. */
    cut() {
      for (const one of waiting.values()) one.doubtful = true;
    },
    /** A line is back, and what was missed is known. @param {boolean} anew shown everything */
    back(anew) {
      for (const [id, { tell, doubtful }] of waiting) {
        if (!doubtful) continue;
        waiting.delete(id);
        tell({ reason: anew ? 'unsure' : 'cut', at_ms: 0 });
      }
    },
  };
  return asked;
}

/** @param {string} reason @param {number} atMs the moment it speaks of, or 0 */
export function refusalText(reason, atMs) {
  if (reason === 'floor_closed' && atMs)
    return t('refused.floor_closed_until', { time: dayAndTime(atMs) });
  if (reason === 'no_line' || reason === 'no_network') return t('no_network');
  const timed = `refused.${reason}_at`;
  const told = atMs ? t(timed, { time: dayAndTime(atMs) }) : timed;
  if (told !== timed) return told;
  const key = `refused.${reason}`;
  const text = t(key);
  return text === key ? t('refused.other') : text;
}
