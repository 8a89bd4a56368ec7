/** What motifs of stamps are made of. */

import { flat, oval } from './shapes.js';

export const EYE = '#4a3550';
export const LEAF = '#7fb56a';
export const WHITE = '#fffdf7';

/**
 * Ovals round a middle.
 * @param {number} count @param {number} far @param {number} rx @param {number} [ry]
 */
export const ring = (count, far, rx, ry = rx) =>
  Array.from({ length: count }, (_, at) => {
    const turn = (at / count) * 2 * Math.PI - Math.PI / 2;
    const [x, y] = [far * Math.cos(turn), far * Math.sin(turn)];
    return oval(Math.round(x * 10) / 10, Math.round(y * 10) / 10, rx, ry);
  }).join('');

/** @param {number} y @param {number} apart */
export const eyes = (/** @type {number} */ y, /** @type {number} */ apart, size = 1.7) =>
  flat(oval(-apart, y, size) + oval(apart, y, size), EYE);
