/** What stands in a plaza: stalls, tables, lamps, the fountain and the stage. */

import {
  awning,
  crate,
  numberOf,
  OAK,
  ovals,
  PALE,
  paintAt,
  STEEL,
  shadow,
  spot,
  WALNUT,
  WHITE,
  waterOf,
} from './building.js';
import { box, darker, flat, inked, lettering, lighter, line, oval } from './shapes.js';

/**
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./building.js').Recipe} Recipe
 */

/** @param {number} w @param {number} h @param {string} seat @returns {Shape[]} */
const bench = (w, h, seat) => [
  shadow(w, h),
  ...[8, w - 15].map((x) => inked(box(x, -8, 7, h + 4, 2), '#76707c', 1.8)),
  inked(box(0, -26, w, 10, 4), seat),
  inked(box(0, -13, w, 9, 4), seat),
  inked(box(-2, 4, w + 4, 13, 4), lighter(seat, 0.2)),
  flat(box(4, 6, w - 8, 3, 1.5), WHITE, 0.4),
];

/** A stall with goods, an awning and its name. @type {Recipe} */
const stall = (w, h, o) => {
  const n = numberOf(o.object);
  const goods = Array.from({ length: Math.floor((w - 24) / 24) }, (_, at) =>
    inked(oval(22 + at * 24, -8 - (at % 2) * 4, 9, 8), paintAt(at * 2 + n), 1.6),
  );
  return [
    ...crate(w, h, 44, PALE),
    ...goods,
    ...[3, w - 10].map((x) => inked(box(x, -84, 7, 96, 3), WALNUT, 1.8)),
    ...awning(w, -64, paintAt(n * 2 + 5)),
    inked(box(w / 2 - 58, h - 38, 116, 28, 6), '#fffaf0', 1.8),
    ...(o.text ? [lettering(o.text, w / 2, h - 23.5, 19, '#5a4450', 104)] : []),
  ];
};

/** @type {Recipe} */
const parasol = (w, h, o) => {
  const c = paintAt(numberOf(o.object) * 2);
  const x = w / 2;
  return [
    spot(x, h - 4, 44, 9),
    inked(box(x - 4, -2, 8, h - 4, 3), STEEL, 1.8),
    inked(oval(x, 18, 58, 22), darker(PALE, 0.16)),
    inked(oval(x, 12, 58, 22), '#fbf1dc'),
    inked(box(x - 36, 6, 13, 12, 3), WHITE, 1.6),
    inked(oval(x + 30, 12, 12, 6), '#f7d9b0', 1.6),
    line(`M${x} 6V-70`, '#d9c9ae', 5),
    inked(
      `M${x - 86}-42Q${x - 70}-104 ${x}-112Q${x + 70}-104 ${x + 86}-42q-21 14-43 2q-21 14-43 0q-22 14-43 0q-22 12-43-2z`,
      c,
    ),
    flat(
      `M${x - 43}-40Q${x - 38}-90 ${x}-112Q${x + 38}-90 ${x + 43}-40q-21 14-43 0q-22 14-43 0z`,
      lighter(c, 0.65),
      0.9,
    ),
    inked(oval(x, -113, 5), '#ecc063', 1.6),
  ];
};

/** @type {Recipe} */
const fountain = (w, h) => {
  const x = w / 2;
  const y = h / 2;
  return [
    flat(oval(x, y + 12, w / 2 + 8, h / 2), '#4a3550', 0.12),
    ...waterOf(w, h, '#d9d2c6'),
    inked(`M${x - 16} ${y + 20}q16 8 32 0l-7-60h-18z`, '#cfc8bc'),
    inked(oval(x, y - 40, 64, 20), '#c5beb2'),
    inked(oval(x, y - 46, 64, 20), '#dcd5ca'),
    flat(oval(x, y - 46, 51, 14), '#a9daea'),
    inked(`M${x - 9} ${y - 46}l3-46h12l3 46q-9 4-18 0z`, '#cfc8bc'),
    inked(oval(x, y - 92, 26, 9), '#dcd5ca'),
    line(
      `M${x} ${y - 96}q-34-44-52 42M${x} ${y - 96}q34-44 52 42M${x} ${y - 96}q-14-50-22 30M${x} ${y - 96}q14-50 22 30M${x} ${y - 94}v-34`,
      '#d9f1f8',
      5,
      0.95,
    ),
    line(
      `M${x - 58} ${y - 32}q-12 16-16 44M${x + 58} ${y - 32}q12 16 16 44M${x - 24} ${y - 28}v40M${x + 24} ${y - 28}v40`,
      '#d9f1f8',
      4,
      0.85,
    ),
    flat(
      ovals([
        [x - 76, y + 16, 14, 4],
        [x + 76, y + 16, 14, 4],
        [x - 24, y + 18, 10, 3],
        [x + 24, y + 18, 10, 3],
      ]),
      WHITE,
      0.8,
    ),
  ];
};

