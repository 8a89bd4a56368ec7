/**
 * Ways of building furniture. Everything is seen a little from above: a light top face, a darker
 * front face, a soft shadow. Origin is the left top of the footprint, h its depth; what stands
 * rises above y = 0.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {object} Placed an object of a floor plan, in tiles
 * @property {string} kind
 * @property {number} x
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {string} text
 * @property {number} [facing] quarter turns
 * @property {string} object
 * @typedef {(w: number, h: number, o: Placed, season: string) => Shape[]} Recipe w, h: footprint
 *   in px
 */

import { box, darker, flat, inked, lighter, line, lineOf, oval } from './shapes.js';

export const OAK = '#dbb07a';
export const WALNUT = '#b98858';
export const PALE = '#edd0a0';
export const STEEL = '#a3adba';
export const LEAF = '#79b57b';
export const WHITE = '#ffffff';
export const PAINTS = ['#de8177', '#6c9fd2', '#ecc063', '#76b183', '#9a86c6', '#66b3b0', '#ea9db3'];

/** @param {number} n @returns {string} */
export const paintAt = (n) => PAINTS[((n % 7) + 7) % 7] ?? OAK;

/**
 * The number at the end of an object's name: neighbours of one kind differ by it.
 * @param {string} object
 */
export const numberOf = (object) => Number(/\d+$/.exec(object)?.[0] ?? 0);

/** @param {number} w @param {number} h */
export const shadow = (w, h) => flat(box(-4, h - 10, w + 8, 15, 8), '#4a3550', 0.13);

/** @param {number} x @param {number} y @param {number} rx @param {number} [ry] */
export const spot = (x, y, rx, ry = 6) => flat(oval(x, y, rx, ry), '#4a3550', 0.15);

/**
 * The soft grain of a wooden face.
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {string} colour
 */
const grain = (x, y, w, colour) =>
  line(`M${x} ${y}h${w * 0.4}M${x + w * 0.55} ${y + 5}h${w * 0.3}`, darker(colour, 0.12), 1.6, 0.6);

/**
 * A cupboard: front face `tall` px high and the top face behind it.
 * @param {number} w @param {number} h @param {number} tall @param {string} colour
 * @returns {Shape[]}
 */
export function crate(w, h, tall, colour) {
  const deep = Math.min(h * 0.6, 34);
  const edge = h - tall;
  return [
    shadow(w, h),
    inked(box(2, edge - 4, w - 4, tall + 3, 5), colour),
    flat(box(4, h - 9, w - 8, 7, 3), darker(colour, 0.3), 0.5),
    inked(box(0, edge - deep, w, deep + 5, 6), lighter(colour, 0.32)),
    flat(box(6, edge - deep + 4, w - 12, 4, 2), WHITE, 0.45),
  ];
}

/** Where the top face of a crate lies. @param {number} h @param {number} tall */
export const topOf = (h, tall) => h - tall - Math.min(h * 0.6, 34) / 2;

/**
 * A table: a top on four legs.
 * @param {number} w @param {number} h @param {string} colour @param {string} legs
 * @returns {Shape[]}
 */
export function tableOf(w, h, colour, legs) {
  const top = h - 72;
  const deep = 40;
  const feet = [7, w - 15];
  return [
    shadow(w, h),
    ...feet.map((x) =>
      inked(box(x + 4, top + deep, 6, h - top - deep - 12, 2), darker(legs, 0.22), 1.6),
    ),
    ...feet.map((x) => inked(box(x, top + deep, 8, h - top - deep - 2, 3), legs, 1.8)),
    inked(box(0, top + 6, w, deep + 8, 7), darker(colour, 0.14)),
    inked(box(0, top, w, deep + 4, 7), colour),
    flat(box(7, top + 5, w - 14, 4, 2), WHITE, 0.5),
    grain(w * 0.14, top + 20, w * 0.7, colour),
  ];
}

