/**
 * A touch of the season on the ground of a floor: petals, clover, leaves, snow. Few, pale and
 * still; people, names and bubbles stand on them. A theme may name its season (`plaza-winter`) or
 * ask for none (`plaza-plain`); otherwise the calendar says it.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 */

import { flat, line, mix, oval } from './shapes.js';

export const SEASONS = /** @type {const} */ (['spring', 'summer', 'autumn', 'winter']);
/** @typedef {typeof SEASONS[number] | ''} Season */
/** What may stand after the name of a theme. */
export const VARIANTS = /** @type {const} */ (['', ...SEASONS, 'plain']);
const CELL_PX = 150;

/** @param {number} month 1 to 12 */
export const seasonOfMonth = (month) => SEASONS[Math.floor(((month + 9) % 12) / 3)] ?? 'spring';

/** The season at a moment in Japan. @param {number} wallMs */
export const seasonAt = (wallMs) =>
  seasonOfMonth(new Date(wallMs + 9 * 3_600_000).getUTCMonth() + 1);

/** A theme's own name and its variant. @param {string} theme @returns {[string, string]} */
export function partsOfTheme(theme) {
  const [name = '', variant = ''] = theme.split('-');
  return [name, /** @type {readonly string[]} */ (VARIANTS).includes(variant) ? variant : ''];
}

/**
 * What a floor shows: its own season if its theme names one, else the calendar's.
 * @param {string} theme @param {Season} season the calendar's, '' for whoever wants none
 * @returns {Season}
 */
export function seasonOfTheme(theme, season) {
  const [, variant] = partsOfTheme(theme);
  if (season === '' || variant === 'plain') return '';
  return /** @type {Season} */ (variant || season);
}

/** What lies on the ground, 1 unit to a px; each is drawn in a tone close to the ground's. */
const LYING = {
  spring: { tint: '#f2a3b8', d: 'M0-5q5 1 4 6-4 3-7-1-1-4 3-5zM14 6q4 1 3 5-3 2-6-1 0-3 3-4z' },
  summer: {
    tint: '#7fb56a',
    d: `${oval(-4, -2, 3.6)}${oval(4, -2, 3.6)}${oval(0, 4, 3.6)}M-1 4q0 6-3 9h2q3-4 3-9z`,
  },
  autumn: {
    tint: '#d9793f',
    d: 'M0-8q7 3 5 10-2 5-5 7-4-2-5-7-2-7 5-10zM15 5q5-2 9 2-2 5-7 4-4-2-2-6z',
  },
  winter: {
    tint: '#ffffff',
    d: `${oval(0, 0, 30, 10)}${oval(22, 5, 20, 7)}${oval(-20, 5, 16, 6)}`,
  },
};

/** A number that looks thrown but belongs to its place. @param {number} a @param {number} b */
const thrown = (a, b) => Math.abs(Math.imul(a, 73856093) ^ Math.imul(b, 19349663)) % 1000;

/** The tone of a season's things on a ground. @param {Season} season @param {string} ground */
export const toneOf = (season, ground) =>
  season === '' ? ground : mix(ground, LYING[season].tint, season === 'winter' ? 0.75 : 0.5);

/**
 * What lies on one square of ground. Squares painted apart fit together: each thing follows from
 * its own cell, and those of neighbouring cells are painted too.
 * @param {Season} season @param {string} ground its colour
 * @param {number} x px @param {number} y px @param {number} size px @param {number} wallPx
 * @returns {Shape[]}
 */
export function seasonShapes(season, ground, x, y, size, wallPx) {
  if (season === '') return [];
  const { d } = LYING[season];
  const tone = toneOf(season, ground);
  const shapes = [];
  const cell = (/** @type {number} */ at) => Math.floor(at / CELL_PX);
  for (let row = cell(y) - 1; row <= cell(y + size); row += 1) {
    for (let column = cell(x) - 1; column <= cell(x + size); column += 1) {
      const left = column * CELL_PX + thrown(column, row + 17) * 0.14;
      const top = row * CELL_PX + thrown(row, column + 31) * 0.14;
      if (top < wallPx + 14) continue;
      const large = 0.8 + thrown(column + 7, row) / 2500;
      shapes.push({ ...flat(d, tone, 0.85), x: left, y: top, size: large });
    }
  }
  return season === 'winter' && y < wallPx ? [...shapes, snowLine(x, size)] : shapes;
}

/** Snow that lies along the top of the back wall. @param {number} x @param {number} size */
function snowLine(x, size) {
  let d = '';
  for (let at = Math.floor(x / 40) * 40; at < x + size + 40; at += 40) d += `M${at} 3q20 9 40 0`;
  return line(d, '#ffffff', 7, 0.9);
}
