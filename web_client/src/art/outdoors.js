/** Things of the yard and the plaza, as recipes over the footprint (w, h in px) and the object itself. */

import {
  awning, blossoms, crate, LEAF, mass, numberOf, OAK, ovals, PALE, paintAt, STEEL, shadow, spot, treeOf, WALNUT, WHITE,waterOf, 
} from './building.js';
import { box, darker, flat, inked, lettering, lighter, line, oval } from './shapes.js';

/**
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./indoors.js').Recipe} Recipe
 */

const CHALK = '#fffdf4';

/** @param {number} w @param {number} h @param {string} seat @returns {Shape[]} */
const bench = (w, h, seat) => [
  shadow(w, h), ...[8, w - 15].map((x) => inked(box(x, -8, 7, h + 4, 2), '#76707c', 1.8)),
  inked(box(0, -26, w, 10, 4), seat), inked(box(0, -13, w, 9, 4), seat), inked(box(-2, 4, w + 4, 13, 4), lighter(seat, 0.2)), flat(box(4, 6, w - 8, 3, 1.5), WHITE, 0.4),
];

/** A stall with goods, an awning and its name. @type {Recipe} */
const stall = (w, h, o) => {
  const n = numberOf(o.object);
  const goods = Array.from({ length: Math.floor((w - 24) / 24) }, (_, at) => inked(oval(22 + at * 24, -8 - (at % 2) * 4, 9, 8), paintAt(at * 2 + n), 1.6));
  return [
    ...crate(w, h, 44, PALE), ...goods, ...[3, w - 10].map((x) => inked(box(x, -84, 7, 96, 3), WALNUT, 1.8)), ...awning(w, -64, paintAt(n * 2 + 5)),
    inked(box(w / 2 - 58, h - 38, 116, 28, 6), '#fffaf0', 1.8), ...(o.text ? [lettering(o.text, w / 2, h - 23.5, 19, '#5a4450', 104)] : []),
  ];
};

/** @type {Recipe} */
const parasol = (w, h, o) => {
  const c = paintAt(numberOf(o.object) * 2);
  const x = w / 2;
  return [
    spot(x, h - 4, 44, 9), inked(box(x - 4, -2, 8, h - 4, 3), STEEL, 1.8), inked(oval(x, 18, 58, 22), darker(PALE, 0.16)), inked(oval(x, 12, 58, 22), '#fbf1dc'),
    inked(box(x - 36, 6, 13, 12, 3), WHITE, 1.6), inked(oval(x + 30, 12, 12, 6), '#f7d9b0', 1.6), line(`M${x} 6V-70`, '#d9c9ae', 5),
    inked(`M${x - 86}-42Q${x - 70}-104 ${x}-112Q${x + 70}-104 ${x + 86}-42q-21 14-43 2q-21 14-43 0q-22 14-43 0q-22 12-43-2z`, c),
    flat(`M${x - 43}-40Q${x - 38}-90 ${x}-112Q${x + 38}-90 ${x + 43}-40q-21 14-43 0q-22 14-43 0z`, lighter(c, 0.65), 0.9), inked(oval(x, -113, 5), '#ecc063', 1.6),
  ];
};

/** @type {Recipe} */
const fountain = (w, h) => {
  const x = w / 2;
  const y = h / 2;
  return [
    flat(oval(x, y + 12, w / 2 + 8, h / 2), '#4a3550', 0.12), ...waterOf(w, h, '#d9d2c6'),
    inked(`M${x - 16} ${y + 20}q16 8 32 0l-7-60h-18z`, '#cfc8bc'), inked(oval(x, y - 40, 64, 20), '#c5beb2'), inked(oval(x, y - 46, 64, 20), '#dcd5ca'), flat(oval(x, y - 46, 51, 14), '#a9daea'),
    inked(`M${x - 9} ${y - 46}l3-46h12l3 46q-9 4-18 0z`, '#cfc8bc'), inked(oval(x, y - 92, 26, 9), '#dcd5ca'),
    line(`M${x} ${y - 96}q-34-44-52 42M${x} ${y - 96}q34-44 52 42M${x} ${y - 96}q-14-50-22 30M${x} ${y - 96}q14-50 22 30M${x} ${y - 94}v-34`, '#d9f1f8', 5, 0.95),
    line(`M${x - 58} ${y - 32}q-12 16-16 44M${x + 58} ${y - 32}q12 16 16 44M${x - 24} ${y - 28}v40M${x + 24} ${y - 28}v40`, '#d9f1f8', 4, 0.85),
    flat(ovals([[x - 76, y + 16, 14, 4], [x + 76, y + 16, 14, 4], [x - 24, y + 18, 10, 3], [x + 24, y + 18, 10, 3]]), WHITE, 0.8),
  ];
};

