/**
 * Walks: where somebody is at a tick, by the same integers as `simulation/motion.py`
 * (`tests/vectors/motion.json` holds both to it). What is drawn may lie between two ticks; what is
 * decided or compared uses whole ticks only.
 *
 * @typedef {[number, number]} Point x and y in subtiles (1/16 tile); y grows downward
 * @typedef {object} Walk
 * @property {number} startTick the tick on which the walker stands on the first point
 * @property {Point[]} points two equal ones for somebody who stands
 */

export const SUBTILES_PER_TILE = 16;
export const WALK_SUBTILES_PER_TICK = 5;
export const TICK_MS = 50;

/**
 * Where a walker stands at a whole tick, rounded toward the last waypoint passed.
 *
 * @param {Walk} walk
 * @param {number} tick
 * @returns {Point}
 */
export function positionAt(walk, tick) {
  return placeAfter(walk.points, (tick - walk.startTick) * WALK_SUBTILES_PER_TICK, Math.trunc);
}

/**
 * The same without rounding and at any moment between ticks: for drawing only.
 *
 * @param {Walk} walk
 * @param {number} tick may have a fraction
 * @returns {Point}
 */
export function positionBetween(walk, tick) {
  return placeAfter(walk.points, (tick - walk.startTick) * WALK_SUBTILES_PER_TICK, unrounded);
}

/**
 * The x and y difference of the stretch under way; 0, 0 for somebody who stands.
 *
 * @param {Walk} walk
 * @param {number} tick may have a fraction
 * @returns {Point}
 */
export function headingOf(walk, tick) {
  let travelled = (tick - walk.startTick) * WALK_SUBTILES_PER_TICK;
  let [x, y] = firstOf(walk.points);
  if (travelled < 0) return [0, 0];
  for (const [nextX, nextY] of walk.points.slice(1)) {
    travelled -= stretchSubtiles(nextX - x, nextY - y);
    if (travelled < 0) return [nextX - x, nextY - y];
    [x, y] = [nextX, nextY];
  }
  return [0, 0];
}

/**
 * The first tick at which the walker stands on the last point for good.
 *
 * @param {Walk} walk
 */
export function arrivalTick(walk) {
  return walk.startTick + Math.ceil(lengthSubtiles(walk.points) / WALK_SUBTILES_PER_TICK);
}

/**
 * The walking length of a path: each stretch rounded down, but at least 1.
 *
 * @param {Point[]} points
 */
export function lengthSubtiles(points) {
  let total = 0;
  let [x, y] = firstOf(points);
  for (const [nextX, nextY] of points.slice(1)) {
    total += stretchSubtiles(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return total;
}

/**
 * The walk of somebody who does not walk.
 *
 * @param {Point} place
 * @param {number} tick
 * @returns {Walk}
 */
export function standing(place, tick) {
  return { startTick: tick, points: [place, place] };
}

/**
 * @param {number[]} flat x0, y0, then dx, dy to each following point
 * @returns {Point[]}
 */
export function pointsFromWire(flat) {
  let x = 0;
  let y = 0;
  /** @type {Point[]} */
  const points = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    x += flat[at] ?? 0;
    y += flat[at + 1] ?? 0;
    points.push([x, y]);
  }
  return points;
}

/**
 * @param {Point[]} points
 * @param {number} subtiles how far along them
 * @param {(share: number) => number} rounded
 * @returns {Point}
 */
function placeAfter(points, subtiles, rounded) {
  let travelled = subtiles;
  let [x, y] = firstOf(points);
  for (let at = 1; travelled > 0 && at < points.length; at += 1) {
    const [nextX, nextY] = /** @type {Point} */ (points[at]);
    const dx = nextX - x;
    const dy = nextY - y;
    const length = stretchSubtiles(dx, dy);
    if (travelled < length) {
      return [x + rounded((dx * travelled) / length), y + rounded((dy * travelled) / length)];
    }
    travelled -= length;
    x = nextX;
    y = nextY;
  }
  return [x, y];
}

/** @param {Point[]} points */
function firstOf(points) {
  const first = points[0];
  if (first === undefined) throw new Error('a walk has at least two points');
  return first;
}

/** @param {number} dx @param {number} dy */
function stretchSubtiles(dx, dy) {
  // Exact: squares of a floor's differences are far below 2 ** 52.
  return Math.max(1, Math.floor(Math.sqrt(dx * dx + dy * dy)));
}

/** @param {number} share */
function unrounded(share) {
  return share;
}
