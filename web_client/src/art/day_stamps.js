/**
 * The stamps of the stamp card: six for each season from spring on, then four for the whole year,
 * in the order of protocol/staying.py. Each is a motif on a soft disc, about 64 px across, centred
 * on 0, 0.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 */

import { COLD } from './day_stamps_cold.js';
import { WARM } from './day_stamps_warm.js';
import { darker, flat, line, oval } from './shapes.js';

const MOTIFS = [...WARM, ...COLD];

export const STAMP_COUNT = MOTIFS.length;
export const CARD_STAMPS = 10;
/** @type {[number, number, number, number]} */
export const STAMP_FRAME = [-32, -32, 64, 64];

/** @param {number} stamp @returns {Shape[]} */
export function stampShapes(stamp) {
  const [disc, motif] = MOTIFS[stamp] ?? /** @type {[string, Shape[]]} */ (['#f0e8da', []]);
  const edge = darker(disc, 0.28);
  return [
    { ...flat(oval(0, 0, 30), disc), stroke: edge, width: 2 },
    { ...line(oval(0, 0, 26.5), edge, 1.2, 0.7), dash: [3, 3] },
    ...motif,
  ];
}
