/**
 * What a doll wears besides clothes, what it holds, and the marks of roles (box 100 x 140, feet at
 * (50, 130)).
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./hair.js').View} View
 */

import { box, darker, flat, inked, line, oval, placed } from './shapes.js';

const WHITE = '#ffffff';
const RED = '#e0675f';

const PETAL = [
  [0, -6],
  [5.7, -1.9],
  [3.5, 4.9],
  [-3.5, 4.9],
  [-5.7, -1.9],
]
  .map(([x, y]) => oval(x, y, 4.1))
  .join('');
const blossom = (/** @type {string} */ c) => [
  inked(PETAL, c, 1.7),
  flat(oval(0, 0, 3.6), '#f8d668'),
];
const STAR = 'M0-9l2.7 5.6 6.2.8-4.5 4.3 1.1 6.1L0 3.9l-5.5 2.9 1.1-6.1-4.5-4.3 6.2-.8z';
const BOW = [
  inked('M0 0c-5-8-15-9-16-3s6 10 16 3zM0 0c5-8 15-9 16-3s-6 10-16 3z', '#ee7f95', 1.8),
  inked(oval(0, 0, 4), '#e4667f', 1.6),
];

/** Where a pin or bow sits on each hair style, from the front. @type {[number, number][]} */
const PIN_AT = [
  [70, 27],
  [72, 30],
  [69, 20],
  [73, 32],
  [70, 24],
  [50, 15],
  [70, 24],
  [72, 30],
  [71, 28],
  [69, 25],
];

/**
 * @param {number} ornament @param {number} hair @param {View} view
 * @returns {Shape[]}
 */
export function ornamentOf(ornament, hair, view) {
  const [px, py] =
    view === 'front' ? (PIN_AT[hair] ?? [70, 27]) : view === 'back' ? [33, 28] : [36, 28];
  switch (ornament) {
    case 1:
      return view === 'back' ? [] : glasses(view);
    case 2:
      return placed(BOW, view === 'back' ? 50 : px, view === 'back' ? 24 : py, 0.95);
    case 3:
      return cap(view);
    case 4:
      return headphones(view);
    case 5:
      return placed([inked(STAR, '#f6cf5b', 1.8)], px, py, 0.95);
    case 6:
      return crown(view);
    default:
      return [];
  }
}

/** @param {View} view */
function glasses(view) {
  const rim = '#4a4560';
  return view === 'side'
    ? [
        line(`${oval(60, 54, 7.8)}${oval(74.5, 54, 5.4, 7.6)}M52 53l-8-1`, rim, 2),
        line('M56 50l3-3', '#ffffff', 1.8, 0.9),
      ]
    : [
        line(
          `${oval(38.5, 54, 8.6)}${oval(61.5, 54, 8.6)}M47 53c2-1 4-1 6 0M30 52l-8-1M70 52l8-1`,
          rim,
          2,
        ),
        line('M33 50l3-3M56 50l3-3', '#ffffff', 1.8, 0.9),
      ];
}

/** The cap sits on the crown, so that fringe and sides of every style show. @param {View} view */
function cap(view) {
  const blue = '#5b86c4';
  const crownPath = 'M20 31C20 14 33 5 50 5s30 9 30 26c-18-6-42-6-60 0z';
  const button = inked(oval(50, 5, 3.4, 2.4), '#f2c75c', 1.6);
  if (view === 'back')
    return [
      inked(crownPath, blue),
      inked('M40 29c3-8 17-8 20 0-6-1-14-1-20 0z', darker(blue, 0.35), 1.6),
      button,
    ];
  const peak =
    view === 'front'
      ? 'M22 30c16-7 40-7 56 0 3 5-1 8-6 7-14-4-30-4-44 0-5 1-9-2-6-7z'
      : 'M54 27c12-1 26 1 35 6 4 4 1 7-4 7-10-2-20-3-31-6-3-2-3-6 0-7z';
  return [
    inked(crownPath, blue),
    line('M50 6c-6 6-9 13-9 20M50 6c6 6 9 13 9 20', darker(blue, 0.25), 1.5, 0.7),
    inked(peak, darker(blue, 0.22)),
    button,
  ];
}

/** @param {View} view */
function headphones(view) {
  const cup = '#f2c75c';
  if (view === 'side')
    return [
      line('M45 50C42 34 43 20 49 10', '#4f506b', 4.5),
      inked(box(37, 44, 15, 21, 7), cup),
      flat(oval(44.5, 54.5, 3), darker(cup, 0.3)),
    ];
  return [
    line('M17 52C11 20 29 6 50 6s39 14 33 46', '#4f506b', 5),
    inked(box(11, 44, 11, 20, 5), cup),
    inked(box(78, 44, 11, 20, 5), cup),
  ];
}

/** @param {View} view */
function crown(view) {
  const at =
    view === 'side'
      ? [
          [24, 33],
          [38, 25],
          [54, 23],
          [69, 26],
        ]
      : [
          [24, 32],
          [37, 24],
          [50, 21],
          [63, 24],
          [76, 32],
        ];
  const colours = ['#f2a0b4', '#fff2f2', '#f6c768', '#fff2f2', '#f2a0b4'];
  return [
    line('M21 36c12-16 46-16 58 0', '#6ea36f', 4),
    ...at.flatMap(([x, y], n) => placed(blossom(colours[n]), x, y, 0.72)),
  ];
}

