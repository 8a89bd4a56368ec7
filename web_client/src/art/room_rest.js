/** Furniture to rest and play with indoors. */

import { crate, numberOf, paintAt, potted, shadow, spot, WHITE } from './building.js';
import { box, darker, flat, inked, lighter, line, oval } from './shapes.js';

/**
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./building.js').Recipe} Recipe
 */

/**
 * Sofa, wide or narrow.
 * @param {number} w
 * @param {number} h
 * @param {string} c
 * @returns {Shape[]}
 */
function sofa(w, h, c) {
  const seats = Math.max(2, Math.round(w / 110));
  const wide = (w - 36) / seats;
  const soft = lighter(c, 0.3);
  return [
    shadow(w, h),
    inked(box(8, -34, w - 16, h + 10, 16), c),
    flat(box(18, -27, w - 36, 7, 3), WHITE, 0.3),
    ...Array.from({ length: seats }, (_, n) => inked(box(18 + n * wide, 8, wide, h - 22, 9), soft)),
    inked(box(12, h - 20, w - 24, 16, 6), darker(c, 0.1)),
    inked(box(-3, -8, 27, h + 4, 12), lighter(c, 0.12)),
    inked(box(w - 24, -8, 27, h + 4, 12), lighter(c, 0.12)),
    inked(box(30, -12, 34, 28, 9), '#f2c766'),
    inked(box(w - 70, -10, 34, 26, 9), '#f4e7d3'),
  ];
}

/** @param {number} w @param {number} h @param {string} c @returns {Shape[]} */
const rug = (w, h, c) => [
  inked(oval(w / 2, h / 2, w / 2, h / 2), c, 2.5),
  { ...line(oval(w / 2, h / 2, w / 2 - 16, h / 2 - 14), lighter(c, 0.7), 5), dash: [16, 13] },
  flat(oval(w / 2, h / 2, w / 2 - 38, h / 2 - 34), lighter(c, 0.3), 0.8),
];

/** @param {number} w @param {number} h @param {string} c @returns {Shape[]} */
const mat = (w, h, c) => [
  inked(box(0, 0, w, h, 14), c, 2),
  line(box(9, 9, w - 18, h - 18, 9), lighter(c, 0.5), 3, 0.9),
];

