/**
 * The catalogue: what a kind looks like, how far its picture reaches beyond its footprint, and
 * where it belongs (hung on the wall, lying on the ground, standing among the people).
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

/** Lying flat enough to be part of the ground. */
export const FLAT_KINDS = new Set([
  'chair',
  'court',
  'cushion',
  'flowers',
  'lawn',
  'line',
  'mat',
  'paving',
  'rug',
  'sand',
  'track',
  'beanbag',
]);
/** What only adorns a floor: a quiet screen does without. */
export const ADORNING_KINDS = new Set(['flowers', 'poster']);
export const WALL_KINDS = new Set([...Object.keys(WALL_THINGS), 'picture']);

/**
 * How far a picture rises above its footprint and to each side, px at zoom 1.
 * @type {Record<string, [number, number]>}
 */
const REACH = {
  tree: [150, 50],
  cherry_tree: [150, 50],
  stage: [196, 40],
  fountain: [40, 16],
  parasol_table: [126, 20],
  stall: [112, 20],
  swing: [110, 14],
  slide: [132, 14],
  jungle_gym: [96, 14],
  bars: [84, 14],
  street_lamp: [148, 34],
  basketball_hoop: [156, 24],
  flag_pole: [144, 56],
  rabbit_hutch: [64, 20],
  goal: [100, 14],
  tent: [104, 14],
  piano: [96, 12],
  aquarium: [88, 12],
  water_cooler: [92, 12],
  vending_machine: [108, 14],
  locker: [68, 14],
  bookshelf: [86, 14],
  booth: [60, 14],
  whiteboard_stand: [104, 14],
  lamp: [96, 42],
  signpost: [86, 28],
  sign: [64, 8],
  link: [80, 8],
  document: [68, 8],
  survey_box: [48, 8],
  big_plant: [80, 20],
  easel: [72, 22],
  seesaw: [60, 14],
  pond: [40, 30],
  bush: [44, 20],
};
const USUAL_REACH = /** @type {[number, number]} */ ([64, 18]);

/** @param {string} kind @returns {{rise: number, side: number}} */
export function reachOf(kind) {
  const [rise, side] = REACH[kind] ?? USUAL_REACH;
  return { rise, side };
}

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
 * @returns {Shape[]}
 */
export function furnitureShapes(placed) {
  const recipe = RECIPES[placed.kind];
  const [w, h] = [placed.w * TILE_PX, placed.h * TILE_PX];
  const turned = (placed.facing ?? 0) % 2 === 1 && placed.h > placed.w;
  if (recipe && turned && IN_ROWS.has(placed.kind)) {
    const count = Math.max(1, Math.floor(placed.h / Math.max(placed.w, 2)));
    const depth = Math.min(h / count, DEPTH_MAX_PX);
    const fronts = Array.from({ length: count }, (_, row) => ((row + 1) * h) / count);
    return fronts.flatMap((y) => movedTo(recipe(w, depth, placed), 0, y - depth));
  }
  return recipe ? recipe(w, h, placed) : crate(w, h, 30, '#c9b8a4');
}
