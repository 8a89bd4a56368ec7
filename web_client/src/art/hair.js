/**
 * Ten hair styles, each from the front, the back and the side (facing right). `behind` is drawn
 * before the body, `over` after the head. Box of a doll: 100 x 140, feet at (50, 130), head centre
 * (50, 50).
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {{behind: Shape[], over: Shape[]}} Hair
 * @typedef {'front' | 'back' | 'side'} View
 */

import { darker, flat, inked, lighter, line, lineOf, oval } from './shapes.js';

const TIE = '#e67f74';

const CAP_BACK =
  'M19 54C14 28 30 12 50 12s36 16 31 42c-1 10-5 17-11 20-3-2-6-2-9 1-4-2-7-2-11 0-4-2-7-2-11 0' +
  '-3-3-6-3-9-1-6-3-10-10-11-20z';
const UP_BACK =
  'M19 53C14 28 30 12 50 12s36 16 31 41c-1 9-6 17-15 21-10 3-22 3-32 0-9-4-14-12-15-21z';
const CAP_SIDE =
  'M81 43C80 23 67 12 49 12 28 12 14 28 18 53c1 9 5 16 11 20 5-1 8-4 9-9 0-5 1-9 4-13 3 1 4 3 5 5' +
  ' 2-5 4-10 5-15 9 4 19 5 29 2z';
const UP_SIDE =
  'M81 42C79 23 67 12 49 12 28 12 14 28 18 52c2 9 8 15 16 17 3-6 5-12 10-18 4-3 7-6 8-11 9 4 19 5 29 2z';

/**
 * The one highlight that makes hair look soft.
 * @param {string} c
 * @param {View} view
 * @returns {Shape}
 */
const shine = (c, view) =>
  view === 'back'
    ? line('M30 33c5-7 12-10 20-11', lighter(c, 0.4), 3.5, 0.75)
    : flat('M28 31c4-9 12-14 22-14-8 4-13 8-15 15-2 2-6 2-7-1z', lighter(c, 0.4), 0.7);

/** @param {string} c @param {string[]} discs */
const fluff = (c, discs) => [line(discs.join(''), lineOf(c), 4), flat(discs.join(''), c)];

/** Strands that show the turn of the hair from behind. @param {string} c */
const strands = (c) =>
  line(
    'M50 23c-2 14-8 24-16 32M50 23c2 14 8 24 16 32M50 30c0 12-1 22-3 30',
    darker(c, 0.25),
    1.7,
    0.6,
  );

/** @param {string} c @param {string} tied colour of the band */
const braid = (c, x = 0, tied = TIE) => {
  const links = [66, 74, 82, 90].map((y, at) => oval(x, y, 6.6 - at * 0.7, 5.4));
  return [
    ...fluff(c, links),
    line(`M${x - 4} 70c3 2 5 2 8 0M${x - 4} 78c3 2 5 2 8 0`, darker(c, 0.3), 1.6),
    inked(`M${x - 4} 93h8l2 8c-4 2-8 2-12 0z`, c, 1.8),
    inked(oval(x, 94, 4.4, 2.6), tied, 1.6),
  ];
};

const FRONT = {
  short:
    'M19 55C13 28 30 12 50 12s37 16 31 43c-3-4-5-9-6-14-6-1-11-4-14-8-8 6-19 8-31 7-5 4-8 9-11 15z',
  bob:
    'M18 63C12 28 29 12 50 12s38 16 32 51c-1 5-7 5-8 0 0-8-1-15-3-20-13 3-29 3-42 0-2 5-3 12-3 20' +
    '-1 5-7 5-8 0z',
  ponytail:
    'M19 55C14 28 30 12 50 12s36 16 31 43c-3-5-5-10-7-15-10 0-20-4-27-10-5 7-13 12-21 13-3 3-5 7-7 12z',
  long:
    'M17 68C11 28 29 12 50 12s39 16 33 56c-2 4-7 3-8 0 0-11-2-20-6-26-8-2-15-7-19-14-4 7-11 12-19 14' +
    '-4 6-6 15-6 26-1 3-6 4-8 0z',
  spiky:
    'M19 56c-6-9-7-18-3-28 2 1 4 2 5 4 2-9 7-16 15-20 1 2 2 4 1 6 6-6 13-9 21-9-1 3-1 5-2 6 8-1 15 3' +
    ' 20 10-2 0-4 0-5 1 7 5 11 13 11 22-2-2-4-2-5-2 3 4 4 7 4 11-4-4-7-9-9-15-4 3-8 4-12 3 1-2 2-4 2-6' +
    '-6 4-12 5-18 5 2-2 2-4 2-6-8 5-18 6-27 18z',
  buns: 'M19 55C14 28 30 12 50 12s36 16 31 43c-3-6-5-11-8-15-9-1-17-5-23-12-6 7-14 11-23 12-3 4-5 9-8 15z',
  braids:
    'M18 62C12 28 29 12 50 12s38 16 32 50c-2 4-6 3-7 0-1-9-2-14-5-19-7 0-14-3-20-9-6 6-13 9-20 9' +
    '-3 5-4 10-5 19-1 3-5 4-7 0z',
  mushroom:
    'M16 60C10 28 28 11 50 11s40 17 34 49c-3 2-6 2-8 0-1-6-2-10-3-14-14 4-32 4-46 0-1 4-2 8-3 14' +
    '-2 2-5 2-8 0z',
  buzz: 'M21 47C20 27 33 17 50 17s30 10 29 30c-3-4-5-8-6-12-15-6-31-6-46 0-1 4-3 8-6 12z',
};

