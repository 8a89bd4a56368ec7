/**
 * The clothes of a doll (box 100 x 140, feet at (50, 130)). No cut is for girls or boys; every cut
 * goes with every colour.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./hair.js').View} View
 */

import { box, darker, flat, inked, lighter, line, lineOf, mix, oval } from './shapes.js';

const CREAM = '#fbf4e4';
const WHITE = '#ffffff';

const TORSO = {
  wide: 'M37 76c5-3 21-3 26 0 5 8 7 22 7 34-11 5-29 5-40 0 0-12 2-26 7-34z',
  side: 'M40 76c5-3 17-3 21 0 4 9 6 22 6 34-9 5-24 5-33 0 0-12 2-25 6-34z',
};
const FLARE = {
  wide: 'M37 76c5-3 21-3 26 0 5 8 9 22 11 38-12 6-36 6-48 0 2-16 6-30 11-38z',
  side: 'M40 76c5-3 17-3 21 0 4 9 8 22 10 38-11 6-29 6-40 0 2-16 5-29 9-38z',
};
const SLEEVES = {
  wide: 'M38 77c-8 2-13 12-15 23 2 4 8 5 11 2l6-14zM62 77c8 2 13 12 15 23-2 4-8 5-11 2l-6-14z',
  side: 'M45 79c-5 6-8 14-8 22 3 4 9 4 12 0 3-7 5-13 5-20z',
};
const SHORT_SLEEVES = {
  wide: 'M38 77c-7 2-11 8-13 15 3 4 8 5 12 2l4-9zM62 77c7 2 11 8 13 15-3 4-8 5-12 2l-4-9z',
  side: 'M45 79c-4 4-6 8-7 13 3 4 9 4 13 1 2-5 3-9 3-13z',
};
const FOREARMS = { wide: 'M29 92l-2 9M71 92l2 9', side: 'M44 92l-1 9' };
const HANDS = {
  wide: [
    [27, 104],
    [73, 104],
  ],
  side: [[43, 104]],
};

/** @param {View} view @returns {'wide' | 'side'} */
const girth = (view) => (view === 'side' ? 'side' : 'wide');

/**
 * A soft shade down one side, the only modelling there is.
 * @param {string} c
 * @param {'wide'|'side'} g
 */
const shade = (c, g) =>
  flat(
    g === 'wide'
      ? 'M64 80c4 8 5 19 5 30l-7 2c2-11 3-21 2-32z'
      : 'M37 84c-2 8-3 17-3 26l6 2c-2-9-3-18-3-28z',
    darker(c, 0.3),
    0.35,
  );