/**
 * Shelves full of books, the same books for the same shelf.
 * @param {number} w
 * @param {number} h
 * @param {number} rows
 * @param {string} colour
 * @param {number} seed
 * @returns {Shape[]}
 */
export function shelves(w, h, rows, colour, seed) {
  const tall = rows * 40 + 8;
  /** @type {Shape[]} */
  const inside = [];
  for (let row = 0; row < rows; row += 1) {
    const floor = h - 8 - (rows - 1 - row) * 40;
    inside.push(flat(box(7, floor - 33, w - 14, 33, 3), darker(colour, 0.45)));
    let n = seed * 5 + row * 3;
    for (let x = 10; x < w - 20; n += 1) {
      const wide = 8 + ((n * 7) % 6);
      const high = 20 + ((n * 11) % 11);
      inside.push(flat(box(x, floor - high, wide, high, 1.5), paintAt(n * 3 + row)));
      inside.push(line(`M${x + 2.5} ${floor - high + 6}h${wide - 5}`, WHITE, 2, 0.6));
      x += wide + (n % 5 === 4 ? 9 : 1);
    }
  }
  return [...crate(w, h, tall, colour), ...inside];
}

/**
 * Round things drawn as one soft mass: outline first, so that no line crosses it.
 * @param {string} d
 * @param {string} colour
 */
export const mass = (d, colour) => [line(d, lineOf(colour), 4), flat(d, colour)];

/**
 * Many ovals as one path: [x, y, rx, ry] each.
 * @param {number[][]} all
 */
export const ovals = (all) =>
  all.map(([x = 0, y = 0, rx = 1, ry = rx]) => oval(x, y, rx, ry)).join('');

/**
 * A tree of round leaf masses.
 * @param {number} w
 * @param {number} h
 * @param {string} leaf
 * @param {string} trunk
 * @param {string | null} fruit
 * @returns {Shape[]}
 */
export function treeOf(w, h, leaf, trunk, fruit) {
  const x = w / 2;
  const top = h - 158;
  const crown = [
    [x - 36, top + 62, 31, 27],
    [x + 36, top + 62, 31, 27],
    [x, top + 76, 38, 26],
    [x - 19, top + 34, 32, 29],
    [x + 21, top + 32, 31, 28],
  ];
  const dapples = [
    [x - 28, top + 30, 12, 7],
    [x + 10, top + 20, 14, 8],
    [x - 42, top + 58, 9, 5],
    [x + 38, top + 52, 11, 6],
    [x - 2, top + 58, 12, 6],
  ];
  const dots = [
    [x - 34, top + 74],
    [x + 30, top + 76],
    [x - 6, top + 40],
    [x + 42, top + 40],
    [x - 18, top + 16],
    [x + 8, top + 84],
  ];
  return [
    spot(x, h - 4, 46, 11),
    inked(`M${x - 9} ${h - 4}q4-26 1-58h16q-3 34 3 58q-10 5-20 0z`, trunk),
    line(`M${x - 2} ${h - 48}q-2 22-3 36`, darker(trunk, 0.25), 2, 0.7),
    ...mass(ovals(crown), leaf),
    flat(
      ovals([
        [x - 20, top + 88, 26, 10],
        [x + 24, top + 82, 28, 12],
      ]),
      darker(leaf, 0.2),
      0.35,
    ),
    flat(ovals(dapples), lighter(leaf, 0.45), 0.75),
    ...(fruit
      ? [flat(dots.map(([dx = 0, dy = 0]) => oval(dx, dy, 3.4)).join(''), fruit, 0.95)]
      : []),
  ];
}

/**
 * A plant in a pot.
 * @param {number} w @param {number} h @param {number} size height of the leaves @param {string} pot
 * @returns {Shape[]}
 */
