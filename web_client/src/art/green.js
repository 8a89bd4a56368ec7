/** Plants, beds, lawns and water. */

import {
  blossoms,
  crate,
  LEAF,
  mass,
  numberOf,
  ovals,
  shadow,
  spot,
  treeOf,
  WHITE,
  waterOf,
} from './building.js';
import { cherryTree } from './cherry.js';
import { box, flat, inked, line, oval } from './shapes.js';

/**
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./building.js').Recipe} Recipe
 */

/** @type {Recipe} */
const pond = (w, h) => [
  flat(oval(w / 2, h / 2 + 6, w / 2 + 4, h / 2), '#4a3550', 0.1),
  ...waterOf(w, h, '#c9c4b4'),
  ...[
    [0.3, 0.6],
    [0.66, 0.42],
    [0.52, 0.72],
  ].flatMap(([px = 0, py = 0]) => [
    inked(`M${w * px} ${h * py}l17-6a18 9 0 1 1-7-5z`, '#86bd83', 1.7),
  ]),
  inked(oval(w * 0.32, h * 0.55, 5, 4), '#f2a9bd', 1.6),
  ...mass(
    ovals([
      [6, h * 0.62, 17, 12],
      [26, h * 0.86, 20, 13],
      [w - 14, h * 0.3, 18, 12],
    ]),
    '#bdb8b4',
  ),
  flat(
    ovals([
      [2, h * 0.57, 8, 4],
      [22, h * 0.81, 9, 4],
      [w - 18, h * 0.25, 8, 4],
    ]),
    WHITE,
    0.4,
  ),
  line(`M${w - 30} ${h * 0.3}q-4-22 2-40M${w - 20} ${h * 0.28}q4-24 0-46`, '#6f9f63', 4),
  inked(box(w - 31, h * 0.3 - 54, 7, 20, 3.5), '#a3744f', 1.6),
  inked(box(w - 22, h * 0.28 - 60, 7, 20, 3.5), '#a3744f', 1.6),
];

/** Tufts of grass, the same every time. @param {number} w @param {number} h */
function tufts(w, h) {
  let d = '';
  for (let row = 0, y = 40; y < h - 20; row += 1, y += 58) {
    for (let x = 36 + ((row * 61) % 90); x < w - 40; x += 118)
      d += `M${x} ${y}q-1-8-5-10M${x + 3} ${y}q0-9 1-13M${x + 6} ${y}q1-7 5-9`;
  }
  return d;
}