/** @type {Record<string, Recipe>} */
export const REST = {
  sofa: (w, h, o) =>
    sofa(w, h, ['#7fb9b0', '#e39a86', '#8fa6d4'][numberOf(o.object) % 3] ?? '#7fb9b0'),
  beanbag: (w, h, o) => {
    const c = paintAt(numberOf(o.object) + 1);
    const x = w / 2;
    return [
      spot(x, h - 6, w * 0.42, 9),
      inked(`M${x - 40} ${h - 12}c-8-18 8-48 38-50s50 30 42 50c-8 9-72 9-80 0z`, c),
      flat(`M${x - 24} ${h - 30}c2-14 14-22 28-22-8 6-14 12-16 24z`, WHITE, 0.35),
      line(`M${x + 6} ${h - 60}q6 26 26 42`, darker(c, 0.25), 1.8, 0.7),
    ];
  },
  cushion: (w, h, o) => {
    const c = paintAt(numberOf(o.object) + 2);
    return [
      spot(w / 2, h - 5, w * 0.42, 6),
      inked(box(6, 3, w - 12, h - 10, 11), c),
      line(box(13, 8, w - 26, h - 20, 7), lighter(c, 0.5), 2.4, 0.9),
      flat(oval(w / 2, h / 2 - 2, 3, 2.4), darker(c, 0.3)),
    ];
  },
  rug: (w, h, o) =>
    rug(w, h, ['#efc0b4', '#bcd8cf', '#e3cbe0'][numberOf(o.object) % 3] ?? '#efc0b4'),
  mat: (w, h) => mat(w, h, '#d9e0bd'),
  tent: (w, h, o) => {
    const c = paintAt(numberOf(o.object) + 2);
    return [
      shadow(w, h),
      inked(`M-4 ${h - 3}L${w / 2}-78L${w + 4} ${h - 3}q${-w / 2 - 4} 8 ${-w - 8} 0z`, c),
      flat(`M${w / 2}-70L${w * 0.22} ${h - 6}h${w * 0.18}z`, lighter(c, 0.5), 0.7),
      inked(
        `M${w / 2 - 30} ${h - 3}Q${w / 2 - 10} 26 ${w / 2}-6q10 32 30 ${h + 3}q-30 4-60 0z`,
        '#7a5a52',
      ),
      flat(
        `M${w / 2 - 30} ${h - 3}Q${w / 2 - 16} 30 ${w / 2}-6q-4 40-14 ${h + 3}z`,
        lighter(c, 0.35),
      ),
      inked(`M${w / 2}-78v-16l18 7z`, '#ecc063', 1.8),
    ];
  },
  blocks: (w, h) => [
    shadow(w, h),
    inked(box(4, 14, 36, 40, 5), '#ecc063'),
    inked(box(44, 22, 34, 32, 5), '#6c9fd2'),
    inked('M20 14l20-32 20 32z', '#de8177'),
    flat(oval(22, 34, 8), WHITE, 0.8),
    line('M54 32l14 13M68 32l-14 13', WHITE, 3, 0.85),
    inked(oval(78, 50, 10), '#76b183'),
  ],
  toy_box: (w, h) => [
    inked(oval(w * 0.3, 2, 15), '#de8177'),
    flat(oval(w * 0.26, -3, 5, 4), WHITE, 0.5),
    inked(box(w * 0.5, -18, 22, 34, 4), '#6c9fd2'),
    inked(`M${w * 0.78} 14l-8-30h16z`, '#76b183'),
    shadow(w, h),
    inked(box(1, 12, w - 2, h - 14, 7), '#e7b27c'),
    inked(box(-2, 8, w + 4, 13, 5), '#f0c795'),
    ...['#de8177', '#ecc063', '#6c9fd2'].map((c, n) =>
      flat(oval(w * (0.26 + n * 0.24), h - 18, 7), c),
    ),
  ],
  piano: (w, h) => [
    ...crate(w, h, 76, '#7a5a52'),
    inked(box(8, h - 46, w - 16, 15, 3), '#fffaf0', 1.8),
    line(
      Array.from(
        { length: Math.floor((w - 28) / 11) },
        (_, n) => `M${19 + n * 11} ${h - 45}v7`,
      ).join(''),
      '#463742',
      4.5,
    ),
    inked(box(w / 2 - 24, h - 76, 48, 22, 3), '#fffdf4', 1.6),
    line(`M${w / 2 - 16} ${h - 68}h32M${w / 2 - 16} ${h - 62}h24`, '#b8b2c2', 1.6),
  ],
  aquarium: (w, h) => [
    ...crate(w, h, 32, '#c08f5e'),
    inked(box(5, h - 104, w - 10, 74, 7), '#a3dcec'),
    flat(box(9, h - 46, w - 18, 13, 4), '#f0dca8'),
    flat(box(9, h - 100, w - 18, 8, 3), WHITE, 0.6),
    line(
      `M${w * 0.2} ${h - 46}q-9-14 0-26M${w * 0.82} ${h - 46}q9-14 0-32M${w * 0.74} ${h - 46}q-7-9 0-18`,
      '#5fa873',
      4.5,
    ),
    ...[
      [0.36, 66, '#f19a5c'],
      [0.62, 82, '#f3cf63'],
      [0.54, 58, '#ea8fa8'],
    ].flatMap(([p, up, c]) => {
      const x = w * Number(p);
      const y = h - Number(up);
      return [
        inked(`M${x - 10} ${y}q10-9 20 0l7-6v12l-7-6q-10 9-20 0z`, String(c), 1.6),
        flat(oval(x - 5, y - 1, 1.4), '#4a3550'),
      ];
    }),
  ],
  water_cooler: (w, h) => [
    ...crate(w, h, 50, '#eef2f6'),
    inked(box(w / 2 - 15, h - 108, 30, 46, 11), '#a9dcef'),
    flat(box(w / 2 - 9, h - 102, 6, 28, 3), WHITE, 0.7),
    flat(box(w / 2 - 12, h - 38, 7, 8, 2), '#6c9fd2'),
    flat(box(w / 2 + 5, h - 38, 7, 8, 2), '#de8177'),
  ],
  lamp: (w, h) => [
    spot(w / 2, h - 3, 15, 5),
    flat(oval(w / 2, -40, 50, 46), '#fff0b8', 0.25),
    line(`M${w / 2} ${h - 4}V-50`, '#8d7a72', 4.5),
    inked(oval(w / 2, h - 5, 12, 4), '#8d7a72', 1.8),
    inked(`M${w / 2 - 21}-44l9-32h24l9 32q-21 6-42 0z`, '#fbe2a0'),
  ],
  plant: (w, h, o) =>
    potted(w, h, 46, ['#d88a66', '#8fb3c6', '#e3b566'][numberOf(o.object) % 3] ?? '#d88a66'),
  big_plant: (w, h) => potted(w, h, 84, '#cf8a68'),
};
