/**
 * Paper dolls: a look is seven small numbers, a doll is a list of shapes. Hair, skin, clothes,
 * ornaments and held things combine freely. Body and legs are two pictures: the body bobs while
 * the legs step, and the few different legs are shared by everybody.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./hair.js').View} View
 * @typedef {object} Look ranges as in protocol/avatars.py
 * @property {number} hair
 * @property {number} hair_colour
 * @property {number} skin
 * @property {number} cut
 * @property {number} clothes_colour
 * @property {number} ornament
 * @property {number} held
 * @typedef {'smile' | 'laugh' | 'calm' | 'rest'} Expression
 */

import { CLOTHES_COLOURS, HAIR_COLOURS, SKINS } from './choices.js';
import { clothesOf, trousersOf } from './clothes.js';
import { heldOf, ornamentOf, roleMark } from './extras.js';
import { hairOf } from './hair.js';
import { darker, flat, inked, line, mix, oval } from './shapes.js';

/** The box of a doll in its own units, and how many pixels a unit has at zoom 1. */
export const DOLL = { width: 104, height: 140, footX: 52, footY: 130, scale: 0.75 };

const EYE = '#3b2c3d';
const HEAD = 'M21 50c0-18 12-29 29-29s29 11 29 29c0 17-13 27-29 27S21 67 21 50z';

/** @param {[string, string][] | string[][]} table @param {number} at */
const colourAt = (table, at) => (table[at] ?? table[0])[1];

/**
 * Everything above the trousers.
 * @param {Look} look
 * @param {View} view
 * @param {string} role of whoever is marked, '' for nobody
 * @param {Expression} expression
 * @returns {Shape[]}
 */
export function bodyShapes(look, view, role, expression) {
  const skin = colourAt(SKINS, look.skin);
  const colour = colourAt(CLOTHES_COLOURS, look.clothes_colour);
  const hairColour = colourAt(HAIR_COLOURS, look.hair_colour);
  const hair = hairOf(look.hair, hairColour, view);
  const held = heldOf(look.held, view);
  return [
    ...hair.behind,
    ...(view === 'back' ? held : []),
    ...clothesOf(look.cut, colour, skin, view),
    ...roleMark(role, view),
    ...(view === 'back' ? [] : held),
    ...head(skin, view),
    ...(view === 'back' ? [] : face(skin, hairColour, view, expression)),
    ...hair.over,
    ...(view === 'side' && look.hair !== 1 && look.hair !== 3 && look.hair !== 6 ? ear(skin) : []),
    ...ornamentOf(look.ornament, look.hair, view),
  ];
}

/** @param {string} skin @param {View} view @returns {Shape[]} */
function head(skin, view) {
  const neck = flat('M44 70h12v8c-3 3-9 3-12 0z', darker(skin, 0.16));
  const ears =
    view === 'side' ? [] : [inked(oval(20.5, 55, 5, 6.5) + oval(79.5, 55, 5, 6.5), skin)];
  return [neck, ...ears, inked(HEAD, skin)];
}

/** @param {string} skin */
const ear = (skin) => [
  inked(oval(43, 57, 4.6, 6), skin, 1.8),
  line('M43 54c-2 2-2 4 0 6', darker(skin, 0.3), 1.5),
];

/** @param {string} skin @param {string} hair @param {View} view @param {Expression} expression */
function face(skin, hair, view, expression) {
  const side = view === 'side';
  const [near, far, mouth] = side ? [60, 74, 67.5] : [38.5, 61.5, 50];
  const farWidth = side ? 0.72 : 1;
  const blush = mix(skin, '#ee6d6d', 0.42);
  const shapes = [
    flat(
      oval(side ? 55 : 30, 63, 5.2, 3.2) + oval(side ? 76 : 70, 63, side ? 3 : 5.2, 3.2),
      blush,
      0.62,
    ),
    line(
      `M${near - 5} 44.5c3-2 6-2 9-.6M${far - 4 * farWidth} 44c3-1.5 6-1.5 ${9 * farWidth} .6`,
      mix(hair, EYE, 0.5),
      2,
      0.9,
    ),
    line(`M${mouth - 1} 59.5c.6.8 1.6.8 2.2 0`, darker(skin, 0.42), 1.8, 0.8),
  ];
  if (expression === 'rest') {
    shapes.push(
      line(
        `M${near - 4} 54.5c2 2.4 6 2.4 8 0M${far - 4 * farWidth} 54.5c2 2.4 ${6 * farWidth} 2.4 ${8 * farWidth} 0`,
        EYE,
        2.3,
      ),
    );
  } else {
    shapes.push(
      flat(oval(near, 54, 3.6, 4.9) + oval(far, 54, 3.6 * farWidth, 4.9), EYE),
      flat(oval(near + 1.3, 52, 1.5) + oval(far + 1.3 * farWidth, 52, 1.4), '#ffffff'),
      flat(oval(near - 1.2, 56.4, 0.8) + oval(far - 1.1, 56.4, 0.7), '#ffffff', 0.8),
    );
  }
  return [...shapes, ...mouthShapes(mouth, skin, expression)];
}

