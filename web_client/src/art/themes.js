/**
 * Ground and back wall of a floor, in six themes. Their contrast is low on purpose: people, names
 * and bubbles stand on them. Marks follow from the place alone, so squares painted apart fit
 * together.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {object} Theme
 * @property {string} ground
 * @property {string} mark
 * @property {'boards' | 'grass' | 'carpet' | 'cobbles'} marks
 * @property {string} around what lies beyond the floor's edge
 * @property {(x: number, w: number, h: number) => Shape[]} wall
 */

import { mass, ovals } from './building.js';
import { partsOfTheme } from './seasons.js';
import { box, darker, flat, lighter, line, oval } from './shapes.js';

/** @type {Record<string, Theme>} */
const THEMES = {
  classroom: {
    ground: '#f1dfbf',
    mark: '#e6cfa6',
    marks: 'boards',
    around: '#e2c89d',
    wall: room('#fbf5e6', '#f0e4c8', '#c89c67'),
  },
  yard: {
    ground: '#ecdfbd',
    mark: '#dccb9f',
    marks: 'grass',
    around: '#c3dba0',
    wall: schoolhouse,
  },
  library: {
    ground: '#dfe3d0',
    mark: '#d0d7bf',
    marks: 'carpet',
    around: '#b99a74',
    wall: room('#f4ecdc', '#d9b98c', '#a87b50'),
  },
  gym: {
    ground: '#f0dab0',
    mark: '#e3c894',
    marks: 'boards',
    around: '#cdb088',
    wall: room('#f5f1e6', '#dccfb2', '#9c7a4c'),
  },
  parlour: {
    ground: '#f3e6e0',
    mark: '#e9d8d0',
    marks: 'carpet',
    around: '#dcc4b9',
    wall: room('#fbf4ef', '#eedccf', '#c79a86'),
  },
  plaza: { ground: '#efe5d3', mark: '#e1d3bb', marks: 'cobbles', around: '#c3dba0', wall: shops },
};

export const THEME_NAMES = Object.keys(THEMES);

/** @param {string} name @returns {Theme} */
export const themeOf = (name) =>
  THEMES[partsOfTheme(name)[0]] ?? /** @type {Theme} */ (THEMES['classroom']);

/**
 * @param {number} from
 * @param {number} to
 * @param {number} step
 * @returns {number[]} multiples of step around a stretch
 */
const every = (from, to, step) =>
  Array.from(
    { length: Math.ceil((to - from) / step) + 2 },
    (_, n) => (Math.floor(from / step) - 1 + n) * step,
  );

/**
 * A number that looks thrown but belongs to its place.
 * @param {number} a
 * @param {number} b
 * @param {number} range
 */
const thrown = (a, b, range) => Math.abs((a * 73856093) ^ (b * 19349663)) % range;

/**
 * The bare ground and wall of one square of a floor.
 * @param {Theme} theme
 * @param {number} x px
 * @param {number} y px
 * @param {number} size px
 * @param {number} wallPx
 * @returns {Shape[]}
 */
export function groundShapes(theme, x, y, size, wallPx) {
  const shapes = [
    flat(box(x, y, size, size), theme.ground),
    ...MARKS[theme.marks](theme, x, y, size),
  ];
  if (y < wallPx) {
    for (const left of every(x, x + size, 256)) shapes.push(...theme.wall(left, 256, wallPx));
    shapes.push(
      flat(box(x - 4, wallPx, size + 8, 9), '#4a3550', 0.1),
      flat(box(x - 4, wallPx + 9, size + 8, 9), '#4a3550', 0.05),
    );
  }
  return shapes;
}

