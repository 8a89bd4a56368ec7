/**
 * The catalogue: what a kind looks like. How far its picture reaches is in `reach.js`.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./building.js').Placed} Placed
 */

import { crate } from './building.js';
import { GREEN } from './green.js';
import { REST } from './room_rest.js';
import { WORK } from './room_work.js';
import { placed as movedTo } from './shapes.js';
import { STREET } from './street.js';
import { ownDesk, TELLING } from './telling.js';
import { WALL_THINGS } from './wall.js';
import { PLAY } from './yard_play.js';

const TILE_PX = 32;
/** What stands on a thing is drawn for a top that is no deeper. */
const DEPTH_MAX_PX = 2 * TILE_PX;

/** @type {Record<string, import('./building.js').Recipe>} */
const RECIPES = {
  ...WORK,
  ...REST,
  ...PLAY,
  ...GREEN,
  ...STREET,
  ...TELLING,
  ...WALL_THINGS,
  own_desk: ownDesk,
};

/** Turned, these stand one behind the other: seen from the front a long table has no long side. */
const IN_ROWS = new Set([
  'aquarium',
  'bench',
  'blocks',
  'bookshelf',
  'chair',
  'counter',
  'desk',
  'document',
  'hedge',
  'locker',
  'low_shelf',
  'magazine_rack',
  'own_desk',
  'picnic_table',
  'round_table',
  'sofa',
  'table',
  'teacher_desk',
]);

/** All kinds that have a picture, for the floor editor. */
export const KINDS = Object.keys(RECIPES);

/**
 * Relative to the left top of the footprint. A kind nobody drew is a plain chest, so that a newer
 * floor still shows where one cannot walk.
 * @param {Placed} placed
 * @param {string} [season] what grows shows it; '' is one form for all the year
 * @returns {Shape[]}
 */
export function furnitureShapes(placed, season = '') {
  const recipe = RECIPES[placed.kind];
  const [w, h] = [placed.w * TILE_PX, placed.h * TILE_PX];
  const turned = (placed.facing ?? 0) % 2 === 1 && placed.h > placed.w;
  if (recipe && turned && IN_ROWS.has(placed.kind)) {
    const count = Math.max(1, Math.floor(placed.h / Math.max(placed.w, 2)));
    const depth = Math.min(h / count, DEPTH_MAX_PX);
    const fronts = Array.from({ length: count }, (_, row) => ((row + 1) * h) / count);
    return fronts.flatMap((y) => movedTo(recipe(w, depth, placed, season), 0, y - depth));
  }
  return recipe ? recipe(w, h, placed, season) : crate(w, h, 30, '#c9b8a4');
}