/** @type {Recipe} */
const pond = (w, h) => [
  flat(oval(w / 2, h / 2 + 6, w / 2 + 4, h / 2), '#4a3550', 0.1), ...waterOf(w, h, '#c9c4b4'),
  ...[[0.3, 0.6], [0.66, 0.42], [0.52, 0.72]].flatMap(([px = 0, py = 0]) => [inked(`M${w * px} ${h * py}l17-6a18 9 0 1 1-7-5z`, '#86bd83', 1.7)]),
  inked(oval(w * 0.32, h * 0.55, 5, 4), '#f2a9bd', 1.6),
  ...mass(ovals([[6, h * 0.62, 17, 12], [26, h * 0.86, 20, 13], [w - 14, h * 0.3, 18, 12]]), '#bdb8b4'), flat(ovals([[2, h * 0.57, 8, 4], [22, h * 0.81, 9, 4], [w - 18, h * 0.25, 8, 4]]), WHITE, 0.4),
  line(`M${w - 30} ${h * 0.3}q-4-22 2-40M${w - 20} ${h * 0.28}q4-24 0-46`, '#6f9f63', 4), inked(box(w - 31, h * 0.3 - 54, 7, 20, 3.5), '#a3744f', 1.6), inked(box(w - 22, h * 0.28 - 60, 7, 20, 3.5), '#a3744f', 1.6),
];

/** @type {Recipe} */
const stageOf = (w, h, o) => [
  inked(box(8, -150, w - 16, h + 90, 8), '#c8727b'),
  ...Array.from({ length: Math.floor((w - 40) / 30) }, (_, n) => line(`M${28 + n * 30}-140v${h + 70}`, darker('#c8727b', 0.2), 3, 0.55)),
  inked(box(0, 12, w, h - 44, 6), '#e2b983'), ...[0.3, 0.5, 0.7].map((p) => line(`M6 ${12 + (h - 44) * p}h${w - 12}`, '#c99c64', 2, 0.7)),
  shadow(w, h), inked(box(0, h - 34, w, 33, 5), '#bd8b5c'), line(Array.from({ length: Math.floor(w / 46) }, (_, n) => `M${n * 46 + 24} ${h - 30}v25`).join(''), '#9c7049', 2, 0.7),
  ...[0, w].map((x) => inked(x ? `M${w + 2}-158q-54 70-26 186h26z` : 'M-2-158q54 70 26 186h-26z', '#de8177')), ...awning(w, -142, '#de8177'),
  inked(box(w / 2 - 140, -184, 280, 40, 10), '#fffaf0'), lettering(o.text, w / 2, -163.5, 23, '#8a4450', 250),
  line(`M${w / 2} 58v-46`, '#59617f', 4), inked(oval(w / 2, 8, 7, 8), '#59617f', 1.8), spot(w / 2, 60, 14, 4),
];