/** @type {Record<Theme['marks'], (theme: Theme, x: number, y: number, size: number) => Shape[]>} */
const MARKS = {
  boards(theme, x, y, size) {
    let joints = '';
    let tones = '';
    for (const top of every(y, y + size, 32)) {
      joints += `M${x - 4} ${top}h${size + 8}`;
      const row = top / 32;
      for (const column of every(x, x + size, 192)) {
        const left = column + thrown(row, 3, 160);
        joints += `M${left} ${top}v32`;
        if (thrown(row, column, 5) === 0) tones += box(left + 1, top + 1, 150, 30);
      }
    }
    return [flat(tones, theme.mark, 0.28), line(joints, theme.mark, 1.6, 0.75)];
  },
  grass(theme, x, y, size) {
    let pebbles = '';
    let tufts = '';
    for (const top of every(y, y + size, 96)) {
      for (const column of every(x, x + size, 128)) {
        const left = column + thrown(column, top, 100);
        const drop = top + thrown(top, column + 7, 70);
        if (thrown(left, drop, 3))
          pebbles += oval(left, drop, 5, 3) + oval(left + 40, drop + 22, 3, 2);
        else
          tufts += `M${left} ${drop}q-1-8-5-10M${left + 3} ${drop}q0-9 1-12M${left + 6} ${drop}q1-7 5-9`;
      }
    }
    return [flat(pebbles, theme.mark, 0.8), line(tufts, '#b3cc8d', 2.2, 0.9)];
  },
  carpet(theme, x, y, size) {
    let checks = '';
    let dots = '';
    for (const top of every(y, y + size, 128)) {
      for (const left of every(x, x + size, 128)) {
        checks += box(left, top, 64, 64) + box(left + 64, top + 64, 64, 64);
        dots += oval(left + 64, top + 64, 3.5) + oval(left, top, 3.5);
      }
    }
    return [flat(checks, theme.mark, 0.5), flat(dots, lighter(theme.ground, 0.45), 0.8)];
  },
  cobbles(theme, x, y, size) {
    let stones = '';
    let tones = '';
    for (const top of every(y, y + size, 48)) {
      const shift = (top / 48) % 2 ? 36 : 0;
      for (const column of every(x, x + size, 72)) {
        const stone = box(column + shift + 2, top + 2, 68, 44, 9);
        stones += stone;
        if (thrown(column, top, 6) === 0) tones += stone;
      }
    }
    return [flat(tones, theme.mark, 0.45), line(stones, theme.mark, 1.8, 0.6)];
  },
};

/**
 * A plain room wall with a panelled foot.
 * @param {string} upper @param {string} panel @param {string} rail
 * @returns {Theme['wall']}
 */
function room(upper, panel, rail) {
  return (x, w, h) => [
    flat(box(x, 0, w + 1, h), upper),
    flat(box(x, 0, w + 1, 9), darker(upper, 0.07)),
    flat(box(x, h - 34, w + 1, 34), panel),
    line(
      `M${x + 32} ${h - 30}v26M${x + 96} ${h - 30}v26M${x + 160} ${h - 30}v26M${x + 224} ${h - 30}v26`,
      darker(panel, 0.12),
      2,
      0.7,
    ),
    flat(box(x, h - 40, w + 1, 7), rail),
    flat(box(x, h - 7, w + 1, 7), rail),
  ];
}

/**
 * The school from outside.
 * @param {number} x
 * @param {number} w
 * @param {number} h
 * @returns {Shape[]}
 */
function schoolhouse(x, w, h) {
  return [
    flat(box(x, 0, w + 1, h), '#f4ead7'),
    flat(box(x, 0, w + 1, 14), '#c98a76'),
    flat(box(x, 14, w + 1, 5), darker('#c98a76', 0.2)),
    flat(box(x, 24, 14, h - 24), '#eadcc2'),
    flat(box(x + 128, 24, 14, h - 24), '#eadcc2'),
    flat(box(x, h - 30, w + 1, 30), '#d9c2a0'),
    line(
      `M${x} ${h - 15}h${w}M${x + 40} ${h - 30}v15M${x + 104} ${h - 30}v15M${x + 168} ${h - 30}v15M${x + 232} ${h - 30}v15M${x + 8} ${h - 15}v15M${x + 72} ${h - 15}v15M${x + 136} ${h - 15}v15M${x + 200} ${h - 15}v15`,
      '#c4aa85',
      2,
      0.8,
    ),
  ];
}

/**
 * A row of small houses, each in its own colour.
 * @param {number} x
 * @param {number} w
 * @param {number} h
 * @returns {Shape[]}
 */
function shops(x, w, h) {
  const tones = ['#f6dcd2', '#dfeadf', '#f7ecc9', '#dde6f0', '#eee0ee'];
  const tone = tones[thrown(x / 256, 5, 5)] ?? '#f6dcd2';
  return [
    flat(box(x, 0, w + 1, h), tone),
    flat(box(x, 0, w + 1, 12), darker(tone, 0.22)),
    flat(box(x + w - 6, 0, 12, h), darker(tone, 0.12)),
    flat(box(x, h - 26, w + 1, 26), darker(tone, 0.13)),
    ...mass(
      ovals([
        [x + 30, h - 4, 26, 14],
        [x + 62, h - 2, 22, 10],
      ]),
      '#9ac98f',
    ).map((s) => ({ ...s, alpha: 0.9 })),
  ];
}
