/**
 * Where a kind of furniture belongs (hung on the wall, lying on the ground, standing among the
 * people) and how far its picture reaches beyond its footprint. Apart from the pictures, for a
 * press on the floor must know it where nothing is drawn.
 */

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
export const WALL_KINDS = new Set([
  'window',
  'blackboard',
  'notice_board',
  'poster',
  'clock',
  'picture',
]);

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