/**
 * @typedef {{torso: Shape[], sleeve: string, bare: boolean}} Garment
 * @type {Record<string, (c: string, view: View) => Garment>}
 */
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
            inked(
              'M37 76c5 6 21 6 26 0 3 2 4 5 3 8-9 5-23 5-32 0-1-3 0-6 3-8z',
              darker(c, 0.14),
              1.8,
            ),
            line('M44 84v8M56 84v8', WHITE, 2),
          ]
        : view === 'back'
          ? [inked('M35 76c6 4 24 4 30 0 3 10-4 20-15 20S32 86 35 76z', darker(c, 0.14), 1.8)]
          : [
              inked(
                'M37 76c6 5 19 5 24 1 2 4 1 6-1 7-8 3-18 4-25 1-2-3-1-6 2-9z',
                darker(c, 0.14),
                1.8,
              ),
            ]),
    ],
  }),
  tee: (c, view) => ({
    sleeve: c,
    bare: true,
    torso: [
      inked(TORSO[girth(view)], c),
      flat(
        view === 'side'
          ? 'M36 88c9 2 20 2 29 0l1 6c-10 2-21 2-31 0z'
          : 'M32 88c12 3 24 3 36 0l1 6c-13 3-25 3-38 0z',
        lighter(c, 0.6),
      ),
      flat(
        view === 'side'
          ? 'M35 100c10 2 21 2 31 0v5c-10 2-22 2-32 0z'
          : 'M31 100c13 3 25 3 38 0v5c-13 3-27 3-38 0z',
        lighter(c, 0.6),
      ),
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
      line(
        view === 'side' ? 'M35 106c9 3 22 3 32 0' : 'M31 106c12 4 26 4 38 0',
        lighter(c, 0.45),
        2.4,
      ),
      ...(view === 'front'
        ? [
            flat('M42 75h16l-8 16z', WHITE),
            line('M41 76l9 16 9-16', lighter(c, 0.45), 2.4),
            inked('M40 74l10 6-5 6zM60 74l-10 6 5 6z', WHITE, 1.6),
          ]
        : [
            inked(
              view === 'back'
                ? 'M39 74c7 4 15 4 22 0l1 5c-8 4-16 4-24 0z'
                : 'M44 74h18l-2 6c-6 2-11 2-16 0z',
              WHITE,
              1.6,
            ),
          ]),
    ],
  }),
  overalls: (c, view) => ({
    sleeve: CREAM,
    bare: false,
    torso: [
      inked(TORSO[girth(view)], CREAM),
      ...(view === 'side'
        ? [
            inked('M35 94h22l1-10 6 1c2 8 3 17 3 25-9 5-24 5-33 0 0-6 0-11 1-16z', c),
            line('M58 85l-9-9', lineOf(c), 5),
            line('M58 85l-9-9', c, 2.6),
          ]
        : view === 'back'
          ? [
              inked('M32 96h12l6-8 6 8h12c2 5 2 10 2 14-11 5-29 5-40 0 0-4 0-9 2-14z', c),
              line('M50 90l-8-14M50 90l8-14', lineOf(c), 5.4),
              line('M50 90l-8-14M50 90l8-14', c, 3),
            ]
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
      flat(
        view === 'side'
          ? 'M34 107c10 4 23 4 33 0v4c-9 4-24 4-33 0z'
          : 'M30 107c12 4 28 4 40 0v4c-11 4-29 4-40 0z',
        darker(c, 0.3),
      ),
      ...(view === 'front'
        ? [
            line('M50 78v31', WHITE, 2),
            inked('M40 74c6 3 14 3 20 0l2 7c-4 1-9 1-12-1-3 2-8 2-12 1z', lighter(c, 0.3), 1.7),
          ]
        : view === 'back'
          ? [
              line('M36 88c9 3 19 3 28 0', WHITE, 2.6),
              inked('M39 74c7 3 15 3 22 0l1 6c-8 3-16 3-24 0z', lighter(c, 0.3), 1.7),
            ]
          : [inked('M43 74h19l-1 7c-6 1-12 1-18-1z', lighter(c, 0.3), 1.7)]),
    ],
  }),
  tunic: (c, view) => ({
    sleeve: lighter(c, 0.5),
    bare: false,
    torso: [
      inked(FLARE[girth(view)], c),
      flat(
        view === 'side'
          ? oval(40, 108, 2) + oval(51, 110, 2) + oval(62, 108, 2)
          : oval(33, 107, 2) + oval(44, 110, 2) + oval(56, 110, 2) + oval(67, 107, 2),
        lighter(c, 0.65),
      ),
      line(
        view === 'side' ? 'M34 101c11 3 23 3 34 0' : 'M29 100c13 4 29 4 42 0',
        lighter(c, 0.65),
        1.8,
      ),
      ...(view === 'front'
        ? [inked('M50 79c-2 6-9 7-13 2 0-3 1-5 3-7zM50 79c2 6 9 7 13 2 0-3-1-5-3-7z', WHITE, 1.6)]
        : [
            inked(
              view === 'back'
                ? 'M38 75c8 4 16 4 24 0l1 5c-8 5-18 5-26 0z'
                : 'M43 75h18l1 5c-6 4-14 4-20 0z',
              WHITE,
              1.6,
            ),
          ]),
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
    ? [
        line(FOREARMS[g], lineOf(skin), 9),
        line(FOREARMS[g], skin, 6),
        inked(SHORT_SLEEVES[g], sleeve),
      ]
    : [inked(SLEEVES[g], sleeve)];
  if (name === 'jacket')
    arms.push(
      line(
        g === 'wide' ? 'M33 82c-4 5-7 11-8 18M67 82c4 5 7 11 8 18' : 'M46 84c-3 5-5 11-5 17',
        WHITE,
        2.4,
      ),
    );
  const hands = HANDS[g].map(([x, y]) => inked(oval(x, y, 5), skin, 1.8));
  return view === 'side' ? [...torso, ...arms, ...hands] : [...arms, ...torso, ...hands];
}

/** The trousers or stockings that go with a cut. @param {number} cut @param {string} colour */
export const trousersOf = (cut, colour) =>
  cut === 3 ? colour : mix(colour, cut === 5 ? '#4a4460' : '#3e3a58', cut === 5 ? 0.8 : 0.68);
