/**
 * Clothes, ornaments, held things and the staff mark of a doll (box 100 x 140, feet at (50, 130)).
 * No cut is for girls or boys; every cut goes with every colour.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./hair.js').View} View
 */

import { box, darker, flat, inked, lighter, line, lineOf, mix, oval, placed } from './shapes.js';

const CREAM = '#fbf4e4';
const WHITE = '#ffffff';
const RED = '#e0675f';

const TORSO = {
  wide: 'M37 76c5-3 21-3 26 0 5 8 7 22 7 34-11 5-29 5-40 0 0-12 2-26 7-34z',
  side: 'M40 76c5-3 17-3 21 0 4 9 6 22 6 34-9 5-24 5-33 0 0-12 2-25 6-34z',
};
const FLARE = {
  wide: 'M37 76c5-3 21-3 26 0 5 8 9 22 11 38-12 6-36 6-48 0 2-16 6-30 11-38z',
  side: 'M40 76c5-3 17-3 21 0 4 9 8 22 10 38-11 6-29 6-40 0 2-16 5-29 9-38z',
};
const SLEEVES = {
  wide:
    'M38 77c-8 2-13 12-15 23 2 4 8 5 11 2l6-14zM62 77c8 2 13 12 15 23-2 4-8 5-11 2l-6-14z',
  side: 'M45 79c-5 6-8 14-8 22 3 4 9 4 12 0 3-7 5-13 5-20z',
};
const SHORT_SLEEVES = {
  wide: 'M38 77c-7 2-11 8-13 15 3 4 8 5 12 2l4-9zM62 77c7 2 11 8 13 15-3 4-8 5-12 2l-4-9z',
  side: 'M45 79c-4 4-6 8-7 13 3 4 9 4 13 1 2-5 3-9 3-13z',
};
const FOREARMS = { wide: 'M29 92l-2 9M71 92l2 9', side: 'M44 92l-1 9' };
const HANDS = { wide: [[27, 104], [73, 104]], side: [[43, 104]] };

/** @param {View} view @returns {'wide' | 'side'} */
const girth = (view) => (view === 'side' ? 'side' : 'wide');

/** A soft shade down one side, the only modelling there is. @param {string} c @param {'wide'|'side'} g */
const shade = (c, g) =>
  flat(g === 'wide' ? 'M64 80c4 8 5 19 5 30l-7 2c2-11 3-21 2-32z' : 'M37 84c-2 8-3 17-3 26l6 2c-2-9-3-18-3-28z',
    darker(c, 0.3), 0.35);

