/**
 * What may stand on one's own desk: twelve things, each about 48 px high with its foot at 0, 0.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 */

import { box, darker, flat, inked, lighter, line, oval } from './shapes.js';

const WOOD = '#c98d55';
const WHITE = '#fffdf7';
const EYE = '#4a3550';

/** Books, plant, pencils, lamp, bear, clock, photo, cup, globe, fish bowl, crane, flag. */
/** @type {Shape[][]} */
const THINGS = [
  [
    inked(box(-19, -34, 11, 34, 2), '#d9796f'),
    inked(box(-8, -40, 10, 40, 2), '#6f9fc9'),
    inked(box(2, -30, 9, 30, 2), '#f0c35a'),
    inked('M12-33l10 3-8 31-10-3z', '#85b377'),
    line('M-17-26h7M-6-31h6M4-22h5', WHITE, 2, 0.9),
  ],
  [
    inked(
      'M0-18q-19-1-20-16 19 0 20 16zM0-18q19-1 20-16-19 0-20 16zM0-16q-9-16 0-29 9 13 0 29z',
      '#7fb56a',
    ),
    inked('M-14-18h28l-4 18h-20z', '#d98f63'),
    inked(box(-16, -21, 32, 7, 2), '#e3a077'),
  ],
  [
    inked('M-9-42l4-6 3 6v22h-7z', '#f0c35a'),
    inked('M-1-46l3-5 4 5v26h-7z', '#6fae9a'),
    inked('M7-38l5-4 3 6-3 18h-7z', '#d9796f'),
    inked(box(-14, -24, 28, 24, 4), '#7fa3cf'),
    line('M-10-14h20', WHITE, 2.4, 0.8),
  ],
  [
    line('M0-4L-10-24 4-38', '#8f8296', 4),
    inked('M-3-46L16-40 19-24-8-33z', '#f0c35a'),
    flat('M14-26L0-31l-2 3 13 5z', '#fff6d0'),
    inked(box(-15, -6, 30, 6, 3), '#8f8296'),
  ],
  [
    inked(oval(-13, -38, 6) + oval(13, -38, 6), '#c99a6c'),
    inked(oval(0, -11, 15, 12), '#c99a6c'),
    inked(oval(0, -29, 15, 13), '#d9ab7c'),
    flat(oval(0, -24, 6, 4.5), '#f3dfc4'),
    flat(oval(-6, -31, 1.9) + oval(6, -31, 1.9) + oval(0, -26, 2, 1.4), EYE),
    inked(oval(-9, -3, 5, 3.5) + oval(9, -3, 5, 3.5), '#d9ab7c', 1.6),
  ],
  [
    line('M-12-4l-5 4M12-4l5 4', '#7b6a83', 4),
    inked(oval(-11, -37, 6, 5) + oval(11, -37, 6, 5), '#e4a94a'),
    inked(oval(0, -20, 18), '#7fb7b1'),
    inked(oval(0, -20, 13), WHITE),
    line('M0-20v-9M0-20l6 4', EYE, 2.4),
  ],
  [
    inked(box(-20, -38, 40, 34, 3), WOOD),
    flat(box(-15, -33, 30, 24, 1), '#cfe6f3'),
    flat('M-15-9v-7l9-8 8 8 5-4 8 8v3z', '#8cbf7a'),
    flat(oval(8, -27, 3.5), '#f7d14c'),
    line('M-12-3l-4 3M12-3l4 3', WOOD, 3.4),
  ],
  [
    { ...line('M14-20q11-2 9 7-2 7-10 5', darker('#f2ece0', 0.35), 4) },
    inked('M-16-26h31v16q0 10-15 10t-16-10z', '#f2ece0'),
    flat('M-1-16q4-5 6-1 1 3-6 7-7-4-6-7 2-4 6 1z', '#e58a97'),
    line('M-6-32q-3-5 0-9M4-32q-3-5 0-9', '#b9aeb8', 2.2, 0.8),
  ],
  [
    line('M-15-40a21 21 0 1 0 30 30', '#a97c4f', 3.4),
    inked(oval(0, -27, 16), '#8cc3e0'),
    flat('M-12-34q8-9 13-4 2 6-5 8-4 5-8-4zM3-22q8-6 10 0-2 8-7 8-5-2-3-8z', '#8cbf7a'),
    inked('M-11 0q11-9 22 0z', '#a97c4f'),
  ],
  [
    inked('M-14-36h28q13 13 6 26-4 10-20 10T-20-10q-7-13 6-26z', '#e4f3fa'),
    flat('M-20-24q20 5 40 0 3 22-20 23T-20-24z', '#9dd2ea'),
    inked('M5-13l9-6v12z', '#f08a4b', 1.6),
    inked(oval(-1, -13, 8, 5.5), '#f0724b', 1.6),
    flat(oval(-5, -14, 1.3), EYE),
  ],
  [
    inked('M-4-12L-24-34 2-22z', '#f2a5b5'),
    inked('M2-22L22-40 8-12z', '#f7c3cd'),
    inked('M-4-12L2-22 8-12 2 0z', '#ee8ea2'),
    inked('M8-12l14-10 3 5z', '#f2a5b5', 1.6),
  ],
  [
    line('M-10 0v-46', '#8d6239', 3.4),
    inked('M-9-45q14-6 30 2-6 5-4 12-14-6-26 0z', '#7fb7d8'),
    flat('M3-41l1.6 3.4 3.7.5-2.7 2.5.7 3.700L3-32.800l-3.3 1.9.7-3.7-2.7-2.5 3.7-.5z', WHITE),
    inked(oval(-10, -1, 9, 4), lighter('#8d6239', 0.3)),
  ],
];

export const DESK_THINGS = THINGS.length;
/** @type {[number, number, number, number]} */
export const THING_FRAME = [-27, -54, 54, 58];

/** @param {number} thing from 1 @returns {Shape[]} */
export const deskThingShapes = (thing) => THINGS[thing - 1] ?? [];
