/**
 * Which part of a sheet is seen: how many times as large as the whole, and from which spot on.
 *
 * @typedef {{zoom: number, x: number, y: number}} Part
 * @typedef {import('./whiteboard_ink.js').Spot} Spot
 */

import { HEIGHT, WIDTH } from './whiteboard_ink.js';

export const ZOOM_MAX = 8;
/** One press on the buttons, one key. */
export const ZOOM_STEP = 1.5;
/** So far from the edge is somebody who moves by keys, as a part of what is seen. */
const MARGIN = 0.08;

/** @type {Part} */
export const WHOLE = Object.freeze({ zoom: 1, x: 0, y: 0 });

/** Larger or smaller about a spot that stays where it is seen. */
/** @param {Part} part @param {number} by @param {Spot} about @returns {Part} */
export function zoomed({ zoom, x, y }, by, [ax, ay]) {
  const next = Math.max(1, Math.min(ZOOM_MAX, zoom * by));
  return within({
    zoom: next,
    x: ax - ((ax - x) * zoom) / next,
    y: ay - ((ay - y) * zoom) / next,
  });
}

/** The sheet pulled along by some spots. @param {Part} part @param {Spot} by @returns {Part} */
export const pulled = ({ zoom, x, y }, [dx, dy]) => within({ zoom, x: x - dx, y: y - dy });

/** The next part in which a spot is seen. @param {Part} part @param {Spot} spot @returns {Part} */
export function following(part, spot) {
  const [wide, high] = [WIDTH / part.zoom, HEIGHT / part.zoom];
  return within({
    zoom: part.zoom,
    x: near(part.x, wide, spot[0]),
    y: near(part.y, high, spot[1]),
  });
}

/** The middle of what is seen. @param {Part} part @returns {Spot} */
export const middleOf = ({ zoom, x, y }) => [x + WIDTH / zoom / 2, y + HEIGHT / zoom / 2];

/** @param {number} from @param {number} length @param {number} at */
const near = (from, length, at) =>
  Math.min(at - length * MARGIN, Math.max(at - length * (1 - MARGIN), from));

/** Nothing is seen beside the sheet. @param {Part} part @returns {Part} */
const within = ({ zoom, x, y }) => ({
  zoom,
  x: Math.max(0, Math.min(WIDTH - WIDTH / zoom, x)),
  y: Math.max(0, Math.min(HEIGHT - HEIGHT / zoom, y)),
});

/** What is drawn of a page for a closer look takes no more memory than this. */
export const CLOSE_PIXELS_MAX = 8_000_000;

/** @typedef {{width: number, height: number}} Size */

/**
 * Where a page lies on the sheet: as large as the sheet takes it, in the middle.
 * @param {Size} page in any unit @returns {{x: number, y: number, fit: number}} spots for a unit
 */
export function lying({ width, height }) {
  const fit = Math.min(WIDTH / width, HEIGHT / height);
  return { x: (WIDTH - width * fit) / 2, y: (HEIGHT - height * fit) / 2, fit };
}

/**
 * What has to be drawn of a page so that the part that is seen is as fine as the screen.
 * @param {Size} page @param {Part} part @param {number} fine pixels of the screen for a spot
 * @returns {{x: number, y: number, width: number, height: number, pixels: Size,
 *   where: {scale: number, offsetX: number, offsetY: number}} | null} a place in spots, the pixels
 *   it takes, and how the page lies on them; null where nothing of it is seen
 */
export function closeUp(page, part, fine) {
  const lies = lying(page);
  const left = Math.max(part.x, lies.x) - part.x;
  const top = Math.max(part.y, lies.y) - part.y;
  const right = Math.min(WIDTH / part.zoom, lies.x + page.width * lies.fit - part.x);
  const below = Math.min(HEIGHT / part.zoom, lies.y + page.height * lies.fit - part.y);
  if (right <= left || below <= top) return null;
  const by = Math.min(fine, Math.sqrt(CLOSE_PIXELS_MAX / ((right - left) * (below - top))));
  // Whole pixels of the screen: what lies between two of them would be unsharp again.
  const [from, above] = [Math.floor(left * by), Math.floor(top * by)];
  const pixels = { width: Math.ceil(right * by) - from, height: Math.ceil(below * by) - above };
  const [x, y] = [part.x + from / by, part.y + above / by];
  return {
    x,
    y,
    width: pixels.width / by,
    height: pixels.height / by,
    pixels,
    where: { scale: lies.fit * by, offsetX: (lies.x - x) * by, offsetY: (lies.y - y) * by },
  };
}