/** @type {Recipe} */
const stageOf = (w, h, o) => [
  inked(box(8, -150, w - 16, h + 90, 8), '#c8727b'),
  ...Array.from({ length: Math.floor((w - 40) / 30) }, (_, n) =>
    line(`M${28 + n * 30}-140v${h + 70}`, darker('#c8727b', 0.2), 3, 0.55),
  ),
  inked(box(0, 12, w, h - 44, 6), '#e2b983'),
  ...[0.3, 0.5, 0.7].map((p) => line(`M6 ${12 + (h - 44) * p}h${w - 12}`, '#c99c64', 2, 0.7)),
  shadow(w, h),
  inked(box(0, h - 34, w, 33, 5), '#bd8b5c'),
  line(
    Array.from({ length: Math.floor(w / 46) }, (_, n) => `M${n * 46 + 24} ${h - 30}v25`).join(''),
    '#9c7049',
    2,
    0.7,
  ),
  ...[0, w].map((x) =>
    inked(x ? `M${w + 2}-158q-54 70-26 186h26z` : 'M-2-158q54 70 26 186h-26z', '#de8177'),
  ),
  ...awning(w, -142, '#de8177'),
  inked(box(w / 2 - 140, -184, 280, 40, 10), '#fffaf0'),
  lettering(o.text, w / 2, -163.5, 23, '#8a4450', 250),
  line(`M${w / 2} 58v-46`, '#59617f', 4),
  inked(oval(w / 2, 8, 7, 8), '#59617f', 1.8),
  spot(w / 2, 60, 14, 4),
];

/** Joints of slabs in running bond. @param {number} w @param {number} h */
function slabs(w, h) {
  let d = '';
  for (let row = 1; row * 64 < h; row += 1) d += `M6 ${row * 64}h${w - 12}`;
  for (let row = 0; row * 64 < h; row += 1) {
    for (let x = row % 2 ? 96 : 48; x < w - 6; x += 96)
      d += `M${x} ${row * 64 + 3}v${Math.min(58, h - row * 64 - 8)}`;
  }
  return d;
}

/** @type {Record<string, Recipe>} */
export const STREET = {
  bench: (w, h) => bench(w, h, '#d6a56e'),
  picnic_table: (w, h) => [
    ...bench(w, h + 4, '#c7935d').slice(0, 3),
    inked(box(-4, -14, w + 8, 40, 6), '#dcb07a'),
    line(`M0-1h${w}M0 12h${w}`, '#bd8d57', 2, 0.7),
    flat(box(4, -10, w - 8, 4, 2), WHITE, 0.4),
    inked(box(w * 0.3, -8, 34, 22, 5), '#e7867c', 1.8),
    line(`M${w * 0.3 + 8}-8v22M${w * 0.3 + 20}-8v22`, WHITE, 2, 0.7),
    inked(oval(w * 0.66, 2, 13, 8), '#fffaf0', 1.6),
    flat(
      ovals([
        [w * 0.66 - 4, 0, 4],
        [w * 0.66 + 4, 1, 4],
      ]),
      '#ecc063',
    ),
    inked(box(-6, h - 20, w + 12, 12, 4), '#d6a56e'),
  ],
  parasol_table: parasol,
  stall,
  fountain,
  stage: stageOf,
  paving: (w, h) => [
    flat(box(0, 0, w, h, 16), '#e9d8bd'),
    line(slabs(w, h), '#d8c3a2', 2),
    line(box(5, 5, w - 10, h - 10, 12), '#d8c3a2', 3),
  ],
  mailbox: (w, h) => [
    spot(w / 2, h - 3, 17, 5),
    inked(`M${w / 2 - 16} ${h - 4}V-22a16 14 0 0 1 32 0V${h - 4}q-16 4-32 0z`, '#dc6a60'),
    flat(box(w / 2 - 10, -16, 20, 6, 3), '#7c3733'),
    flat(box(w / 2 - 9, -2, 18, 12, 2), '#fff4e8'),
    flat(oval(w / 2 - 8, -28, 5, 3), WHITE, 0.5),
  ],
  signpost: (w, h) => [
    spot(w / 2, h - 3, 14, 5),
    inked(box(w / 2 - 4, -74, 8, h + 70, 3), WALNUT),
    inked(`M${w / 2 - 34}-72h58l13 12-13 12h-58z`, PALE),
    inked(`M${w / 2 + 32}-42h-54l-13 11 13 11h54z`, OAK),
    line(`M${w / 2 - 24}-60h38M${w / 2 - 14}-31h36`, '#a57b4c', 3, 0.8),
  ],
  street_lamp: (w, h) => [
    spot(w / 2, h - 3, 14, 5),
    flat(oval(w / 2, -100, 40, 38), '#fff3c0', 0.3),
    inked(`M${w / 2 - 8} ${h - 4}l4-20h8l4 20q-8 4-16 0z`, '#6b7390', 1.8),
    line(`M${w / 2} ${h - 20}V-84`, '#6b7390', 6),
    inked(`M${w / 2 - 15}-112l4 26h22l4-26z`, '#fdeebb'),
    inked(`M${w / 2 - 20}-110q20-28 40 0z`, '#6b7390'),
  ],
  drinking_fountain: (w, h) => [
    ...crate(w, h, 42, '#c3ccd4'),
    flat(oval(w / 2, h - 52, w / 2 - 14, 6), '#9fd3e6'),
    ...[0.25, 0.5, 0.75].map((p) => line(`M${w * p} ${h - 56}v-16q0-6 7-6t7 6v4`, '#8d97a3', 4.5)),
  ],
  vending_machine: (w, h) => [
    ...crate(w, h, 104, '#df7f75'),
    inked(box(7, h - 96, w - 14, 48, 4), '#e2f2f8', 1.8),
    ...[0, 1].flatMap((row) =>
      [0, 1, 2, 3].map((n) =>
        inked(box(12 + n * 11, h - 91 + row * 22, 8, 16, 3), paintAt(n + row * 3), 1.3),
      ),
    ),
    flat(box(12, h - 28, w - 24, 14, 3), '#8c4640'),
  ],
};
