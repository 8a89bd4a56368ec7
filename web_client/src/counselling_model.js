/**
 * Counselling: how far one's own way to a talk has come, who waits for one, and the talk itself.
 *
 * @typedef {object} Counsellee
 * @property {string} name
 * @property {string} asking 'asked', 'offered' or 'declined'
 * @property {string | null} by account of who invites them
 * @property {number} askedMs 0 where nobody asked
 */

import { dropWishes } from './booking_model.js';

export const createCounselling = () => ({
  /** How far one's own way to a talk has come. */ asking: { state: 'none', name: '' },
  /** @type {Map<string, Counsellee>} */ counsellees: new Map(),
  mayCounsel: false,
  /** @type {{call: string, sinceMs: number, closesMs: number, said: number,
   *   away: Set<string>} | null} */
  cover: null,
});

/** @type {import('./model.js').Changes} */
export const COUNSELLING = {
  OwnCounsellingShown: (model, m) => {
    model.asking = { state: m.asking, name: m.name };
  },
  CounselleeShown(model, m) {
    const { name, asking, by, asked_ms: askedMs } = m;
    model.counsellees.set(m.account, { name, asking, by, askedMs });
  },
  CounselleeGone: (model, m) => void model.counsellees.delete(m.account),
  MayCounselShown(model, m) {
    model.mayCounsel = m.on;
    if (m.on) return;
    model.counsellees.clear();
    dropWishes(model);
  },
  CoverShown(model, m) {
    const away = model.cover?.away ?? new Set();
    // What was said since then came by itself.
    const said = model.cover?.said ?? m.said;
    model.cover = { call: m.call, sinceMs: m.since_ms, closesMs: m.closes_ms, said, away };
    const minutes = m.closing_min;
    model.closing = minutes > 0 ? { minutes, closesAtMs: m.closes_ms } : null;
    model.desk = false;
  },
  LineShown(model, m) {
    if (m.away) model.cover?.away.add(m.account);
    else model.cover?.away.delete(m.account);
  },
};

/**
 * Who asked for a talk, whether or not they are invited by now, and whom a counsellor invited who
 * had not asked.
 * @param {{counsellees: Map<string, Counsellee>}} model
 */
export function waitingFor({ counsellees }) {
  const all = [...counsellees];
  return {
    asked: all.filter(([, one]) => one.askedMs > 0),
    invited: all.filter(([, one]) => one.askedMs === 0),
  };
}
