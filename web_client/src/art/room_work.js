/** Furniture to work at and to keep things in: classroom and library. */

import {
  crate,
  numberOf,
  OAK,
  PALE,
  paintAt,
  STEEL,
  shadow,
  shelves,
  spot,
  tableOf,
  topOf,
  WALNUT,
  WHITE,
} from './building.js';
import { box, darker, flat, inked, lettering, lighter, line, oval } from './shapes.js';

/**
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./building.js').Recipe} Recipe
 */

/** @param {number} x @param {number} y */
const openBook = (x, y) => [
  inked(`M${x} ${y}q8-5 16-1q8-4 16 1v13q-8-4-16 0q-8-4-16 0z`, '#fffdf4', 1.6),
  line(
    `M${x + 16} ${y}v12M${x + 4} ${y + 4}h8M${x + 20} ${y + 4}h8M${x + 4} ${y + 8}h6M${x + 20} ${y + 8}h7`,
    '#b8b2c2',
    1.3,
  ),
];

/** @param {number} x @param {number} y @param {string} c */
const pencilCup = (x, y, c) => [
  line(`M${x + 4} ${y}v-10M${x + 9} ${y}v-12`, '#e8b54f', 3),
  inked(box(x, y - 4, 13, 13, 3), c, 1.6),
];

/** @param {number} x @param {number} y */
function ovalsOf(x, y) {
  return oval(x - 4, y, 4, 3) + oval(x + 4, y + 1, 4, 3) + oval(x, y - 2, 4, 3);
}

/** @param {number} w @param {number} h */
function ovalPair(w, h) {
  return oval(9, h - 4, 5) + oval(w - 9, h - 4, 5);
}