const LONG_BEHIND =
  'M15 52C11 26 30 11 50 11s39 15 35 41c0 22 3 38 1 51-6 5-13 4-16 1H30c-3 3-10 4-16-1-2-13 1-29 1-51z';
const LONG_BACK =
  'M17 52C12 26 30 11 50 11s38 15 33 41c1 16 1 30-4 40-3 4-7 4-10 2-4 4-8 5-12 2-4 4-10 4-14 0' +
  '-4 3-8 2-12-2-3 2-7 2-10-2-5-10-5-24-4-40z';
const BOB_BEHIND =
  'M16 52C12 26 30 11 50 11s38 15 34 41c1 10 1 18-2 26-4 5-11 4-14 0H32c-3 4-10 5-14 0-3-8-3-16-2-26z';
const CURLS = [
  [22, 36, 12],
  [32, 22, 13],
  [50, 17, 14],
  [68, 22, 13],
  [78, 36, 12],
  [18, 50, 10],
  [82, 50, 10],
].map(([x, y, r]) => oval(x, y, r));
const CURLS_LOW = [
  [26, 64, 10],
  [40, 70, 11],
  [58, 70, 11],
  [73, 64, 10],
  [50, 46, 26],
].map(([x, y, r]) => oval(x, y, r));
const CURL_FRINGE = [
  [32, 36, 8],
  [45, 33, 8],
  [58, 33, 8],
  [69, 37, 7],
].map(([x, y, r]) => oval(x, y, r));
const CURLS_SIDE = [
  [22, 36, 12],
  [32, 22, 13],
  [50, 17, 14],
  [66, 22, 13],
  [74, 33, 9],
  [18, 52, 11],
  [26, 65, 10],
  [36, 44, 14],
  [56, 32, 11],
  [33, 58, 11],
].map(([x, y, r]) => oval(x, y, r));

