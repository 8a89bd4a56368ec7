/**
 * The browser's own guess of a way round furniture, drawn at once after a tap and forgotten when
 * the server's `Walked` arrives. A search over tiles, pulled tight afterwards: what is free is
 * judged exactly as in `simulation/ground.py`, so a guess never leads through furniture; which of
 * several ways is taken may differ from the server's.
 *
 * @typedef {import('./motion.js').Point} Point
 * @typedef {{x: number, y: number, w: number, h: number}} Box in tiles
 * @typedef {object} Plan what is needed of a floor plan
 * @property {number} width
 * @property {number} height
 * @property {number} wall
 * @property {(Box & {kind: string})[]} objects
 * @property {Box[]} doors
 *
 * @typedef {object} Ground
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} blocked 1 per blocked tile, row by row
 */

import { SUBTILES_PER_TILE } from './motion.js';

/** `FLAT_KINDS` of protocol/floors.py: kinds one can walk over or that hang on the wall. */
export const WALKABLE_KINDS = new Set(
  (
    'beanbag blackboard chair clock court cushion flowers lawn line mat notice_board paving ' +
    'picture poster rug sand track window'
  ).split(' '),
);

const SHIFT = 4;
const TAP_RADIUS_TILES = 4;
const PATH_MAX_POINTS = 64;
// Costs of a step to a neighbour and to a diagonal one: 5 to 7 is near enough to the root of two.
const STRAIGHT = 5;
const SLANTING = 7;
/** @type {[number, number, number][]} */
const STEPS = [
  [1, 0, STRAIGHT],
  [-1, 0, STRAIGHT],
  [0, 1, STRAIGHT],
  [0, -1, STRAIGHT],
  [1, 1, SLANTING],
  [1, -1, SLANTING],
  [-1, 1, SLANTING],
  [-1, -1, SLANTING],
];

/** @type {WeakMap<Plan, Ground>} */
const grounds = new WeakMap();

/**
 * A guess of the server's way, or null if there seems to be none. See `findPath`.
 *
 * @param {Plan} plan
 * @param {Point} start
 * @param {Point} goal
 */
export function guessPath(plan, start, goal) {
  let ground = grounds.get(plan);
  if (ground === undefined) {
    ground = groundOf(plan);
    grounds.set(plan, ground);
  }
  return findPath(ground, start, goal);
}

/**
 * The walkable tiles of a plan.
 *
 * @param {Plan} plan
 * @returns {Ground}
 */
export function groundOf(plan) {
  const { width, height } = plan;
  const blocked = new Uint8Array(width * height);
  blocked.fill(1, 0, Math.min(plan.wall, height) * width);
  for (const thing of plan.objects) {
    if (!WALKABLE_KINDS.has(thing.kind)) fillBox(blocked, plan, thing, 1);
  }
  for (const door of plan.doors) fillBox(blocked, plan, door, 0);
  return { width, height, blocked };
}

/**
 * Whether somebody may stand at a place.
 *
 * @param {Ground} ground
 * @param {Point} place in subtiles
 */
export function isFree(ground, [x, y]) {
  return isFreeTile(ground, x >> SHIFT, y >> SHIFT);
}

/**
 * A way from `start` to `goal`, 2 to 64 points, or null if there is none. A goal inside furniture
 * means the nearest free tile that can be reached.
 *
 * @param {Ground} ground
 * @param {Point} start
 * @param {Point} goal
 * @returns {Point[] | null}
 */
export function findPath(ground, start, goal) {
  if (!isFree(ground, start)) {
    const out = freeTilesNear(ground, start, ground.width + ground.height)[0];
    const rest = out === undefined ? null : findPath(ground, out, goal);
    return rest && [start, ...rest].slice(0, PATH_MAX_POINTS);
  }
  const ends = isFree(ground, goal) ? [goal] : freeTilesNear(ground, goal, TAP_RADIUS_TILES);
  const nearest = ends[0];
  if (nearest === undefined) return null;
  if (lineIsFree(ground, start, nearest)) return [start, nearest];
  const tiles = tilesToward(ground, start, ends);
  if (tiles === null) return null;
  const way = isFree(ground, goal) ? [start, ...tiles, goal] : [start, ...tiles];
  return pulledTight(ground, way).slice(0, PATH_MAX_POINTS);
}

/**
 * Whether a walk straight from `start` to `goal`, both on the floor, stays on free tiles, by the
 * rounding of `positionAt`: toward the start.
 *
 * @param {Ground} ground
 * @param {Point} start
 * @param {Point} goal
 */
export function lineIsFree(ground, start, goal) {
  const steep = Math.abs(goal[1] - start[1]) > Math.abs(goal[0] - start[0]);
  const [x, y] = steep ? [start[1], start[0]] : start;
  const [goalX, goalY] = steep ? [goal[1], goal[0]] : goal;
  const [along, across] = steep ? [ground.width, 1] : [1, ground.width];
  const dx = goalX - x;
  const dy = goalY - y;
  const onward = dy > 0 ? 1 : -1;
  const last = goalY >> SHIFT;
  let place = x >> SHIFT;
  for (let lane = y >> SHIFT; ; lane += onward) {
    const edge = (lane << SHIFT) - y + (dy > 0 ? SUBTILES_PER_TILE : -1);
    const leaving = (lane === last ? goalX : x + Math.trunc((dx * edge) / dy)) >> SHIFT;
    for (let at = Math.min(place, leaving); at <= Math.max(place, leaving); at += 1) {
      if (ground.blocked[lane * across + at * along]) return false;
    }
    if (lane === last) return true;
    place = leaving;
  }
}

