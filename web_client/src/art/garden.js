/**
 * The garden that grows with everybody's visits: three beds of eight plants under a hill. What
 * flowers in it follows from the month; where nothing grows yet, the soil is ready.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 */

import { seasonOfMonth } from './seasons.js';
import { box, darker, flat, inked, line, oval, placed } from './shapes.js';

const COLUMNS = 8;
const WIDTH = 320;
const STEM = '#6fa85c';

/** @type {[number, number, number, number]} */
export const GARDEN_FRAME = [0, 0, WIDTH, 190];

const petals = (
  /** @type {number} */ count,
  /** @type {number} */ far,
  /** @type {number} */ size,
) =>
  Array.from({ length: count }, (_, at) => {
    const turn = (at / count) * 2 * Math.PI;
    return oval(
      Math.round(far * Math.sin(turn) * 10) / 10,
      -24 - Math.round(far * Math.cos(turn) * 10) / 10,
      size,
    );
  }).join('');

const stem = [
  line('M0 0v-22', STEM, 3),
  inked('M0-4q-10-1-11-9 10 0 11 9zM0-6q9-1 10-9-9 0-10 9z', STEM, 1.4),
];
/** @param {number} count @param {string} colour @param {string} [middle] @returns {Shape[]} */
const flower = (count, colour, middle = '#f8d668') => [
  ...stem,
  inked(petals(count, 6, 4.6), colour, 1.5),
  flat(oval(0, -24, 3.8), middle),
];
/** @param {string} colour @returns {Shape[]} */
const tulip = (colour) => [
  ...stem,
  inked('M-8-33q4 1 4 4l4-6 4 6q0-3 4-4 3 15-8 15t-8-15z', colour, 1.5),
];

/** What flowers in a season. @type {Record<string, Shape[][]>} */
const FLOWERS = {
  spring: [tulip('#ee7f95'), tulip('#f7c948'), flower(5, '#f6b9c8'), tulip('#f3a35c')],
  summer: [flower(9, '#f7c948', '#9a6a3c'), flower(5, '#9c8bd8', '#fff6d0'), flower(6, '#f08f9f')],
  autumn: [
    flower(8, '#e79ab8'),
    flower(8, '#f3a35c'),
    flower(8, '#c98fc4'),
    flower(8, '#fbe0b8', '#e0a33c'),
  ],
  winter: [
    flower(5, '#8fa8dc', '#fbe6a0'),
    flower(5, '#f6d0e0'),
    flower(5, '#fffdf7', '#f3c136'),
    flower(5, '#dd7c8a'),
  ],
};
/** @type {Record<string, [string, string]>} sky and hill */
const AIR = {
  spring: ['#e3f1f9', '#bfdc9f'],
  summer: ['#cfe9f7', '#9ccf8a'],
  autumn: ['#fbeedb', '#d6cd8b'],
  winter: ['#e6edf5', '#f3f6f8'],
};

/**
 * @param {number} grown plants
 * @param {number} month 1 to 12
 * @returns {Shape[]}
 */
export function gardenShapes(grown, month) {
  const season = seasonOfMonth(month);
  const flowers = FLOWERS[season] ?? [];
  const [sky, hill] = AIR[season] ?? ['#e3f1f9', '#bfdc9f'];
  const shapes = [
    flat(box(0, 0, WIDTH, 190, 16), sky),
    flat(oval(268, 30, 15), '#fbdc7a'),
    flat(oval(60, 26, 20, 8) + oval(78, 21, 15, 9) + oval(96, 27, 17, 7), '#ffffff', 0.9),
    flat('M0 84q60-46 130-26t190-4v136H0z', hill),
    flat(`M0 96h${WIDTH}v78q0 16-16 16H16q-16 0-16-16z`, darker(hill, 0.08)),
  ];
  for (let row = 0; row < 3; row += 1) {
    const y = 112 + row * 33;
    shapes.push(inked(box(12, y - 4, WIDTH - 24, 13, 6), '#a9794f', 1.6));
    for (let column = 0; column < COLUMNS; column += 1) {
      const place = row * COLUMNS + column;
      const [x, at] = [32 + column * 36.5, y];
      if (place < grown)
        shapes.push(...placed(flowers[(place * 5 + row) % flowers.length] ?? [], x, at, 0.9));
      else shapes.push(flat(oval(x, at + 1, 5, 2.2), '#8a5f3b', 0.8));
    }
  }
  return shapes;
}
