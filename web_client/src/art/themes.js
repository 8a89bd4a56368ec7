/** Walls and grounds of the floors: quiet, of low contrast, drawn tile by tile of 512 px. */

import { box, flat, line } from './shapes.js';

/**
 * @typedef {object} Theme
 * @property {string} ground
 * @property {string} pattern the colour of the ground's marks
 * @property {'boards' | 'grass' | 'carpet' | 'stones'} marks
 * @property {string} wall
 * @property {string} skirting
 */

/** @type {Record<string, Theme>} */
export const THEMES = {
  classroom: { ground: '#f1ddba', pattern: '#e7cfa6', marks: 'boards', wall: '#fbf4e4', skirting: '#cfa26e' },
  yard: { ground: '#d9e8bd', pattern: '#cbdfab', marks: 'grass', wall: '#dcebf5', skirting: '#b9c7a0' },
  library: { ground: '#e6dfd0', pattern: '#dad1be', marks: 'carpet', wall: '#f3ece0', skirting: '#a97c55' },
  plaza: { ground: '#efe3d2', pattern: '#e3d3bd', marks: 'stones', wall: '#e3f0ee', skirting: '#b7a38c' },
};

/** @param {string} name @returns {Theme} */
export const themeOf = (name) => THEMES[name] ?? /** @type {Theme} */ (THEMES['classroom']);

/**
 * The bare ground and wall of one square of a floor.
 * @param {Theme} theme @param {number} x px @param {number} y px @param {number} size px @param {number} wallPx
 */
export function groundShapes(theme, x, y, size, wallPx) {
  const shapes = [flat(box(x, y, size, size), theme.ground), ...marks(theme, x, y, size)];
  if (y < wallPx) {
    shapes.push(flat(box(x, y, size, wallPx - y), theme.wall));
    shapes.push(flat(box(x, wallPx - 18, size, 18), theme.skirting));
    shapes.push(flat(box(x, wallPx, size, 12), '#4a3550', 0.07));
  }
  return shapes;
}

/** @param {Theme} theme @param {number} x @param {number} y @param {number} size */
function marks(theme, x, y, size) {
  let path = '';
  const step = theme.marks === 'boards' ? 32 : 64;
  for (let row = Math.floor(y / step); row * step < y + size; row++) {
    const top = row * step;
    if (theme.marks === 'boards') path += `M${x} ${top}h${size}`;
    for (let column = Math.floor(x / 128) - 1; column * 128 < x + size; column++) {
      const left = column * 128 + ((row * 53) % 128);
      if (theme.marks === 'boards') path += `M${left} ${top}v${step}`;
      else if (theme.marks === 'grass') path += `M${left} ${top + 20}q4-10 6 0q3-8 7 1`;
      else if (theme.marks === 'carpet') path += `M${left} ${top + 12}l8 8l-8 8l-8-8z`;
      else path += `M${left} ${top + 6}h56q8 0 8 8v32q0 8-8 8h-56q-8 0-8-8v-32q0-8 8-8`;
    }
  }
  return [line(path, theme.pattern, 2)];
}