/** @type {Record<string, Recipe>} */
export const WORK = {
  desk: (w, h, o) => {
    const n = numberOf(o.object);
    return [
      ...tableOf(w, h, PALE, STEEL),
      ...(n % 3 === 0 ? openBook(30, 6) : n % 3 === 1 ? pencilCup(66, 10, paintAt(n)) : []),
    ];
  },
  table: (w, h, o) => {
    const n = numberOf(o.object);
    return [
      ...tableOf(w, h, '#e8c592', '#c29562'),
      ...openBook(w * 0.2, 6 - (n % 2) * 2),
      inked(box(w * 0.62, 4, 26, 19, 3), paintAt(n + 1), 1.6),
      ...pencilCup(w * 0.48, 10, paintAt(n + 4)),
    ];
  },
  teacher_desk: (w, h) => [
    ...crate(w, h, 46, OAK),
    inked(box(16, h - 38, w * 0.26, 30, 4), lighter(OAK, 0.14), 1.8),
    inked(box(w - 16 - w * 0.26, h - 38, w * 0.26, 30, 4), lighter(OAK, 0.14), 1.8),
    ...openBook(w * 0.34, topOf(h, 46) - 8),
    inked(box(w * 0.62, topOf(h, 46) - 10, 34, 20, 3), '#8cc0e2', 1.8),
    ...pencilCup(w * 0.14, topOf(h, 46), '#de8177'),
  ],
  counter: (w, h, o) => [
    ...crate(w, h, 50, '#d9ad78'),
    ...Array.from({ length: Math.floor(w / 64) }, (_, n) =>
      inked(box(n * 64 + 10, h - 41, 46, 32, 4), '#e6c391', 1.7),
    ),
    inked(box(w * 0.1, topOf(h, 50) - 14, 40, 22, 3), '#59617f', 1.8),
    ...openBook(w * 0.36, topOf(h, 50) - 7),
    inked(box(w * 0.62, topOf(h, 50) - 8, 30, 10, 2), paintAt(numberOf(o.object)), 1.6),
    inked(box(w * 0.63, topOf(h, 50) - 17, 27, 9, 2), '#ecc063', 1.6),
    ...pencilCup(w * 0.84, topOf(h, 50), '#66b3b0'),
  ],
  round_table: (w, h) =>
    [
      spot(w / 2, h - 4, w * 0.36, 9),
      inked(`M${w / 2 - 8} 14h16l3 ${h - 24}q12 2 14 8h-50q2-6 14-8z`, WALNUT),
      inked(oval(w / 2, 8, w / 2, 25), darker(OAK, 0.14)),
      inked(oval(w / 2, 1, w / 2, 25), '#e8c592'),
      flat(oval(w / 2 - 14, -7, w * 0.24, 8), WHITE, 0.35),
      inked(oval(w / 2 + 20, 2, 13, 8), '#fff8f2', 1.6),
      flat(ovalsOf(w / 2 + 20, 0), '#e79a78'),
      inked('M0 0h14v7q-1 5-7 5t-7-5z', '#9ccbe0', 1.6),
    ].map((s, n, all) => (n === all.length - 1 ? { ...s, x: w / 2 - 30, y: -2 } : s)),
  chair: (w, h) => [
    spot(w / 2, h - 5, 22, 6),
    line(`M${w / 2 - 15} 12V${h - 5}M${w / 2 + 15} 12V${h - 5}`, darker(STEEL, 0.2), 4.5),
    inked(box(w / 2 - 21, 5, 42, 17, 6), darker(OAK, 0.1)),
    inked(box(w / 2 - 21, 1, 42, 16, 6), OAK),
    flat(box(w / 2 - 15, 4, 30, 3, 1.5), WHITE, 0.45),
  ],
  stool: (w, h) => [
    spot(w / 2, h - 3, 15, 5),
    line(
      `M${w / 2 - 9} 8L${w / 2 - 12} ${h - 4}M${w / 2 + 9} 8L${w / 2 + 12} ${h - 4}`,
      WALNUT,
      4.5,
    ),
    inked(oval(w / 2, 8, 16, 9), darker('#e9a183', 0.14)),
    inked(oval(w / 2, 4, 16, 9), '#e9a183'),
  ],
  booth: (w, h) => [
    shadow(w, h),
    inked(box(0, -44, w, h + 42, 8), '#b7a5d3'),
    flat(box(10, -34, w - 20, 52, 5), '#e9e1f6'),
    inked(box(w / 2 - 26, -22, 52, 34, 4), '#59617f', 1.8),
    flat(box(w / 2 - 21, -17, 42, 24, 2), '#a9dbee'),
    line(`M${w / 2 - 14}-6q8-8 14 0t14-3`, WHITE, 2.4),
    inked(box(6, 18, w - 12, 22, 5), '#e8c592'),
    flat(box(w / 2 - 22, 22, 44, 9, 3), '#f7f3ea'),
    inked(box(-3, -44, 13, h + 42, 5), '#a390c4'),
    inked(box(w - 10, -44, 13, h + 42, 5), '#a390c4'),
  ],
  whiteboard_stand: (w, h, o) => [
    shadow(w, h),
    line(`M14 ${h - 2}V-60M${w - 14} ${h - 2}V-60M4 ${h - 2}h22M${w - 26} ${h - 2}h22`, STEEL, 6),
    inked(box(0, -92, w, 88, 7), '#c3ccd6'),
    flat(box(7, -85, w - 14, 72, 4), '#fdfdfb'),
    line(`M20-66q18-12 30 2t34-4`, '#6c9fd2', 3),
    line('M20-38h54M20-26h34', '#de8177', 3, 0.8),
    ...(o.text ? [lettering(o.text, w * 0.7, -30, 18, '#5a5470', w * 0.42)] : []),
  ],
  easel: (w, h, o) => {
    const x = w / 2;
    const art =
      numberOf(o.object) % 2
        ? [
            flat(oval(x + 10, -40, 8), '#f2b95f'),
            flat(`M${x - 24}-18q14-22 26-6q8-10 22 4v6h-48z`, '#8cc38a'),
          ]
        : [
            flat(oval(x - 8, -34, 13, 11), '#ea9db3'),
            flat(oval(x + 12, -28, 9), '#8ac7e6'),
            line(`M${x - 18}-18h36`, '#ecc063', 4),
          ];
    return [
      spot(x, h - 3, 26, 6),
      line(`M${x - 24} ${h - 3}L${x - 4}-66M${x + 24} ${h - 3}L${x + 4}-66`, WALNUT, 6),
      line(`M${x - 30} 2h60`, WALNUT, 7),
      inked(box(x - 31, -58, 62, 56, 3), '#fffdf5'),
      ...art,
    ];
  },
  globe: (w, h) => [
    spot(w / 2, h - 3, 15, 5),
    inked(`M${w / 2 - 13} ${h - 4}q13-9 26 0q-13 5-26 0zM${w / 2 - 3} ${h - 8}v-8h6v8z`, WALNUT),
    line(`M${w / 2 - 16} ${h - 50}a22 22 0 0 0 14 36`, '#d3a047', 4),
    inked(oval(w / 2, h - 36, 18), '#8ac7e6'),
    flat(
      `M${w / 2 - 11} ${h - 45}q9-8 15-1t-3 10q-9 8-12-9zM${w / 2 + 4} ${h - 30}q8-4 8 2t-8 4z`,
      '#8cc38a',
    ),
    flat(oval(w / 2 - 7, h - 44, 4, 3), WHITE, 0.6),
  ],
  locker: (w, h, o) => {
    const doors = Math.round(w / 32);
    return [
      ...crate(w, h, 66, '#93b9ca'),
      ...Array.from({ length: doors }, (_, n) => {
        const x = 5 + (n * (w - 10)) / doors;
        return [
          inked(box(x + 1, h - 60, (w - 10) / doors - 2, 52, 3), lighter('#93b9ca', 0.22), 1.6),
          line(`M${x + 8} ${h - 50}h8M${x + 8} ${h - 45}h8`, '#6f93a6', 1.6),
          flat(oval(x + (w - 10) / doors - 9, h - 34, 2.6), '#55788c'),
        ];
      }).flat(),
      inked(box(10, topOf(h, 66) - 24, 30, 26, 9), paintAt(numberOf(o.object)), 1.8),
      line(`M17 ${topOf(h, 66) - 8}h16`, WHITE, 2, 0.8),
    ];
  },
  bookshelf: (w, h, o) => shelves(w, h, 2, '#bd8b5c', numberOf(o.object)),
  low_shelf: (w, h, o) => [
    ...shelves(w, h, 1, OAK, numberOf(o.object) + 3),
    inked(box(w * 0.14, topOf(h, 48) - 16, 24, 18, 4), '#f6e9d2', 1.7),
    flat(oval(w * 0.14 + 12, topOf(h, 48) - 8, 6), '#de8177'),
    ...pencilCup(w * 0.7, topOf(h, 48), '#76b183'),
  ],
  magazine_rack: (w, h, o) => [
    ...crate(w, h, 54, '#a8bccb'),
    ...Array.from({ length: Math.floor((w - 12) / 26) }, (_, n) =>
      [0, 1].map((row) =>
        inked(
          box(9 + n * 26, h - 49 + row * 24, 21, 19, 2),
          paintAt(n * 2 + row + numberOf(o.object)),
          1.5,
        ),
      ),
    ).flat(),
  ],
  cart: (w, h, o) => [
    shadow(w, h),
    line(`M6 ${h - 8}V-30M${w - 6} ${h - 8}V-30`, STEEL, 5),
    ...[h - 22, -14].flatMap((y, row) => [
      ...[0, 1, 2, 3, 4].map((n) =>
        inked(
          box(10 + n * ((w - 20) / 5), y - 22 - ((n * 5 + row) % 6), (w - 20) / 5 - 2, 24, 2),
          paintAt(n + row * 2 + numberOf(o.object)),
          1.5,
        ),
      ),
      inked(box(1, y, w - 2, 9, 4), '#8fb3c6'),
    ]),
    flat(ovalPair(w, h), '#59617f'),
  ],
};