/** @type {Record<string, (c: string, view: View) => {torso: Shape[], sleeve: string, bare: boolean}>} */
const CUTS = {
  hoodie: (c, view) => ({
    sleeve: c,
    bare: false,
    torso: [
      inked(TORSO[girth(view)], c),
      shade(c, girth(view)),
      ...(view === 'front'
        ? [
            flat('M38 95h24l4 11c-10 3-22 3-32 0z', lighter(c, 0.2)),
            line('M38 95h24', lineOf(c), 1.5, 0.7),
            inked('M37 76c5 6 21 6 26 0 3 2 4 5 3 8-9 5-23 5-32 0-1-3 0-6 3-8z', darker(c, 0.14), 1.8),
            line('M44 84v8M56 84v8', WHITE, 2),
          ]
        : view === 'back'
          ? [inked('M35 76c6 4 24 4 30 0 3 10-4 20-15 20S32 86 35 76z', darker(c, 0.14), 1.8)]
          : [inked('M37 76c6 5 19 5 24 1 2 4 1 6-1 7-8 3-18 4-25 1-2-3-1-6 2-9z', darker(c, 0.14), 1.8)]),
    ],
  }),
  tee: (c, view) => ({
    sleeve: c,
    bare: true,
    torso: [
      inked(TORSO[girth(view)], c),
      flat(view === 'side' ? 'M36 88c9 2 20 2 29 0l1 6c-10 2-21 2-31 0z' : 'M32 88c12 3 24 3 36 0l1 6c-13 3-25 3-38 0z',
        lighter(c, 0.6)),
      flat(view === 'side' ? 'M35 100c10 2 21 2 31 0v5c-10 2-22 2-32 0z' : 'M31 100c13 3 25 3 38 0v5c-13 3-27 3-38 0z',
        lighter(c, 0.6)),
      shade(c, girth(view)),
      ...(view === 'front' ? [line('M42 76c4 4 12 4 16 0', lineOf(c), 2)] : []),
    ],
  }),
  vest: (c, view) => ({
    sleeve: WHITE,
    bare: false,
    torso: [
      inked(TORSO[girth(view)], c),
      shade(c, girth(view)),
      line(view === 'side' ? 'M35 106c9 3 22 3 32 0' : 'M31 106c12 4 26 4 38 0', lighter(c, 0.45), 2.4),
      ...(view === 'front'
        ? [
            flat('M42 75h16l-8 16z', WHITE),
            line('M41 76l9 16 9-16', lighter(c, 0.45), 2.4),
            inked('M40 74l10 6-5 6zM60 74l-10 6 5 6z', WHITE, 1.6),
          ]
        : [inked(view === 'back' ? 'M39 74c7 4 15 4 22 0l1 5c-8 4-16 4-24 0z' : 'M44 74h18l-2 6c-6 2-11 2-16 0z', WHITE, 1.6)]),
    ],
  }),
  overalls: (c, view) => ({
    sleeve: CREAM,
    bare: false,
    torso: [
      inked(TORSO[girth(view)], CREAM),
      ...(view === 'side'
        ? [inked('M35 94h22l1-10 6 1c2 8 3 17 3 25-9 5-24 5-33 0 0-6 0-11 1-16z', c), line('M58 85l-9-9', lineOf(c), 5), line('M58 85l-9-9', c, 2.6)]
        : view === 'back'
          ? [inked('M32 96h12l6-8 6 8h12c2 5 2 10 2 14-11 5-29 5-40 0 0-4 0-9 2-14z', c), line('M50 90l-8-14M50 90l8-14', lineOf(c), 5.4), line('M50 90l-8-14M50 90l8-14', c, 3)]
          : [
              inked('M32 96h7V84h22v12h7c2 5 2 10 2 14-11 5-29 5-40 0 0-4 0-9 2-14z', c),
              line('M41 84l-1-8M59 84l1-8', lineOf(c), 5.4),
              line('M41 84l-1-8M59 84l1-8', c, 3),
              inked(box(44, 92, 12, 9, 2), lighter(c, 0.22), 1.5),
              flat(oval(42, 86.5, 1.7) + oval(58, 86.5, 1.7), '#f7dc86'),
            ]),
    ],
  }),
  jacket: (c, view) => ({
    sleeve: c,
    bare: false,
    torso: [
      inked(TORSO[girth(view)], c),
      shade(c, girth(view)),
      flat(view === 'side' ? 'M34 107c10 4 23 4 33 0v4c-9 4-24 4-33 0z' : 'M30 107c12 4 28 4 40 0v4c-11 4-29 4-40 0z', darker(c, 0.3)),
      ...(view === 'front'
        ? [line('M50 78v31', WHITE, 2), inked('M40 74c6 3 14 3 20 0l2 7c-4 1-9 1-12-1-3 2-8 2-12 1z', lighter(c, 0.3), 1.7)]
        : view === 'back'
          ? [line('M36 88c9 3 19 3 28 0', WHITE, 2.6), inked('M39 74c7 3 15 3 22 0l1 6c-8 3-16 3-24 0z', lighter(c, 0.3), 1.7)]
          : [inked('M43 74h19l-1 7c-6 1-12 1-18-1z', lighter(c, 0.3), 1.7)]),
    ],
  }),
  tunic: (c, view) => ({
    sleeve: lighter(c, 0.5),
    bare: false,
    torso: [
      inked(FLARE[girth(view)], c),
      flat(view === 'side' ? oval(40, 108, 2) + oval(51, 110, 2) + oval(62, 108, 2) : oval(33, 107, 2) + oval(44, 110, 2) + oval(56, 110, 2) + oval(67, 107, 2), lighter(c, 0.65)),
      line(view === 'side' ? 'M34 101c11 3 23 3 34 0' : 'M29 100c13 4 29 4 42 0', lighter(c, 0.65), 1.8),
      ...(view === 'front'
        ? [inked('M50 79c-2 6-9 7-13 2 0-3 1-5 3-7zM50 79c2 6 9 7 13 2 0-3-1-5-3-7z', WHITE, 1.6)]
        : [inked(view === 'back' ? 'M38 75c8 4 16 4 24 0l1 5c-8 5-18 5-26 0z' : 'M43 75h18l1 5c-6 4-14 4-20 0z', WHITE, 1.6)]),
    ],
  }),
};
const CUT_NAMES = Object.keys(CUTS);

/**
 * Torso, arms and hands.
 * @param {number} cut @param {string} colour @param {string} skin @param {View} view
 * @returns {Shape[]}
 */
