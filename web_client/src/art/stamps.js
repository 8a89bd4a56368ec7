/** Stamps: a round seedling with sixteen moods, drawn by a few strokes each on a 96 × 96 grid. */

import { h } from '../../vendor/vendor.js';
import { t } from '../strings.js';

const INK = '#5a4450';
const LEAF = '#7fb069';

/** @typedef {[string, Record<string, string | number>]} Mark tag and attributes */

/** @param {string} d @param {string} [fill] @returns {Mark} */
const shape = (d, fill = 'none') => [
  'path',
  {
    d,
    fill,
    stroke: INK,
    'stroke-width': 2.4,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  },
];
/** @param {string} d @param {string} fill @returns {Mark} */
const flat = (d, fill) => ['path', { d, fill }];
/** @param {number} cx @param {number} cy @param {number} r @param {string} fill @returns {Mark} */
const dot = (cx, cy, r, fill) => ['circle', { cx, cy, r, fill }];
/** @param {number} x @param {number} y @param {string} fill @param {number} [s] */
const heart = (x, y, fill, s = 1) =>
  shape(
    `M${x} ${y + 8 * s}c${-14 * s}-${9 * s}-${8 * s}-${19 * s} 0-${12 * s}` +
      `c${8 * s}-${7 * s} ${14 * s} ${3 * s} 0 ${12 * s}z`,
    fill,
  );
/** @param {number} x @param {number} y @param {number} r */
const star = (x, y, r) => {
  const points = Array.from({ length: 10 }, (_, n) => {
    const reach = n % 2 ? r * 0.45 : r;
    const turn = (n * Math.PI) / 5 - Math.PI / 2;
    return `${(x + reach * Math.cos(turn)).toFixed(1)} ${(y + reach * Math.sin(turn)).toFixed(1)}`;
  });
  return shape(`M${points.join('L')}z`, '#f6c445');
};

/** The body: a round head with two leaves. @param {string} skin @returns {Mark[]} */
const seedling = (skin) => [
  shape('M48 26c-2-12-16-16-22-10 4 8 14 12 22 10z', LEAF),
  shape('M48 26c1-11 13-16 20-11-3 9-12 13-20 11z', '#96c67f'),
  shape('M48 24c20 0 33 13 33 31S67 87 48 87 15 74 15 55s13-31 33-31z', skin),
  flat('M25 62a5 4 0 1 0 10 0a5 4 0 1 0-10 0M61 62a5 4 0 1 0 10 0a5 4 0 1 0-10 0', '#f2a7a0'),
];

/** @type {Record<string, Mark[]>} */
const EYES = {
  open: [dot(36, 53, 3.6, INK), dot(60, 53, 3.6, INK)],
  glad: [shape('M31 54q5-7 10 0M55 54q5-7 10 0')],
  shut: [shape('M31 53q5 5 10 0M55 53q5 5 10 0')],
  wide: [
    shape('M30 52a6 6 0 1 0 12 0a6 6 0 1 0-12 0M54 52a6 6 0 1 0 12 0a6 6 0 1 0-12 0', '#ffffff'),
    dot(36, 52, 2.4, INK),
    dot(60, 52, 2.4, INK),
  ],
  low: [shape('M30 49l9-4M66 49l-9-4'), dot(36, 54, 2.8, INK), dot(60, 54, 2.8, INK)],
};
/** @type {Record<string, Mark[]>} */
const MOUTH = {
  smile: [shape('M41 65q7 7 14 0')],
  laugh: [shape('M39 63h18q-2 13-9 13t-9-13z', '#d9685c')],
  sad: [shape('M41 71q7-7 14 0')],
  round: [shape('M44 69a4 5 0 1 0 8 0a4 5 0 1 0-8 0', '#d9685c')],
  flat: [shape('M42 68h12')],
  wavy: [shape('M39 69q3-5 6 0t6 0t6 0')],
};