/**
 * The middles of the tiles of a short way to the first of `ends`, by A*; if that cannot be
 * reached, to the first that can.
 *
 * @param {Ground} ground
 * @param {Point} start
 * @param {Point[]} ends
 * @returns {Point[] | null}
 */
function tilesToward(ground, start, ends) {
  const first = tileOf(ground, start);
  const lasts = ends.map((end) => tileOf(ground, end));
  const search = {
    costs: new Int32Array(ground.blocked.length).fill(-1),
    before: new Int32Array(ground.blocked.length).fill(-1),
    // Costs are small whole numbers and never shrink, so a list per cost replaces a heap.
    waiting: /** @type {number[][]} */ ([]),
    last: lasts[0] ?? first,
  };
  const done = new Uint8Array(ground.blocked.length);
  search.costs[first] = 0;
  search.waiting[leastCost(ground, first, search.last)] = [first];
  for (let cost = 0; cost < search.waiting.length; cost += 1) {
    const tiles = search.waiting[cost] ?? [];
    for (let tile = tiles.pop(); tile !== undefined; tile = tiles.pop()) {
      if (tile === search.last) return middlesTo(ground, search.before, tile);
      if (done[tile]) continue;
      done[tile] = 1;
      lookAround(ground, tile, search);
    }
  }
  const reached = lasts.find((last) => done[last]);
  return reached === undefined ? null : middlesTo(ground, search.before, reached);
}

/**
 * @param {Ground} ground
 * @param {number} tile
 * @param {{costs: Int32Array, before: Int32Array, waiting: number[][], last: number}} search
 */
function lookAround(ground, tile, { costs, before, waiting, last }) {
  const column = tile % ground.width;
  const row = (tile - column) / ground.width;
  for (const [dx, dy, step] of STEPS) {
    const open =
      isFreeTile(ground, column + dx, row + dy) &&
      isFreeTile(ground, column + dx, row) &&
      isFreeTile(ground, column, row + dy);
    if (!open) continue;
    const near = tile + dx + dy * ground.width;
    const cost = (costs[tile] ?? 0) + step;
    const known = costs[near] ?? -1;
    if (known >= 0 && known <= cost) continue;
    costs[near] = cost;
    before[near] = tile;
    const whole = cost + leastCost(ground, near, last);
    const tiles = waiting[whole];
    if (tiles) tiles.push(near);
    else waiting[whole] = [near];
  }
}

/**
 * The cost over an empty floor.
 * @param {Ground} ground
 * @param {number} one
 * @param {number} other
 */
function leastCost({ width }, one, other) {
  const across = Math.abs((one % width) - (other % width));
  const along = Math.abs(Math.floor(one / width) - Math.floor(other / width));
  return STRAIGHT * Math.max(across, along) + (SLANTING - STRAIGHT) * Math.min(across, along);
}

/** @param {Ground} ground @param {Int32Array} before @param {number} last */
function middlesTo({ width }, before, last) {
  /** @type {Point[]} */
  const points = [];
  for (let tile = last; tile >= 0; tile = before[tile] ?? -1) {
    points.push(middleOf(tile % width, Math.floor(tile / width)));
  }
  return points.reverse();
}

/**
 * The way without the points that a straight line can leave out.
 *
 * @param {Ground} ground
 * @param {Point[]} points
 */
function pulledTight(ground, points) {
  /** @type {Point[]} */
  const way = [];
  for (const point of points) {
    const anchor = way.at(-2);
    if (anchor !== undefined && lineIsFree(ground, anchor, point)) way.pop();
    const end = way.at(-1);
    if (end === undefined || end[0] !== point[0] || end[1] !== point[1]) way.push(point);
  }
  return way;
}

/**
 * The middles of the free tiles up to so many rows and columns away, nearest first.
 *
 * @param {Ground} ground
 * @param {Point} place
 * @param {number} radiusTiles
 * @returns {Point[]}
 */
function freeTilesNear(ground, [x, y], radiusTiles) {
  const [column, row] = [x >> SHIFT, y >> SHIFT];
  /** @type {Point[]} */
  const middles = [];
  for (let down = Math.max(0, row - radiusTiles); down <= row + radiusTiles; down += 1) {
    if (down >= ground.height) break;
    for (let right = Math.max(0, column - radiusTiles); right <= column + radiusTiles; right += 1) {
      if (isFreeTile(ground, right, down)) middles.push(middleOf(right, down));
    }
  }
  /** @param {Point} middle */
  const squared = (middle) => (middle[0] - x) ** 2 + (middle[1] - y) ** 2;
  return middles.sort((one, other) => squared(one) - squared(other));
}

/** @param {Uint8Array} blocked @param {Plan} plan @param {Box} box @param {number} value */
function fillBox(blocked, { width, height }, box, value) {
  for (let row = box.y; row < Math.min(box.y + box.h, height); row += 1) {
    const from = Math.min(box.x, width);
    blocked.fill(value, row * width + from, row * width + Math.min(box.x + box.w, width));
  }
}

/** @param {Ground} ground @param {number} column @param {number} row */
function isFreeTile({ width, height, blocked }, column, row) {
  const inside = column >= 0 && column < width && row >= 0 && row < height;
  return inside && blocked[row * width + column] === 0;
}

/** @param {Ground} ground @param {Point} place */
function tileOf(ground, [x, y]) {
  return (y >> SHIFT) * ground.width + (x >> SHIFT);
}

/** @param {number} column @param {number} row @returns {Point} */
function middleOf(column, row) {
  return [(column + 0.5) * SUBTILES_PER_TILE, (row + 0.5) * SUBTILES_PER_TILE];
}