export function clothesOf(cut, colour, skin, view) {
  const name = CUT_NAMES[cut] ?? 'hoodie';
  const { torso, sleeve, bare } = CUTS[name](colour, view);
  const g = girth(view);
  const arms = bare
    ? [line(FOREARMS[g], lineOf(skin), 9), line(FOREARMS[g], skin, 6), inked(SHORT_SLEEVES[g], sleeve)]
    : [inked(SLEEVES[g], sleeve)];
  if (name === 'jacket') arms.push(line(g === 'wide' ? 'M33 82c-4 5-7 11-8 18M67 82c4 5 7 11 8 18' : 'M46 84c-3 5-5 11-5 17', WHITE, 2.4));
  const hands = HANDS[g].map(([x, y]) => inked(oval(x, y, 5), skin, 1.8));
  return view === 'side' ? [...torso, ...arms, ...hands] : [...arms, ...torso, ...hands];
}

/** The trousers or stockings that go with a cut. @param {number} cut @param {string} colour */
export const trousersOf = (cut, colour) =>
  cut === 3 ? colour : mix(colour, cut === 5 ? '#4a4460' : '#3e3a58', cut === 5 ? 0.8 : 0.68);

const PETAL = [[0, -6], [5.7, -1.9], [3.5, 4.9], [-3.5, 4.9], [-5.7, -1.9]].map(([x, y]) => oval(x, y, 4.1)).join('');
const blossom = (/** @type {string} */ c) => [inked(PETAL, c, 1.7), flat(oval(0, 0, 3.6), '#f8d668')];
const STAR = 'M0-9l2.7 5.6 6.2.8-4.5 4.3 1.1 6.1L0 3.9l-5.5 2.9 1.1-6.1-4.5-4.3 6.2-.8z';
const BOW = [
  inked('M0 0c-5-8-15-9-16-3s6 10 16 3zM0 0c5-8 15-9 16-3s-6 10-16 3z', '#ee7f95', 1.8),
  inked(oval(0, 0, 4), '#e4667f', 1.6),
];

/** Where a pin or bow sits on each hair style, from the front. @type {[number, number][]} */
const PIN_AT = [[70, 27], [72, 30], [69, 20], [73, 32], [70, 24], [50, 15], [70, 24], [72, 30], [71, 28], [69, 25]];

/**
 * @param {number} ornament @param {number} hair @param {View} view
 * @returns {Shape[]}
 */
export function ornamentOf(ornament, hair, view) {
  const [px, py] = view === 'front' ? PIN_AT[hair] ?? [70, 27] : view === 'back' ? [33, 28] : [36, 28];
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
    ? [line(`${oval(60, 54, 7.8)}${oval(74.5, 54, 5.4, 7.6)}M52 53l-8-1`, rim, 2), line('M56 50l3-3', '#ffffff', 1.8, 0.9)]
    : [
        line(`${oval(38.5, 54, 8.6)}${oval(61.5, 54, 8.6)}M47 53c2-1 4-1 6 0M30 52l-8-1M70 52l8-1`, rim, 2),
        line('M33 50l3-3M56 50l3-3', '#ffffff', 1.8, 0.9),
      ];
}

/** The cap sits on the crown, so that fringe and sides of every style show. @param {View} view */
function cap(view) {
  const blue = '#5b86c4';
  const crownPath = 'M20 31C20 14 33 5 50 5s30 9 30 26c-18-6-42-6-60 0z';
  const button = inked(oval(50, 5, 3.4, 2.4), '#f2c75c', 1.6);
  if (view === 'back') return [inked(crownPath, blue), inked('M40 29c3-8 17-8 20 0-6-1-14-1-20 0z', darker(blue, 0.35), 1.6), button];
  const peak = view === 'front' ? 'M22 30c16-7 40-7 56 0 3 5-1 8-6 7-14-4-30-4-44 0-5 1-9-2-6-7z' : 'M54 27c12-1 26 1 35 6 4 4 1 7-4 7-10-2-20-3-31-6-3-2-3-6 0-7z';
  return [inked(crownPath, blue), line('M50 6c-6 6-9 13-9 20M50 6c6 6 9 13 9 20', darker(blue, 0.25), 1.5, 0.7), inked(peak, darker(blue, 0.22)), button];
}

/** @param {View} view */
function headphones(view) {
  const cup = '#f2c75c';
  if (view === 'side') return [line('M45 52C41 30 42 14 48 6', '#4f506b', 5), inked(box(37, 44, 15, 21, 7), cup), flat(oval(44.5, 54.5, 3), darker(cup, 0.3))];
  return [line('M17 52C11 20 29 6 50 6s39 14 33 46', '#4f506b', 5), inked(box(11, 44, 11, 20, 5), cup), inked(box(78, 44, 11, 20, 5), cup)];
}