const CREAM = '#fff0c2';
const PINK = '#ffe0dc';
const BLUE = '#dcecf7';
const GREEN = '#e4f2d5';
const LILAC = '#e8e1f4';

/** Skin, eyes, mouth, and what stands around. @type {[string, string, string, Mark[]][]} */
const STAMPS = [
  [
    CREAM,
    'glad',
    'laugh',
    [
      shape('M82 24a9 9 0 1 0-18 0a9 9 0 1 0 18 0z', '#f6c445'),
      shape('M73 6v4M88 11l-3 3M92 24h-4M88 37l-3-3'),
    ],
  ],
  [GREEN, 'open', 'laugh', [shape('M78 48q10-4 10-16M84 50q9-5 9-17'), dot(84, 60, 6, GREEN)]],
  [BLUE, 'glad', 'smile', [shape('M10 30q-6 8 0 16M4 33q-4 6 0 11M86 30q6 8 0 16M92 33q4 6 0 11')]],
  [PINK, 'glad', 'smile', [heart(79, 26, '#e8788a', 1.1), heart(15, 30, '#f2a7b4', 0.7)]],
  [LILAC, 'low', 'wavy', [shape('M77 30c6 8 6 12 0 13s-6-5 0-13z', '#a9d5ea')]],
  [
    GREEN,
    'open',
    'smile',
    [shape('M72 92V76l8-16q8-1 6 8l-2 6h9q4 2 2 6l-3 10q-1 3-5 3z', '#ffe2b8')],
  ],
  [CREAM, 'glad', 'laugh', [shape('M12 20l3 7M22 11l2 7M84 20l-3 7M74 11l-2 7')]],
  [
    BLUE,
    'low',
    'sad',
    [
      shape('M30 61c5 8 5 12 0 13s-6-5 0-13z', '#a9d5ea'),
      shape('M66 61c5 8 5 12 0 13s-6-5 0-13z', '#a9d5ea'),
    ],
  ],
  [CREAM, 'wide', 'round', [shape('M84 8v18M84 34v1M93 12l-3 13M90 33v1')]],
  [LILAC, 'shut', 'round', [shape('M72 30h9l-9 11h9M84 12h8l-8 10h8')]],
  [PINK, 'open', 'laugh', [shape('M82 92V34'), shape('M82 36q7-6 12 0v18q-6-6-12 0z', '#e8788a')]],
  [CREAM, 'wide', 'laugh', [star(15, 24, 10), star(82, 20, 12), star(88, 44, 6)]],
  [
    GREEN,
    'low',
    'wavy',
    [shape('M60 92l14-24q4-5 8 0l12 24z', '#ffffff'), flat('M70 92v-12h14v12z', INK)],
  ],
  [LILAC, 'open', 'flat', [shape('M76 22q0-9 8-9t8 8q0 6-8 9v5M84 41v1')]],
  [
    GREEN,
    'glad',
    'smile',
    [shape('M93 28a11 11 0 1 0-22 0a11 11 0 1 0 22 0z', '#ffffff'), shape('M76 28l5 5 8-10')],
  ],
  [
    BLUE,
    'shut',
    'smile',
    [shape('M88 10a13 13 0 1 0 4 21a11 11 0 0 1-4-21z', '#f6d98a'), star(66, 12, 5)],
  ],
];

export const STAMP_NUMBERS = STAMPS.map((_, at) => at + 1);

/** @param {{number: number}} props */
export function Stamp({ number }) {
  const drawn = STAMPS[number - 1];
  if (!drawn) return null;
  const [skin, eyes, mouth, around] = drawn;
  const marks = [...seedling(skin), ...(EYES[eyes] ?? []), ...(MOUTH[mouth] ?? []), ...around];
  return h(
    'svg',
    { viewBox: '0 0 98 96', class: 'stamp', role: 'img', 'aria-label': t(`stamp.${number}`) },
    marks.map(([tag, attributes]) => h(tag, attributes)),
  );
}
