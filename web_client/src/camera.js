/**
 * The camera: a place on the floor (px at zoom 1) and a zoom. Pure functions over plain data
 * (T2.2.d, f).
 *
 * @typedef {{x: number, y: number, zoom: number, mode: 'normal' | 'close' | 'whole', following:
 * boolean}} Camera
 * @typedef {{width: number, height: number}} Size
 */

export const PX_PER_SUBTILE = 2;
export const PX_PER_TILE = 32;

/** @returns {Camera} */
export const createCamera = () => ({ x: 0, y: 0, zoom: 1, mode: 'normal', following: true });

/** Where a floor's name and what is always there stand over the view, in screen px. */
const TOP_PX = 64;
const FOOT_PX = 80;
/** Of the rails, which small screens keep behind a button. */
const SIDE_PX = 104;
const WITH_RAILS_PX = 700;

/** The zoom that shows a whole floor, nothing covered. @param {Size} floor @param {Size} view */
export const wholeZoom = (floor, view) =>
  Math.min(
    (view.width - (view.width < WITH_RAILS_PX ? 0 : 2 * SIDE_PX)) / floor.width,
    Math.max(view.height / 2, view.height - TOP_PX - FOOT_PX) / floor.height,
    1,
  );

/** @param {Camera} camera @param {Size} floor @param {Size} view @returns {Camera} */
function whole(camera, floor, view) {
  const zoom = wholeZoom(floor, view);
  const x = floor.width / 2;
  const y = floor.height / 2 + (FOOT_PX - TOP_PX) / 2 / zoom;
  return { ...camera, mode: 'whole', zoom, x, y, following: false };
}

/**
 * 200 % round the avatar, and back (T2.2.f).
 * @param {Camera} camera @returns {Camera}
 */
export const toggleClose = (camera) =>
  camera.mode === 'close'
    ? { ...camera, mode: 'normal', zoom: 1, following: true }
    : { ...camera, mode: 'close', zoom: 2, following: true };

/**
 * The whole floor, and back.
 * @param {Camera} camera @param {Size} floor @param {Size} view @returns {Camera}
 */
export const toggleWhole = (camera, floor, view) =>
  camera.mode === 'whole'
    ? { ...camera, mode: 'normal', zoom: 1, following: true }
    : whole(camera, floor, view);

/** Look at a person again. @param {Camera} camera @returns {Camera} */
export const findMe = (camera) =>
  camera.mode === 'whole'
    ? { ...camera, mode: 'normal', zoom: 1, following: true }
    : { ...camera, following: true };

/** @param {Camera} camera @param {number} dx screen px @param {number} dy @returns {Camera} */
export const panned = (camera, dx, dy) => ({
  ...camera,
  x: camera.x - dx / camera.zoom,
  y: camera.y - dy / camera.zoom,
  following: false,
});

/**
 * The camera kept over the floor, on the followed place if it follows one; a whole floor stays
 * whole when the screen is turned.
 * @param {Camera} camera
 * @param {[number, number] | null} me subtiles
 * @param {Size} floor
 * @param {Size} view
 * @returns {Camera}
 */
export function settled(camera, me, floor, view) {
  if (camera.mode === 'whole' && camera.zoom !== wholeZoom(floor, view))
    return whole(camera, floor, view);
  const follow = camera.following && me;
  const x = follow ? me[0] * PX_PER_SUBTILE : camera.x;
  const y = follow ? me[1] * PX_PER_SUBTILE : camera.y;
  // A followed person stays in the centre even at the floor's edge: "where am I" has one answer.
  if (follow) return { ...camera, x, y };
  return { ...camera, x: within(x, floor.width), y: within(y, floor.height) };
}

/** @param {number} value @param {number} size */
const within = (value, size) => Math.max(0, Math.min(size, value));

/**
 * @param {Camera} camera
 * @param {Size} view
 * @param {number} x screen px
 * @param {number} y
 * @returns {[number, number]} subtiles
 */
export const toFloor = (camera, view, x, y) => [
  Math.round(((x - view.width / 2) / camera.zoom + camera.x) / PX_PER_SUBTILE),
  Math.round(((y - view.height / 2) / camera.zoom + camera.y) / PX_PER_SUBTILE),
];

/**
 * @param {Camera} camera
 * @param {Size} view
 * @param {[number, number]} place subtiles
 * @returns {[number, number]} screen px
 */
export const toScreen = (camera, view, place) => [
  (place[0] * PX_PER_SUBTILE - camera.x) * camera.zoom + view.width / 2,
  (place[1] * PX_PER_SUBTILE - camera.y) * camera.zoom + view.height / 2,
];