/** @param {View} view */
function crown(view) {
  const at = view === 'side' ? [[24, 33], [38, 25], [54, 23], [69, 26]] : [[24, 32], [37, 24], [50, 21], [63, 24], [76, 32]];
  const colours = ['#f2a0b4', '#fff2f2', '#f6c768', '#fff2f2', '#f2a0b4'];
  return [
    line('M21 36c12-16 46-16 58 0', '#6ea36f', 4),
    ...at.flatMap(([x, y], n) => placed(blossom(colours[n]), x, y, 0.72)),
  ];
}

/** Held things, around their own middle. @type {Shape[][]} */
const HELD = [
  [],
  [inked('M-9-8l16-2 3 18-16 2z', '#66ad74', 1.8), flat('M-6 7l14-2 .6 3-14 2z', '#ffffff'), line('M-4-3l8-1M-3 1l6-1', '#e6f5e6', 2)],
  [inked(oval(0, 0, 10), '#fbfbf6', 1.8), flat('M0-5l5 3.5-2 5.8h-6l-2-5.8z', '#59638a'), line('M0-5v-4M5-1.5l4-1.5M3 4.3l3 4M-3 4.3l-3 4M-5-1.5l-4-1.5', '#59638a', 1.5)],
  [line('M0 14C1 6 0 0 0-8', '#5c9a62', 2.6), flat('M0 6c5-6 9-5 10-4-1 4-5 6-10 4z', '#6fb26f'), ...placed(blossom('#f2a0b4'), 0, -13, 1)],
  [inked(box(-9, -11, 18, 22, 3), '#4f506b', 1.8), flat(box(-6.5, -8, 13, 15, 1.5), '#a7ddf0'), line('M-3-2c2-3 3 3 6-2', '#ffffff', 1.8), flat(oval(0, 9, 1.1), '#a7ddf0')],
  [
    inked(oval(-6, -11, 3.4) + oval(6, -11, 3.4), '#c99866', 1.6), inked(oval(0, 6, 7.5, 8), '#d8ab78', 1.7),
    inked(oval(0, -6, 8.4, 7.4), '#d8ab78', 1.7), flat(oval(0, -3.4, 3.8, 3), '#f6e2c4'),
    flat(oval(-3.2, -7.4, 1.2) + oval(3.2, -7.4, 1.2) + oval(0, -4.6, 1.3, 1), '#5a3d33'), flat(oval(0, 7, 4, 4.6), '#f6e2c4'),
  ],
  [inked('M-3 10V-9h6v19z', '#f2c75c', 1.8), inked('M-3-9l3-8 3 8z', '#f7e3c4', 1.6), flat('M-1.2-13.6l1.2-3.4 1.2 3.4z', '#4f506b'), inked('M-3 10h6v4c-2 1-4 1-6 0z', '#ef9fb8', 1.6)],
];

/** @param {number} held @param {View} view @returns {Shape[]} */
export function heldOf(held, view) {
  const thing = HELD[held] ?? [];
  return placed(thing, view === 'side' ? 66 : view === 'back' ? 25 : 75, view === 'side' ? 96 : 97, 1);
}

/**
 * The mark of staff: a lanyard with a starred badge and an armband, so that it shows from every side.
 * Only the `staff` flag of the server puts it there; no choice of clothes can make it (T2.1.g).
 * @param {View} view @returns {Shape[]}
 */
export function staffMark(view) {
  const band = '#2f9c95';
  const badge = (/** @type {number} */ x) => [
    inked(box(x - 7, 91, 14, 16, 2.5), WHITE, 1.8),
    flat(box(x - 7, 91, 14, 5, 2), band),
    ...placed([flat(STAR, '#f0b93c')], x, 101.5, 0.5),
  ];
  if (view === 'back') return [line('M42 76c5 3 11 3 16 0', band, 3.4), line('M64 88l11-4', WHITE, 8.6), line('M64 88l11-4', RED, 6)];
  if (view === 'side') return [line('M46 77c6 4 10 9 11 15', band, 3.2), ...badge(58), line('M40 90l11 3', WHITE, 8.6), line('M40 90l11 3', RED, 6)];
  return [line('M41 76l9 15 9-15', band, 3.2), ...badge(50), line('M26 88l9 4', WHITE, 8.6), line('M26 88l9 4', RED, 6)];
}
