/**
 * The cherry tree through the year: in flower, in leaf, coloured, bare. Where nobody wants seasons
 * it stands in leaf all the year.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 */

import { ovals, spot, treeOf } from './building.js';
import { darker, flat, inked, line } from './shapes.js';

const BARK = '#9a7066';
/** Colours of its crown and of the dots in it. @type {Record<string, [string, string | null]>} */
const CROWNS = {
  spring: ['#f4bccb', '#fff4f7'],
  summer: ['#7fba7e', null],
  autumn: ['#e39a5c', '#c9583f'],
  '': ['#93c47c', null],
};
/** Boughs as far as the crown of summer reaches, from the trunk's upper end at 0, 0. */
const BOUGHS = [
  'M0 14Q-3-22-24-42-34-52-50-54M-24-42Q-28-58-24-74M-10-24Q-34-26-48-34',
  'M0 14Q5-24 24-44 34-54 50-58M24-44Q26-60 20-78M10-26Q32-28 50-32',
  'M0 14Q0-34 0-60 0-74-6-88M0-60Q6-72 10-84',
];
/** What sits on them: buds, and snow that stays in the forks. */
const BUDS = [
  [-50, -54],
  [-24, -74],
  [-48, -34],
  [50, -58],
  [20, -78],
  [50, -32],
  [-6, -88],
  [10, -84],
].map(([x = 0, y = 0]) => [x, y, 3.2]);
const SNOW = [
  [-25, -46, 9, 4],
  [24, -49, 9, 4],
  [0, -64, 7, 4],
  [-38, -55, 7, 3],
  [38, -57, 7, 3],
];

/** @param {number} w @param {number} h @param {string} season @returns {Shape[]} */
export function cherryTree(w, h, season) {
  if (season === 'winter') return bare(w, h);
  const [leaf, dots] = CROWNS[season] ?? CROWNS[''] ?? ['', null];
  return treeOf(w, h, leaf, BARK, dots);
}

/** @param {number} w @param {number} h @returns {Shape[]} */
function bare(w, h) {
  const [x, y] = [w / 2, h - 58];
  const up = (/** @type {Shape} */ shape) => ({ ...shape, x, y });
  return [
    spot(x, h - 4, 40, 9),
    ...BOUGHS.map((d) => up(line(d, darker(BARK, 0.35), 9))),
    inked(`M${x - 10} ${h - 4}q5-26 5-56 5-4 10 0 0 30 5 56-10 5-20 0z`, BARK),
    line(`M${x - 2} ${h - 48}q-2 22-3 36`, darker(BARK, 0.25), 2, 0.7),
    ...BOUGHS.map((d) => up(line(d, BARK, 5.4))),
    up(flat(ovals(BUDS), '#c98a94')),
    up(flat(ovals(SNOW), '#ffffff', 0.95)),
  ];
}