/** @type {Record<string, Recipe>} */
export const GREEN = {
  tree: (w, h, o) =>
    treeOf(
      w,
      h,
      ['#7fba7e', '#93c47c', '#6fae86'][numberOf(o.object) % 3] ?? LEAF,
      '#a07a58',
      numberOf(o.object) % 3 === 1 ? '#f0a25e' : null,
    ),
  cherry_tree: (w, h, _o, season) => cherryTree(w, h, season),
  bush: (w, h) => [
    spot(w / 2, h - 4, w / 2, 9),
    ...mass(
      ovals([
        [w * 0.24, 8, w * 0.26, 21],
        [w * 0.76, 8, w * 0.26, 21],
        [w * 0.5, -4, w * 0.32, 25],
      ]),
      '#84bd80',
    ),
    flat(
      ovals([
        [w * 0.4, -14, w * 0.13, 6],
        [w * 0.2, 2, w * 0.09, 5],
        [w * 0.74, 0, w * 0.1, 5],
      ]),
      '#b4dca4',
      0.85,
    ),
    flat(
      ovals([
        [w * 0.3, 14, 4],
        [w * 0.62, 8, 4],
        [w * 0.82, 16, 4],
      ]),
      '#ee8ea0',
    ),
  ],
  hedge: (w, h) => {
    const n = Math.ceil(w / 40);
    const at = Array.from({ length: n }, (_, k) => (k + 0.5) * (w / n));
    return [
      shadow(w, h),
      ...mass(
        box(0, -8, w, h + 4, 12) + ovals(at.map((x) => [x, -8, w / n / 2 + 3, 17])),
        '#7fb77e',
      ),
      flat(
        ovals(
          at.flatMap((x, k) => [
            [x - 6, -14, 9, 5],
            [x + 8, 6 + (k % 2) * 5, 7, 4],
          ]),
        ),
        '#abd69d',
        0.75,
      ),
    ];
  },
  flowerbed: (w, h) => [
    shadow(w, h),
    inked(box(0, 2, w, h - 3, 7), '#c98d68'),
    inked(box(0, -3, w, h - 10, 7), '#9a7457'),
    ...blossoms(w, h - 12, ['#f193aa', '#fbd36b', '#ffffff', '#b49be0'], 19).map((s) => ({
      ...s,
      x: 0,
      y: -8,
    })),
  ],
  vegetable_bed: (w, h) => [
    inked(box(0, 0, w, h, 10), '#a98363'),
    line(
      Array.from({ length: Math.floor(h / 20) }, (_, n) => `M12 ${n * 20 + 18}h${w - 24}`).join(''),
      '#8d6a4e',
      5,
      0.6,
    ),
    ...Array.from({ length: Math.floor((w - 24) / 30) }, (_, n) => [
      ...mass(
        ovals([
          [20 + n * 30, 8, 8],
          [30 + n * 30, 8, 8],
          [25 + n * 30, 2, 8],
        ]),
        '#7fba7e',
      ),
      flat(oval(25 + n * 30, 10, 4.5), n % 2 ? '#e5674f' : '#f0a25e'),
      ...mass(
        ovals([
          [22 + n * 30, 40, 9, 6],
          [30 + n * 30, 38, 9, 6],
        ]),
        '#96c97c',
      ),
    ]).flat(),
  ],
  flowers: (w, h) => [
    flat(box(0, 0, w, h, 34), '#b8dc9d', 0.9),
    ...blossoms(w, h - 8, ['#ffffff', '#f7b7c6', '#fbdc7c'], 30),
  ],
  lawn: (w, h) => [
    flat(box(0, 0, w, h, 60), '#c0df9f', 1),
    flat(box(14, 12, w - 28, h - 24, 50), '#c9e6a9', 1),
    line(tufts(w, h), '#a5cd86', 2.4, 0.9),
  ],
  stone: (w, h) => [
    spot(w / 2, h - 5, w / 2, 8),
    inked(`M3 ${h - 7}c-5-22 13-40 30-38s33 16 27 38c-10 7-46 7-57 0z`, '#bfbbb8'),
    flat(oval(w * 0.4, 2, 13, 7), WHITE, 0.4),
  ],
  pond,
  rabbit_hutch: (w, h) => [
    ...crate(w, h, 62, '#dcb07a'),
    inked(box(12, h - 56, w - 24, 44, 4), '#8a6a52', 1.8),
    flat(box(16, h - 22, w - 32, 8, 3), '#f0dca0'),
    ...[
      [0.3, WHITE],
      [0.56, '#e6cdb0'],
      [0.78, '#bdb4b4'],
    ].flatMap(([p, c]) => {
      const x = w * Number(p);
      return [
        inked(`${oval(x - 4, h - 46, 3, 9)}${oval(x + 4, h - 46, 3, 9)}`, String(c), 1.5),
        inked(oval(x, h - 26, 13, 10), String(c), 1.6),
        inked(oval(x, h - 35, 9, 8), String(c), 1.6),
        flat(
          ovals([
            [x - 3, h - 36, 1.3],
            [x + 3, h - 36, 1.3],
          ]),
          '#4a3550',
        ),
        flat(oval(x, h - 33, 1.3, 1), '#e58a95'),
      ];
    }),
    line(
      Array.from(
        { length: Math.floor((w - 24) / 14) },
        (_, n) => `M${18 + n * 14} ${h - 55}v42`,
      ).join(''),
      '#e8e2d6',
      1.8,
      0.75,
    ),
    inked(`M-8 ${h - 62}L${w / 2} ${h - 116}L${w + 8} ${h - 62}z`, '#cf7a6c'),
    line(
      `M${w * 0.14} ${h - 74}h${w * 0.72}M${w * 0.28} ${h - 90}h${w * 0.44}`,
      '#b3604f',
      2.4,
      0.7,
    ),
  ],
};
