/**
 * What the camera sees of a floor. The page, which is pressed, and the painter, who may work
 * elsewhere, reckon by the same rules, so that a press finds what is shown.
 *
 * @typedef {{width: number, height: number, dpr: number}} View CSS px, and device px to each
 * @typedef {import('./stage_floor.js').Frame} Frame
 * @typedef {object} Place somebody in a frame
 * @property {any} person
 * @property {number} x foot, device px in the view
 * @property {number} y
 * @property {number} foot px at zoom 1, for the order of painting
 */

import { FLAT_KINDS, reachOf, WALL_KINDS } from './art/reach.js';
import { PX_PER_SUBTILE, PX_PER_TILE, settled, wholeZoom } from './camera.js';
import { positionBetween } from './motion.js';

const DOTS_BELOW_ZOOM = 0.4;
const ZOOM_STEPS = [0.5, 1, 2];
/** How far somebody may stand outside and still reach into the view, px at zoom 1. */
const MARGIN_PX = 130;

/** @param {any} plan */
const floorSize = (plan) => ({
  width: plan.width * PX_PER_TILE,
  height: plan.height * PX_PER_TILE,
});

/**
 * @param {any} scene @param {any} plan @param {View} view
 * @returns {import('./camera.js').Camera}
 */
export function cameraOf(scene, plan, view) {
  const own = scene.me === null ? undefined : scene.avatars.get(scene.me);
  const place = own ? positionBetween(own.walk, scene.tick) : null;
  return settled(scene.camera, place, floorSize(plan), view);
}

/** People are dots there. @param {import('./camera.js').Camera} camera */
export const showsDots = (camera) => camera.mode === 'whole' || camera.zoom < DOTS_BELOW_ZOOM;

/**
 * @param {import('./camera.js').Camera} camera @param {any} plan @param {View} view
 * @returns {Frame}
 */
export function frameOf(camera, plan, view) {
  const { dpr } = view;
  const [width, height] = [Math.round(view.width * dpr), Math.round(view.height * dpr)];
  const whole = showsDots(camera);
  const scale = camera.zoom * dpr;
  const baked = whole ? wholeZoom(floorSize(plan), view) * dpr : nearestStep(camera.zoom) * dpr;
  const left = Math.round(camera.x * scale - width / 2);
  const top = Math.round(camera.y * scale - height / 2);
  return { left, top, width, height, scale, baked, whole, dpr };
}

/** @param {number} zoom the size of bitmaps used for it */
const nearestStep = (zoom) => ZOOM_STEPS.find((step) => zoom <= step * 1.1) ?? 2;

/** Everybody in view. @param {any} scene @param {Frame} frame @returns {Place[]} */
export function placesIn(scene, frame) {
  /** @type {Place[]} */ const places = [];
  const margin = MARGIN_PX * frame.scale;
  for (const person of scene.avatars.values()) {
    const [sx, sy] = positionBetween(person.walk, scene.tick);
    const x = Math.round(sx * PX_PER_SUBTILE * frame.scale) - frame.left;
    const y = Math.round(sy * PX_PER_SUBTILE * frame.scale) - frame.top;
    const across = x >= -margin && x <= frame.width + margin;
    if (across && y >= -margin && y <= frame.height + margin)
      places.push({ person, x, y, foot: sy * PX_PER_SUBTILE });
  }
  return places;
}

/** What stands among the people, from back to front. @param {any} plan @returns {any[]} */
export function thingsOf(plan) {
  const things = plan.objects.filter(stands).map(thingOf);
  return things.sort((/** @type {any} */ a, /** @type {any} */ b) => a.foot - b.foot);
}

/** @param {{kind: string}} object */
const stands = (object) => !FLAT_KINDS.has(object.kind) && !WALL_KINDS.has(object.kind);

/** @param {any} object in tiles @returns {any} px at zoom 1 */
export function thingOf(object) {
  const [left, top] = [object.x * PX_PER_TILE, object.y * PX_PER_TILE];
  const [width, height] = [object.w * PX_PER_TILE, object.h * PX_PER_TILE];
  const { rise } = reachOf(object.kind);
  return { object, left, top, width, height, rise, foot: top + height };
}