/** Held things, around their own middle. @type {Shape[][]} */
const HELD = [
  [],
  [
    inked('M-9-8l16-2 3 18-16 2z', '#66ad74', 1.8),
    flat('M-6 7l14-2 .6 3-14 2z', '#ffffff'),
    line('M-4-3l8-1M-3 1l6-1', '#e6f5e6', 2),
  ],
  [
    inked(oval(0, 0, 10), '#fbfbf6', 1.8),
    flat('M0-5l5 3.5-2 5.8h-6l-2-5.8z', '#59638a'),
    line('M0-5v-4M5-1.5l4-1.5M3 4.3l3 4M-3 4.3l-3 4M-5-1.5l-4-1.5', '#59638a', 1.5),
  ],
  [
    line('M0 14C1 6 0 0 0-8', '#5c9a62', 2.6),
    flat('M0 6c5-6 9-5 10-4-1 4-5 6-10 4z', '#6fb26f'),
    ...placed(blossom('#f2a0b4'), 0, -13, 1),
  ],
  [
    inked(box(-9, -11, 18, 22, 3), '#4f506b', 1.8),
    flat(box(-6.5, -8, 13, 15, 1.5), '#a7ddf0'),
    line('M-3-2c2-3 3 3 6-2', '#ffffff', 1.8),
    flat(oval(0, 9, 1.1), '#a7ddf0'),
  ],
  [
    inked(oval(-6, -11, 3.4) + oval(6, -11, 3.4), '#c99866', 1.6),
    inked(oval(0, 6, 7.5, 8), '#d8ab78', 1.7),
    inked(oval(0, -6, 8.4, 7.4), '#d8ab78', 1.7),
    flat(oval(0, -3.4, 3.8, 3), '#f6e2c4'),
    flat(oval(-3.2, -7.4, 1.2) + oval(3.2, -7.4, 1.2) + oval(0, -4.6, 1.3, 1), '#5a3d33'),
    flat(oval(0, 7, 4, 4.6), '#f6e2c4'),
  ],
  [
    inked('M-3 10V-9h6v19z', '#f2c75c', 1.8),
    inked('M-3-9l3-8 3 8z', '#f7e3c4', 1.6),
    flat('M-1.2-13.6l1.2-3.4 1.2 3.4z', '#4f506b'),
    inked('M-3 10h6v4c-2 1-4 1-6 0z', '#ef9fb8', 1.6),
  ],
];

/** @param {number} held @param {View} view @returns {Shape[]} */
export function heldOf(held, view) {
  const thing = HELD[held] ?? [];
  return placed(
    thing,
    view === 'side' ? 66 : view === 'back' ? 25 : 75,
    view === 'side' ? 96 : 97,
    1,
  );
}

/** @typedef {{band: string, cuff: string, sign: Shape[]}} Mark */

/** What is on the badge: a star, an open book, a key. @type {Record<string, Mark>} */
const MARKS = {
  supporter: { band: '#2f9c95', cuff: RED, sign: placed([flat(STAR, '#f0b93c')], 0, 0, 0.5) },
  teacher: {
    band: '#4b68b8',
    cuff: '#4b68b8',
    sign: [
      flat(
        'M0-3c-2-1.6-4-1.6-5.4-.8v6.4c1.4-.8 3.4-.8 5.4.8 2-1.6 4-1.6 5.4-.8v-6.4c-1.4-.8-3.4-.8-5.4.8z',
        '#4b68b8',
      ),
      line('M0-3v6.400', WHITE, 1),
    ],
  },
  admin: {
    band: '#7d5ba6',
    cuff: '#7d5ba6',
    sign: [line('M-1 0h6M3 0v2.4M5 0v2', '#7d5ba6', 1.8), line(oval(-3, 0, 2), '#7d5ba6', 1.8)],
  },
};

/** @param {string} d @param {string} cuff @returns {Shape[]} */
const armband = (d, cuff) => [inked(d, cuff, 1.6), line(d, WHITE, 1, 0.85)];

/**
 * The mark of staff: a lanyard with a badge and an armband, so that it shows from every side.
 * Form and colour tell supporters, teachers and admins apart. Only the role that the server gives
 * puts it there; no choice of clothes can make it (T2.1.g).
 * @param {string} role @param {View} view @returns {Shape[]}
 */
export function roleMark(role, view) {
  const mark = MARKS[role];
  if (!mark) return [];
  const { band, cuff, sign } = mark;
  const badge = (/** @type {number} */ x) => [
    inked(box(x - 7, 91, 14, 16, 2.5), WHITE, 1.8),
    flat(box(x - 7, 91, 14, 5, 2), band),
    ...placed(sign, x, 101.5),
  ];
  if (view === 'back')
    return [
      line('M42 76c5 3 11 3 16 0', band, 3.4),
      ...armband('M64.5 86.5l7.5-3.5 2.5 6.5-8 3.5z', cuff),
    ];
  if (view === 'side')
    return [
      line('M46 77c6 4 10 9 11 15', band, 3.2),
      ...badge(58),
      ...armband('M39 88.5l10 2.5-1.5 7-10-2z', cuff),
    ];
  return [
    line('M41 76l9 15 9-15', band, 3.2),
    ...badge(50),
    ...armband('M28 83l7.5 3.5-2 6.5-8-3.5z', cuff),
  ];
}