/** @type {Record<string, Recipe>} */
export const OUTDOORS = {
  bench: (w, h) => bench(w, h, '#d6a56e'),
  picnic_table: (w, h) => [...bench(w, h + 4, '#c7935d').slice(0, 3), inked(box(-4, -14, w + 8, 40, 6), '#dcb07a'), line(`M0-1h${w}M0 12h${w}`, '#bd8d57', 2, 0.7), flat(box(4, -10, w - 8, 4, 2), WHITE, 0.4), inked(box(w * 0.3, -8, 34, 22, 5), '#e7867c', 1.8), line(`M${w * 0.3 + 8}-8v22M${w * 0.3 + 20}-8v22`, WHITE, 2, 0.7), inked(oval(w * 0.66, 2, 13, 8), '#fffaf0', 1.6), flat(ovals([[w * 0.66 - 4, 0, 4], [w * 0.66 + 4, 1, 4]]), '#ecc063'), inked(box(-6, h - 20, w + 12, 12, 4), '#d6a56e')],
  parasol_table: parasol,
  stall,
  fountain,
  pond,
  stage: stageOf,
  tree: (w, h, o) => treeOf(w, h, ['#7fba7e', '#93c47c', '#6fae86'][numberOf(o.object) % 3] ?? LEAF, '#a07a58', numberOf(o.object) % 3 === 1 ? '#f0a25e' : null),
  cherry_tree: (w, h) => treeOf(w, h, '#f4bccb', '#9a7066', '#fff4f7'),
  bush: (w, h) => [spot(w / 2, h - 4, w / 2, 9), ...mass(ovals([[w * 0.24, 8, w * 0.26, 21], [w * 0.76, 8, w * 0.26, 21], [w * 0.5, -4, w * 0.32, 25]]), '#84bd80'), flat(ovals([[w * 0.4, -14, w * 0.13, 6], [w * 0.2, 2, w * 0.09, 5], [w * 0.74, 0, w * 0.1, 5]]), '#b4dca4', 0.85), flat(ovals([[w * 0.3, 14, 4], [w * 0.62, 8, 4], [w * 0.82, 16, 4]]), '#ee8ea0')],
  hedge: (w, h) => {
    const n = Math.ceil(w / 40);
    const at = Array.from({ length: n }, (_, k) => (k + 0.5) * (w / n));
    return [shadow(w, h), ...mass(box(0, -8, w, h + 4, 12) + ovals(at.map((x) => [x, -8, w / n / 2 + 3, 17])), '#7fb77e'), flat(ovals(at.flatMap((x, k) => [[x - 6, -14, 9, 5], [x + 8, 6 + (k % 2) * 5, 7, 4]])), '#abd69d', 0.75)];
  },
  flowerbed: (w, h) => [shadow(w, h), inked(box(0, 2, w, h - 3, 7), '#c98d68'), inked(box(0, -3, w, h - 10, 7), '#9a7457'), ...blossoms(w, h - 12, ['#f193aa', '#fbd36b', '#ffffff', '#b49be0'], 19).map((s) => ({ ...s, x: 0, y: -8 }))],
  vegetable_bed: (w, h) => [inked(box(0, 0, w, h, 10), '#a98363'), line(Array.from({ length: Math.floor(h / 20) }, (_, n) => `M12 ${n * 20 + 18}h${w - 24}`).join(''), '#8d6a4e', 5, 0.6), ...Array.from({ length: Math.floor((w - 24) / 30) }, (_, n) => [...mass(ovals([[20 + n * 30, 8, 8], [30 + n * 30, 8, 8], [25 + n * 30, 2, 8]]), '#7fba7e'), flat(oval(25 + n * 30, 10, 4.5), n % 2 ? '#e5674f' : '#f0a25e'), ...mass(ovals([[22 + n * 30, 40, 9, 6], [30 + n * 30, 38, 9, 6]]), '#96c97c')]).flat()],
  flowers: (w, h) => [flat(box(0, 0, w, h, 34), '#b8dc9d', 0.9), ...blossoms(w, h - 8, ['#ffffff', '#f7b7c6', '#fbdc7c'], 30)],
  lawn: (w, h) => [flat(box(0, 0, w, h, 60), '#c0df9f', 1), flat(box(14, 12, w - 28, h - 24, 50), '#c9e6a9', 1), line(tufts(w, h), '#a5cd86', 2.4, 0.9)],
  sand: (w, h) => [inked(box(0, 0, w, h, 22), '#d3ad78'), flat(box(10, 10, w - 20, h - 20, 16), '#f2e1b6'), flat(ovals([[w * 0.28, h * 0.6, 46, 18], [w * 0.72, h * 0.34, 34, 12]]), '#e6d09c', 0.9), inked(`M${w * 0.52} ${h * 0.6}l8-26h30l8 26q-23 6-46 0z`, '#e6cb92', 1.8), inked(`M${w * 0.52 + 12} ${h * 0.6 - 26}v-16l14 6z`, '#de8177', 1.6), inked(`M${w * 0.2} ${h * 0.5}h24l-4 20h-16z`, '#6c9fd2', 1.8)],
  paving: (w, h) => [flat(box(0, 0, w, h, 16), '#e9d8bd'), line(slabs(w, h), '#d8c3a2', 2), line(box(5, 5, w - 10, h - 10, 12), '#d8c3a2', 3)],
  court: (w, h) => [flat(box(0, 0, w, h, 10), '#d9e7b6', 0.9), line(`${box(14, 14, w - 28, h - 28)}M${w / 2} 14v${h - 28}${oval(w / 2, h / 2, 74, 62)}M14 ${h * 0.3}h90v${h * 0.4}h-90M${w - 14} ${h * 0.3}h-90v${h * 0.4}h90`, CHALK, 5), flat(oval(w / 2, h / 2, 6, 5), CHALK)],
  track: (w, h) => {
    const lane = (/** @type {number} */ k) => box(k, k, w - 2 * k, h - 2 * k, h / 2 - k);
    return [flat(lane(0), '#dca282'), flat(lane(112), '#cde3ab'), line(lane(4) + lane(40) + lane(76) + lane(110), CHALK, 4, 0.9), { ...line(`M${w / 2} 4v106`, CHALK, 7), dash: [9, 12] }];
  },
  line: (w, h) => [line(`${box(6, 6, w - 12, h - 12)}${oval(w / 2, h / 2, w * 0.22, h * 0.22)}`, CHALK, 5)],
  stone: (w, h) => [spot(w / 2, h - 5, w / 2, 8), inked(`M3 ${h - 7}c-5-22 13-40 30-38s33 16 27 38c-10 7-46 7-57 0z`, '#bfbbb8'), flat(oval(w * 0.4, 2, 13, 7), WHITE, 0.4)],
  tire: (w, h) => [spot(w / 2, h - 3, w / 2 - 2, 6), inked(`M5 ${h - 2}V4a27 30 0 0 1 54 0v${h - 6}h-15V8a12 15 0 0 0-24 0v${h - 10}z`, paintAt(1)), line(`M12 ${h - 8}V4a20 24 0 0 1 40 0`, WHITE, 3, 0.45)],
  slide: (w, h) => [shadow(w, h), line(`M14 ${h - 3}V-92M50 ${h - 3}V-92`, '#6c9fd2', 7), line('M14-72h36M14-50h36M14-28h36M14-6h36M14 18h36', '#8fb9e0', 5), inked(box(6, -78, 58, 12, 4), '#de8177'), inked(`M52-76q42 6 70 64q26 50 ${w - 128} 58v14q-66 2-104-46q-30-54-36-58z`, '#ecc063'), line(`M62-66q34 14 58 60q24 44 ${w - 134} 50`, WHITE, 4, 0.6), inked('M2-92h66L35-122z', '#de8177')],
  swing: (w, h) => [shadow(w, h), line(`M6 ${h - 3}L26-96M46 ${h - 3}L26-96M${w - 6} ${h - 3}L${w - 26}-96M${w - 46} ${h - 3}L${w - 26}-96`, '#76b183', 7), line(`M22-97H${w - 22}`, '#5f9c72', 8), ...[0.3, 0.5, 0.7].flatMap((p, n) => [line(`M${w * p - 15}-94V-2M${w * p + 15}-94V-2`, '#8d93a5', 2.6), inked(box(w * p - 21, -6, 42, 10, 4), paintAt(n), 1.8)])],
  seesaw: (w, h) => [shadow(w, h), inked(`M${w / 2 - 22} ${h - 3}l22-40 22 40z`, '#6c9fd2'), inked(`M4 0L${w - 4}-34v12L4 12z`, '#ecc063'), line(`M24-16v14M${w - 24}-46v14`, '#de8177', 6)],
  bars: (w, h) => [shadow(w, h), ...[0, 1, 2].map((n) => line(`M${8 + (n * (w - 16)) / 3} ${h - 3}V${-74 + n * 20}h${(w - 16) / 3}V${h - 3}`, ['#6c9fd2', '#66b3b0', '#76b183'][n] ?? STEEL, 7))],
  jungle_gym: (w, h) => [
    shadow(w, h), line([0, 1, 2, 3, 4].map((n) => `M${8 + (n * (w - 16)) / 4} 62V-84`).join(''), '#e9b2a8', 5), line([-84, -36, 12].map((y) => `M8 ${y}h${w - 16}`).join(''), '#f3d79a', 5),
    line([0, 1, 2, 3, 4].map((n) => `M${8 + (n * (w - 16)) / 4} ${h - 3}V-52`).join(''), '#de8177', 6.5), line([-52, -4, 44].map((y) => `M8 ${y}h${w - 16}`).join(''), '#ecc063', 6.5), line([0, 1, 2, 3, 4].map((n) => `M${8 + (n * (w - 16)) / 4}-52v-32`).join(''), '#ecc063', 5),
  ],
  goal: (w, h, o) => {
    const left = numberOf(o.object) % 2;
    const mesh = Array.from({ length: 8 }, (_, n) => `M${left ? 8 : w - 8} ${-50 + n * ((h + 40) / 8)}L${left ? w - 10 : 10} ${-62 + n * ((h + 40) / 8)}`).join('');
    return [spot(w / 2, h - 3, w / 2, 7), line(mesh, '#cfd6dd', 2), line(`M${left ? w - 10 : 10} ${h - 4}V-22M${left ? w - 10 : 10} 0V-84L${left ? 8 : w - 8}-70V${h - 20}`, '#e8edf1', 4), line(`M${left ? w - 10 : 10}-84V${h - 4}`, lineGrey, 10), line(`M${left ? w - 10 : 10}-84V${h - 4}`, WHITE, 6.5)];
  },
  basketball_hoop: (w, h) => [spot(w / 2, h - 3, 26, 6), line(`M${w / 2} ${h - 4}V-100`, '#8d93a5', 8), inked(box(w / 2 - 38, -146, 76, 52, 5), '#fbfbf8'), line(box(w / 2 - 15, -126, 30, 24, 1), '#de8177', 3), line(oval(w / 2, -92, 18, 6), '#e5734f', 4), line(`M${w / 2 - 15}-90l4 20M${w / 2}-87v20M${w / 2 + 15}-90l-4 20M${w / 2 - 12}-78h24`, WHITE, 2)],
  flag_pole: (w, h) => [spot(w / 2, h - 4, 14, 5), inked(box(w / 2 - 11, h - 14, 22, 11, 4), '#cfc8bc', 1.8), line(`M${w / 2} ${h - 12}V-128`, '#b8bfca', 5), inked(oval(w / 2, -131, 5), '#ecc063', 1.6), inked(`M${w / 2 + 3}-124q16-7 28 0t28 0v36q-14 7-28 0t-28 0z`, '#fffaf0'), inked(oval(w / 2 + 31, -106, 10), '#7fba7e', 1.6)],
  mailbox: (w, h) => [spot(w / 2, h - 3, 17, 5), inked(`M${w / 2 - 16} ${h - 4}V-22a16 14 0 0 1 32 0V${h - 4}q-16 4-32 0z`, '#dc6a60'), flat(box(w / 2 - 10, -16, 20, 6, 3), '#7c3733'), flat(box(w / 2 - 9, -2, 18, 12, 2), '#fff4e8'), flat(oval(w / 2 - 8, -28, 5, 3), WHITE, 0.5)],
  signpost: (w, h) => [spot(w / 2, h - 3, 14, 5), inked(box(w / 2 - 4, -74, 8, h + 70, 3), WALNUT), inked(`M${w / 2 - 34}-72h58l13 12-13 12h-58z`, PALE), inked(`M${w / 2 + 32}-42h-54l-13 11 13 11h54z`, OAK), line(`M${w / 2 - 24}-60h38M${w / 2 - 14}-31h36`, '#a57b4c', 3, 0.8)],
  street_lamp: (w, h) => [spot(w / 2, h - 3, 14, 5), flat(oval(w / 2, -100, 40, 38), '#fff3c0', 0.3), inked(`M${w / 2 - 8} ${h - 4}l4-20h8l4 20q-8 4-16 0z`, '#6b7390', 1.8), line(`M${w / 2} ${h - 20}V-84`, '#6b7390', 6), inked(`M${w / 2 - 15}-112l4 26h22l4-26z`, '#fdeebb'), inked(`M${w / 2 - 20}-110q20-28 40 0z`, '#6b7390')],
  drinking_fountain: (w, h) => [...crate(w, h, 42, '#c3ccd4'), flat(oval(w / 2, h - 52, w / 2 - 14, 6), '#9fd3e6'), ...[0.25, 0.5, 0.75].map((p) => line(`M${w * p} ${h - 56}v-16q0-6 7-6t7 6v4`, '#8d97a3', 4.5))],
  vending_machine: (w, h) => [...crate(w, h, 104, '#df7f75'), inked(box(7, h - 96, w - 14, 48, 4), '#e2f2f8', 1.8), ...[0, 1].flatMap((row) => [0, 1, 2, 3].map((n) => inked(box(12 + n * 11, h - 91 + row * 22, 8, 16, 3), paintAt(n + row * 3), 1.3))), flat(box(12, h - 28, w - 24, 14, 3), '#8c4640')],
  rabbit_hutch: (w, h) => [
    ...crate(w, h, 62, '#dcb07a'), inked(box(12, h - 56, w - 24, 44, 4), '#8a6a52', 1.8), flat(box(16, h - 22, w - 32, 8, 3), '#f0dca0'),
    ...[[0.3, WHITE], [0.56, '#e6cdb0'], [0.78, '#bdb4b4']].flatMap(([p, c]) => {
      const x = w * Number(p);
      return [inked(`${oval(x - 4, h - 46, 3, 9)}${oval(x + 4, h - 46, 3, 9)}`, String(c), 1.5), inked(oval(x, h - 26, 13, 10), String(c), 1.6), inked(oval(x, h - 35, 9, 8), String(c), 1.6), flat(ovals([[x - 3, h - 36, 1.3], [x + 3, h - 36, 1.3]]), '#4a3550'), flat(oval(x, h - 33, 1.3, 1), '#e58a95')];
    }),
    line(Array.from({ length: Math.floor((w - 24) / 14) }, (_, n) => `M${18 + n * 14} ${h - 55}v42`).join(''), '#e8e2d6', 1.8, 0.75), inked(`M-8 ${h - 62}L${w / 2} ${h - 116}L${w + 8} ${h - 62}z`, '#cf7a6c'), line(`M${w * 0.14} ${h - 74}h${w * 0.72}M${w * 0.28} ${h - 90}h${w * 0.44}`, '#b3604f', 2.4, 0.7),
  ],
};

const lineGrey = '#8f97a5';

/** Tufts of grass, the same every time. @param {number} w @param {number} h */
function tufts(w, h) {
  let d = '';
  for (let row = 0, y = 40; y < h - 20; row += 1, y += 58) {
    for (let x = 36 + ((row * 61) % 90); x < w - 40; x += 118) d += `M${x} ${y}q-1-8-5-10M${x + 3} ${y}q0-9 1-13M${x + 6} ${y}q1-7 5-9`;
  }
  return d;
}

/** Joints of slabs in running bond. @param {number} w @param {number} h */
function slabs(w, h) {
  let d = '';
  for (let row = 1; row * 64 < h; row += 1) d += `M6 ${row * 64}h${w - 12}`;
  for (let row = 0; row * 64 < h; row += 1) {
    for (let x = (row % 2 ? 96 : 48); x < w - 6; x += 96) d += `M${x} ${row * 64 + 3}v${Math.min(58, h - row * 64 - 8)}`;
  }
  return d;
}