/** @type {Record<string, (c: string, view: View) => Hair>} */
const STYLES = {
  short: (c, view) => ({ behind: [], over: [main(c, view, FRONT.short, CAP_BACK, CAP_SIDE)] }),
  bob: (c, view) => ({
    behind: view === 'front' ? [inked(BOB_BEHIND, darker(c, 0.18))] : [],
    over: [
      main(
        c,
        view,
        FRONT.bob,
        BOB_BEHIND,
        'M82 45C82 24 68 11 49 11 27 11 13 28 16 54c0 10 0 18 3 25 9 4 20 3 27-1 2-9 2-20 5-31 2-2 3-5 3-7' +
          ' 9 5 19 7 28 5z',
      ),
    ],
  }),
  ponytail: (c, view) => ({
    behind: view === 'back' ? [] : tail(c, view),
    over: [
      main(c, view, FRONT.ponytail, UP_BACK, UP_SIDE),
      ...(view === 'back'
        ? [
            inked(
              'M50 26c11 0 16 10 15 24-1 15-7 27-14 34-8-7-15-19-16-34-1-14 4-24 15-24z',
              darker(c, 0.08),
            ),
            line('M50 34c-1 14 0 28 1 40', darker(c, 0.3), 1.8, 0.6),
            inked(oval(50, 27, 7, 4.5), TIE),
          ]
        : view === 'side'
          ? [inked(oval(24, 25, 5, 6), TIE)]
          : [inked(oval(71, 19, 5, 6), TIE)]),
    ],
  }),
  long: (c, view) => ({
    behind: view === 'front' ? [inked(LONG_BEHIND, darker(c, 0.18))] : [],
    over: [
      main(
        c,
        view,
        FRONT.long,
        LONG_BACK,
        'M82 44C81 23 68 11 49 11 27 11 13 28 16 54c0 20-3 36-3 48 8 5 20 4 27 0 5-14 4-38 9-54 3-2 5-5 5-8' +
          ' 9 5 18 6 28 4z',
      ),
    ],
  }),
  spiky: (c, view) => ({
    behind: [],
    over: [
      main(
        c,
        view,
        FRONT.spiky,
        'M19 56c-6-9-7-18-3-28 2 1 4 2 5 4 2-9 7-16 15-20 1 2 2 4 1 6 6-6 13-9 21-9-1 3-1 5-2 6 8-1 15 3' +
          ' 20 10-2 0-4 0-5 1 7 5 11 13 11 22l-3 1c1 8-1 15-6 21l-5-3-4 7-6-4-6 6-6-6-6 4-4-7-5 3c-5-6-8-10-8-14z',
        'M82 40l-6-8c1-1 3-1 5 0-5-9-12-14-20-14 1-2 2-4 2-6-8-1-16 1-22 6 1-2 0-4-1-6-9 3-15 10-17 19-2-2-3-3-5-4' +
          '-4 9-4 18-2 28l-5 2c3 5 6 9 10 11l-3 5c6 1 13 0 18-4 0-6 2-12 6-17l4 5c3-5 5-9 6-15 4 3 8 3 13 2 3 0 12 1 17-4z',
      ),
    ],
  }),
  buns: (c, view) => ({
    behind: (view === 'side'
      ? [
          [30, 14],
          [60, 12],
        ]
      : [
          [23, 17],
          [77, 17],
        ]
    ).map(([x, y]) => inked(oval(x, y, 11), darker(c, 0.06))),
    over: [main(c, view, FRONT.buns, UP_BACK, UP_SIDE)],
  }),
  curly: (c, view) => ({
    behind: view === 'front' ? fluff(darker(c, 0.08), CURLS) : [],
    over:
      view === 'front'
        ? fluff(c, CURL_FRINGE)
        : view === 'back'
          ? fluff(c, [...CURLS, ...CURLS_LOW])
          : fluff(c, CURLS_SIDE),
  }),
  braids: (c, view) => ({
    behind: [],
    over: [
      ...(view === 'side' ? braid(c, 30) : [...braid(c, 20), ...braid(c, 80)]),
      main(c, view, FRONT.braids, UP_BACK, CAP_SIDE),
      ...(view === 'back' ? [line('M50 14v56', darker(c, 0.3), 1.8, 0.6)] : []),
    ],
  }),
  mushroom: (c, view) => ({
    behind: [],
    over: [
      main(
        c,
        view,
        FRONT.mushroom,
        'M16 56C10 28 28 11 50 11s40 17 34 45c0 7-2 11-6 13-18 5-38 5-56 0-4-2-6-6-6-13z',
        'M84 43C82 23 70 11 49 11 26 11 12 30 16 58c1 6 4 10 9 11 8 0 15-2 20-5 1-7 2-13 4-19 11 3 24 2 35-2z',
      ),
    ],
  }),
  buzz: (c, view) => ({
    behind: [],
    over: [
      main(
        c,
        view,
        FRONT.buzz,
        'M21 47C20 27 33 17 50 17s30 10 29 30c0 8-3 15-8 18-13 5-29 5-42 0-5-3-8-10-8-18z',
        'M79 38C76 24 66 17 50 17 31 17 19 30 20 50c1 7 4 12 9 14 5-3 8-9 9-15 4 0 7-3 8-10 10-3 22-4 33-1z',
      ),
    ],
  }),
};

/**
 * @param {string} c
 * @param {View} view
 * @param {string} front
 * @param {string} back
 * @param {string} side
 */
function main(c, view, front, back, side) {
  return inked(view === 'front' ? front : view === 'back' ? back : side, c);
}

/** @param {string} c @param {View} view */
function tail(c, view) {
  return view === 'front'
    ? [inked('M69 18c13-8 26 1 27 18 1 16-4 28-13 34 3-12 0-24-8-32z', darker(c, 0.1))]
    : [inked('M26 22C12 16 1 26 1 42c0 15 4 26 11 32-1-12 2-23 11-31z', darker(c, 0.1))];
}

const NAMES = Object.keys(STYLES);

/**
 * @param {number} style index in choices.HAIR
 * @param {string} colour
 * @param {View} view
 * @returns {Hair}
 */
export function hairOf(style, colour, view) {
  const name = NAMES[style] ?? 'short';
  const hair = STYLES[name](colour, view);
  const extra = name === 'buzz' ? [] : [shine(colour, view)];
  if (view === 'back' && name !== 'braids' && name !== 'curly' && name !== 'buzz')
    extra.push(strands(colour));
  return { behind: hair.behind, over: [...hair.over, ...extra] };
}
