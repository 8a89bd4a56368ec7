/**
 * The painter of a floor, on a canvas of the page or in a worker: squares of ground, and on them
 * people and furniture as ready-made bitmaps in the order of their feet. Nothing is painted while
 * nothing changes; bitmaps and squares that are missing are made a little at a time between
 * frames, so that a crowd never stops the page.
 *
 * @typedef {import('./stage_view.js').View} View
 * @typedef {import('./stage_floor.js').Frame} Frame
 * @typedef {object} Picture what was painted, for whoever counts
 * @property {number} tick
 * @property {number} drawMs
 * @property {number} workMs making bitmaps
 * @property {number} canvasBytes
 * @property {number} zoom
 * @property {number} people
 * @property {[number, number] | null} own one's feet in the view, CSS px
 * @property {[number, number] | null} place the same in subtiles
 * @property {boolean} busy whether bitmaps are still being made
 */

import { seasonOfTheme } from './art/seasons.js';
import { positionBetween } from './motion.js';
import { createGround } from './stage_floor.js';
import { drawLabels } from './stage_labels.js';
import { arrivalOf, paintDots } from './stage_marks.js';
import { paintStanding, peopleIn, signPeople } from './stage_people.js';
import { drawDoorSign } from './stage_plates.js';
import { contextOf } from './stage_sheet.js';
import { createSprites } from './stage_sprites.js';
import { cameraOf, frameOf, thingsOf } from './stage_view.js';

const TILE_PX = 32;
/** A little under 1000 / 30, so that every second frame of a 60 Hz screen is drawn. */
const FRAME_GAP_MS = 30;
const SPRITE_BUDGET_MS = 8;
const DOOR_SIGN_PX = 156;

/** @param {HTMLCanvasElement} canvas */
export function createPainter(canvas) {
  const ground = createGround();
  const context = contextOf(canvas, { alpha: false });
  const sprites = createSprites();
  /** @type {View} */ let view = { width: 1, height: 1, dpr: 1 };
  let drawnAt = 0;
  let dirty = true;
  /** @type {unknown[]} */ let signature = [];
  /** @type {any} */ let plan = null;
  /** @type {any[]} */ let things = [];
  /** @type {typeof import('./stage_signs.js') | null} */ let signs = null;
  let asked = false;

  /**
   * @param {any} scene @param {Frame} frame
   * @param {import('./stage_people.js').Person[]} people
   */
  function changed(scene, frame, people) {
    /** @type {unknown[]} */
    const next = [
      plan,
      frame.left,
      frame.top,
      frame.scale,
      scene.quiet,
      arrivalOf(scene),
      scene.pointed,
      scene.lettersLarge,
      scene.roleWords,
      scene.doorSigns,
    ];
    signPeople(people, next);
    const same =
      next.length === signature.length && next.every((part, at) => part === signature[at]);
    signature = next;
    return !same;
  }

  /**
   * @param {any} scene @param {Frame} frame
   * @param {import('./stage_people.js').Person[]} people
   */
  function paintFrame(scene, frame, people) {
    const painter = { context, sprites, frame, scene };
    const unit = view.dpr * (scene.lettersLarge ?? 1);
    if (frame.whole) paintDots(painter, people);
    else paintStanding(painter, people, things);
    for (const door of plan.doors) {
      const rise = door.y <= plan.wall && !frame.whole ? DOOR_SIGN_PX : 30;
      const x = (door.x + door.w / 2) * TILE_PX * frame.scale - frame.left;
      const y = (door.y * TILE_PX - rise) * frame.scale - frame.top;
      drawDoorSign(context, scene.doorSigns?.[door.to_floor], x, y, unit, sprites);
    }
    if (people.some((one) => one.hand || one.emote) || scene.pointed)
      paintSigns(scene, frame, people);
    if (!frame.whole) drawLabels(context, people, scene, unit, sprites, frame);
  }

  /**
   * @param {any} scene @param {Frame} frame
   * @param {import('./stage_people.js').Person[]} people
   */
  function paintSigns(scene, frame, people) {
    if (signs) signs.drawSigns(context, people, scene, frame, sprites);
    if (asked) return;
    asked = true;
    import('./stage_signs.js').then(
      (found) => {
        signs = found;
        dirty = true;
      },
      () => {
        asked = false;
      },
    );
  }

  return {
    /** @param {View} next */
    resize(next) {
      view = next;
      canvas.width = Math.round(view.width * view.dpr);
      canvas.height = Math.round(view.height * view.dpr);
      dirty = true;
      drawnAt = 0;
    },
    /**
     * @param {any} next a floor plan
     * @param {import('./art/seasons.js').Season} season the calendar's, '' shows none
     * @param {boolean} calm quiet colours and few adornments
     */
    setPlan(next, season, calm) {
      plan = next;
      things = thingsOf(next);
      sprites.forget(calm, seasonOfTheme(next.theme, season));
      ground.setPlan(next, season, calm);
      dirty = true;
    },
    /** @param {any} scene @returns {Picture | null} null if nothing was painted */
    draw(scene) {
      const began = performance.now();
      if (!plan || began - drawnAt < FRAME_GAP_MS) return null;
      const camera = cameraOf(scene, plan, view);
      const frame = frameOf(camera, plan, view);
      const people = peopleIn(scene, frame);
      if (!changed(scene, frame, people) && !dirty && !ground.fresh) return null;
      drawnAt = began;
      sprites.begin();
      context.setTransform(1, 0, 0, 1, 0, 0);
      dirty = ground.lay(context, frame);
      paintFrame(scene, frame, people);
      const painted = performance.now();
      if (sprites.work(SPRITE_BUDGET_MS)) dirty = true;
      const own = people.find((one) => one.own);
      return {
        tick: scene.tick,
        drawMs: painted - began,
        workMs: performance.now() - painted,
        canvasBytes: ground.bytes + sprites.bytes + canvas.width * canvas.height * 4,
        zoom: camera.zoom,
        people: people.length,
        own: own ? [own.x / view.dpr, own.y / view.dpr] : null,
        place: own ? positionBetween(own.person.walk, scene.tick) : null,
        busy: dirty,
      };
    },
  };
}