/**
 * The mouth is much darker than any skin, and an open one shows its tongue.
 * @param {number} x
 * @param {string} skin
 * @param {Expression} expression
 */
function mouthShapes(x, skin, expression) {
  const lip = mix(skin, '#5e1626', 0.78);
  if (expression === 'laugh') {
    return [
      inked(`M${x - 5} 64c3 1.2 7 1.2 10 0 .4 5-2 8-5 8s-5.4-3-5-8z`, '#8f2f3a', 1.6),
      flat(oval(x, 70, 2.8, 1.8), '#f08a86'),
    ];
  }
  return [
    line(
      expression === 'calm' || expression === 'rest'
        ? `M${x - 3.4} 66.5c2 .8 5 .8 6.8 0`
        : `M${x - 4.6} 65c2.6 3.8 6.6 3.8 9.2 0`,
      lip,
      2.4,
    ),
  ];
}

/**
 * Legs and shoes. `step` 0 stands; 1 and 2 are the two halves of a stride.
 * @param {Look} look @param {View} view @param {0 | 1 | 2} step
 * @returns {Shape[]}
 */
export function legShapes(look, view, step) {
  const skin = colourAt(SKINS, look.skin);
  const cloth = trousersOf(look.cut, colourAt(CLOTHES_COLOURS, look.clothes_colour));
  const full = look.cut === 3 || look.cut === 5;
  const lift = [step === 1 ? -4 : 0, step === 2 ? -4 : 0];
  const spread =
    view === 'side' ? (step === 0 ? [-5, 5] : step === 1 ? [-10, 9] : [4, -4]) : [-7, 7];
  const legs = spread.flatMap((dx, n) => leg(50 + dx, lift[n], view, full ? cloth : skin, full));
  return [
    flat(oval(50, 130, 25, 6.5), '#4a3550', 0.2),
    ...legs,
    inked(
      view === 'side'
        ? 'M36 104h29l1 12c-5 2-25 2-31 0z'
        : 'M33 104h34l1 12c-5 2-12 2-17 0l-1-4-1 4c-5 2-12 2-17 0z',
      cloth,
      1.8,
    ),
  ];
}

/**
 * @param {number} x
 * @param {number} lift
 * @param {View} view
 * @param {string} colour
 * @param {boolean} full
 * @returns {Shape[]}
 */
function leg(x, lift, view, colour, full) {
  const shoe = '#645a78';
  const toe = view === 'side' ? 4 : 0;
  return [
    line(`M${x} 112L${x} ${121 + lift}`, darker(colour, 0.34), 10),
    line(`M${x} 112L${x} ${121 + lift}`, colour, 7),
    ...(full ? [] : [flat(box4(x, 118 + lift), '#ffffff')]),
    inked(
      `M${x - 7} ${127 + lift}c0-6 3-8 7-8s${7 + toe} 2 ${7 + toe} 8c0 3-2 4-4 4h-${6 + toe}c-2 0-4-1-4-4z`,
      shoe,
      1.8,
    ),
    ...(view === 'back' ? [] : [line(`M${x - 3 + toe} ${123 + lift}h6`, '#ffffff', 1.6, 0.8)]),
  ];
}

/** @param {number} x @param {number} y */
const box4 = (x, y) => `M${x - 4} ${y}h8v5h-8z`;

/**
 * A doll nobody has painted yet: the grey shape shown while sprites are being made.
 * @returns {Shape[]}
 */
export function silhouetteShapes() {
  const grey = '#c9c3cf';
  return [
    inked('M37 76c5-3 21-3 26 0 5 8 8 20 10 28-12 8-34 8-46 0 2-8 5-20 10-28z', grey),
    inked('M19 52C15 27 30 12 50 12s35 15 31 40c-1 16-15 25-31 25S20 68 19 52z', grey),
  ];
}

/**
 * The whole standing doll, for wardrobe and lists.
 * @param {Look} look
 * @param {View} [view]
 * @param {string} [role]
 * @param {Expression} [expression]
 */
export const dollShapes = (look, view = 'front', role = '', expression = 'smile') => [
  ...legShapes(look, view, 0),
  ...bodyShapes(look, view, role, expression),
];