export function potted(w, h, size, pot) {
  const x = w / 2;
  const y = h - 26;
  const leaf = (/** @type {number} */ dx, /** @type {number} */ up, /** @type {string} */ c) =>
    inked(
      `M${x} ${y}C${x + dx * 0.2} ${y - up * 0.5} ${x + dx * 0.5} ${y - up} ${x + dx} ${y - up}C${x + dx * 1.2} ${y - up * 0.6} ${x + dx * 0.7} ${y - 8} ${x} ${y}z`,
      c,
      1.8,
    );
  return [
    spot(x, h - 3, 23, 7),
    leaf(-30, size * 0.72, darker(LEAF, 0.12)),
    leaf(31, size * 0.7, darker(LEAF, 0.12)),
    leaf(-18, size, LEAF),
    leaf(20, size * 0.96, LEAF),
    leaf(3, size * 1.1, lighter(LEAF, 0.2)),
    inked(`M${x - 16} ${h - 26}h32l-5 24q-11 4-22 0z`, pot),
    inked(box(x - 19, h - 33, 38, 10, 4), lighter(pot, 0.18)),
  ];
}

/**
 * Rows of blossoms.
 * @param {number} w @param {number} h @param {string[]} colours @param {number} gap
 * @returns {Shape[]}
 */
export function blossoms(w, h, colours, gap) {
  let stems = '';
  const heads = colours.map(() => '');
  let hearts = '';
  for (let row = 0, y = 12; y < h - 4; row += 1, y += 15) {
    for (let n = 0, x = 11 + (row % 2) * (gap / 2); x < w - 9; n += 1, x += gap) {
      const dy = ((n * 7 + row * 5) % 5) - 2;
      stems += `M${x} ${y + dy + 9}v-8M${x} ${y + dy + 7}q4-1 5-4`;
      heads[(n + row) % colours.length] += oval(x, y + dy - 3, 5.2, 4.8);
      hearts += oval(x, y + dy - 3, 1.8);
    }
  }
  return [
    line(stems, '#5f9c66', 2.2),
    ...heads.map((d, at) => inked(d, colours[at] ?? WHITE, 1.4)),
    flat(hearts, '#fbe08a'),
  ];
}

/**
 * Water with a rim and two ripples.
 * @param {number} w
 * @param {number} h
 * @param {string} rim
 * @returns {Shape[]}
 */
export const waterOf = (w, h, rim) => [
  inked(oval(w / 2, h / 2 + 4, w / 2, h / 2 - 2), darker(rim, 0.16)),
  inked(oval(w / 2, h / 2 - 2, w / 2, h / 2 - 4), rim),
  inked(oval(w / 2, h / 2, w / 2 - 16, h / 2 - 16), '#9fd3e6'),
  flat(oval(w / 2 - w * 0.06, h / 2 - 6, w / 2 - 46, h / 2 - 32), '#b9e3f0', 0.7),
  line(
    `M${w * 0.22} ${h * 0.46}q14-6 28 0M${w * 0.58} ${h * 0.34}q12-5 24 0M${w * 0.62} ${h * 0.7}q14-6 28 0`,
    WHITE,
    3,
    0.8,
  ),
];

/**
 * A striped awning over x 0..w, hanging at y.
 * @param {number} w
 * @param {number} y
 * @param {string} colour
 * @returns {Shape[]}
 */
export function awning(w, y, colour) {
  const bands = Math.max(3, Math.round(w / 30)) | 1;
  const wide = (w + 16) / bands;
  let edge = `M-8 ${y}`;
  let stripes = '';
  for (let n = 0; n < bands; n += 1) {
    edge += `a${wide / 2} 10 0 0 0 ${wide} 0`;
    const x = -8 + n * wide;
    const lean = (/** @type {number} */ at) => at + ((w / 2 - at) * 20) / w;
    if (n % 2)
      stripes += `M${lean(x)} ${y - 36}L${x} ${y}a${wide / 2} 10 0 0 0 ${wide} 0L${lean(x + wide)} ${y - 36}z`;
  }
  return [
    inked(`${edge}L${w - 2} ${y - 37}H2z`, colour),
    flat(stripes, WHITE, 0.8),
    line(`M2 ${y - 37}H${w - 2}`, darker(colour, 0.4), 3),
  ];
}
