/**
 * The stage shows a floor on one canvas the size of the view: squares of ground, and on them
 * people and furniture as ready-made bitmaps in the order of their feet. It draws at most thirty
 * times a second and not at all while nothing changes; bitmaps and squares that are missing are
 * made a little at a time between frames, so that a crowd never stops the page.
 *
 * `scene` is read, never kept: tick (may have a fraction), avatars (Map of handle to person), me,
 * camera, focused, inCall (set of accounts), reducedMotion, quiet, arrivedAt (tick of one's own
 * arrival), spoken (Map of handle to words and the tick at which they go), lettersLarge (how many
 * times as large as most people have them), roleWords (of whoever is not a pupil, by role).
 */

import { FLAT_KINDS, reachOf, WALL_KINDS } from './art/furniture.js';
import { settled, toFloor, wholeZoom } from './camera.js';
import { positionBetween } from './motion.js';
import { createGround } from './stage_floor.js';
import { drawLabels } from './stage_labels.js';
import { arrivalOf, paintDots } from './stage_marks.js';
import { paintStanding, peopleIn, signPeople } from './stage_people.js';
import { drawDoorSign } from './stage_plates.js';
import { createSprites } from './stage_sprites.js';

const DPR_MAX = 2;
const TILE_PX = 32;
/** A little under 1000 / 30, so that every second frame of a 60 Hz screen is drawn. */
const FRAME_GAP_MS = 30;
const SPRITE_BUDGET_MS = 8;
const DOTS_BELOW_ZOOM = 0.4;
const ZOOM_STEPS = [0.5, 1, 2];
const DOOR_SIGN_PX = 156;

/**
 * @param {HTMLElement} host
 * @param {{doorSign?: (floor: string) => {name: string, reading: string}}} [options]
 */
export function createStage(host, options = {}) {
  const ground = createGround();
  const canvas = document.createElement('canvas');
  canvas.className = 'people';
  Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0' });
  host.append(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext('2d', { alpha: false })
  );
  const sprites = createSprites();
  // What was drawn last, for tests and benches: own is one's feet in the view, place in subtiles.
  const stats = {
    drawn: 0,
    drawMs: 0,
    totalMs: 0,
    workMs: 0,
    canvasBytes: 0,
    zoom: 1,
    people: 0,
    own: /** @type {[number, number] | null} */ (null),
    place: /** @type {[number, number] | null} */ (null),
    /** Whom one sees, and where their feet are in the view. */
    get standing() {
      return people.map(({ person, x, y }) => ({ name: person.name, x: x / dpr, y: y / dpr }));
    },
  };
  const view = { width: 1, height: 1 };
  let dpr = 1;
  let drawnAt = 0;
  let dirty = true;
  /** @type {unknown[]} */ let signature = [];
  /** @type {any} */ let plan = null;
  /** @type {any[]} */ let things = [];
  /** @type {import('./camera.js').Camera | null} */ let drawnCamera = null;
  /** @type {import('./stage_people.js').Person[]} */ let people = [];
  /** @type {number | null} */ let me = null;
  /** @type {typeof import('./stage_signs.js') | null} */ let signs = null;
  let asked = false;

  function resize() {
    const [width, height] = [host.clientWidth || 1, host.clientHeight || 1];
    const nextDpr = Math.min(DPR_MAX, window.devicePixelRatio || 1);
    if (width === view.width && height === view.height && nextDpr === dpr) return;
    Object.assign(view, { width, height });
    dpr = nextDpr;
    canvas.width = Math.round(width * dpr);
    canvas.height = Math.round(height * dpr);
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    dirty = true;
    drawnAt = 0;
  }

  /** @param {any} scene @returns {import('./camera.js').Camera} */
  function cameraOf(scene) {
    const own = scene.me === null ? undefined : scene.avatars.get(scene.me);
    const place = own ? positionBetween(own.walk, scene.tick) : null;
    return settled(scene.camera, place, floorSize(), view);
  }

  const floorSize = () => ({ width: plan.width * TILE_PX, height: plan.height * TILE_PX });

  /** @param {import('./camera.js').Camera} camera @returns {import('./stage_floor.js').Frame} */
  function frameOf(camera) {
    const whole = camera.mode === 'whole' || camera.zoom < DOTS_BELOW_ZOOM;
    const scale = camera.zoom * dpr;
    const baked = whole ? wholeZoom(floorSize(), view) * dpr : nearestStep(camera.zoom) * dpr;
    const left = Math.round(camera.x * scale - canvas.width / 2);
    const top = Math.round(camera.y * scale - canvas.height / 2);
    return { left, top, width: canvas.width, height: canvas.height, scale, baked, whole, dpr };
  }

  /** @param {any} scene @param {import('./stage_floor.js').Frame} frame */
  function changed(scene, frame) {
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
    ];
    signPeople(people, next);
    const same =
      next.length === signature.length && next.every((part, at) => part === signature[at]);
    signature = next;
    return !same;
  }

  /** @param {any} scene @returns {boolean} whether a frame was drawn */
  function draw(scene) {
    const began = performance.now();
    if (!plan || began - drawnAt < FRAME_GAP_MS) return false;
    const camera = cameraOf(scene);
    const frame = frameOf(camera);
    people = peopleIn(scene, frame);
    drawnCamera = camera;
    me = scene.me;
    if (!changed(scene, frame) && !dirty && !ground.fresh) return false;
    drawnAt = began;
    sprites.begin();
    context.setTransform(1, 0, 0, 1, 0, 0);
    dirty = ground.lay(context, frame);
    paintFrame(scene, frame);
    const painted = performance.now();
    if (sprites.work(SPRITE_BUDGET_MS)) dirty = true;
    stats.drawn += 1;
    stats.drawMs = painted - began;
    stats.totalMs += stats.drawMs;
    stats.workMs += performance.now() - painted;
    stats.canvasBytes = ground.bytes + sprites.bytes + canvas.width * canvas.height * 4;
    noteOwn(scene, camera);
    return true;
  }

  /** @param {any} scene @param {import('./camera.js').Camera} camera */
  function noteOwn(scene, camera) {
    const own = people.find((one) => one.own);
    stats.zoom = camera.zoom;
    stats.people = people.length;
    stats.own = own ? [own.x / dpr, own.y / dpr] : null;
    stats.place = own ? positionBetween(own.person.walk, scene.tick) : null;
  }

  /** @param {any} scene @param {import('./stage_floor.js').Frame} frame */
  function paintFrame(scene, frame) {
    const painter = { context, sprites, frame, scene };
    const unit = dpr * (scene.lettersLarge ?? 1);
    if (frame.whole) paintDots(painter, people);
    else paintStanding(painter, people, things);
    for (const door of plan.doors) {
      const rise = door.y <= plan.wall && !frame.whole ? DOOR_SIGN_PX : 30;
      const x = (door.x + door.w / 2) * TILE_PX * frame.scale - frame.left;
      const y = (door.y * TILE_PX - rise) * frame.scale - frame.top;
      drawDoorSign(context, options.doorSign?.(door.to_floor), x, y, unit, sprites);
    }
    if (people.some((one) => one.hand || one.emote) || scene.pointed) paintSigns(scene, frame);
    if (frame.whole) return;
    drawLabels(context, people, scene, unit, sprites, {
      width: canvas.width,
      height: canvas.height,
    });
  }

  /** @param {any} scene @param {import('./stage_floor.js').Frame} frame */
  function paintSigns(scene, frame) {
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

  const watching = new ResizeObserver(resize);
  watching.observe(host);
  resize();
  return {
    stats,
    view,
    resize,
    draw,
    /** Whether bitmaps are still being made. */
    get busy() {
      return dirty;
    },
    get camera() {
      return drawnCamera;
    },
    /**
     * @param {any} next a floor plan
     * @param {import('./art/seasons.js').Season} [season] the calendar's, '' shows none
     * @param {boolean} [calm] quiet colours and few adornments
     */
    setPlan(next, season = '', calm = false) {
      plan = next;
      things = next.objects.filter(stands).map(thingOf);
      things.sort((/** @type {any} */ a, /** @type {any} */ b) => a.foot - b.foot);
      sprites.forget(calm);
      ground.setPlan(next, season, calm);
      dirty = true;
    },
    /**
     * What lies under a point of the screen: the place in subtiles, and whoever, whatever is drawn
     * there.
     * @param {number} clientX @param {number} clientY
     */
    pick(clientX, clientY) {
      const bounds = host.getBoundingClientRect();
      const [px, py] = [clientX - bounds.left, clientY - bounds.top];
      if (!drawnCamera || !plan) return { x: 0, y: 0, handle: null, door: null, object: null };
      const [x, y] = toFloor(drawnCamera, view, px, py);
      return { x, y, handle: personAt(px, py), door: doorAt(x, y), object: objectAt(x, y) };
    },
    destroy() {
      watching.disconnect();
      canvas.remove();
    },
  };

  /** The one in front wins. @param {number} px CSS px in the view @param {number} py */
  function personAt(px, py) {
    const zoom = drawnCamera?.zoom ?? 1;
    const dots = drawnCamera?.mode === 'whole' || zoom < DOTS_BELOW_ZOOM;
    const [half, tall] = dots ? [14, 14] : [25 * zoom, 92 * zoom];
    const hits = people.filter(({ person, x, y }) => {
      const dy = y / dpr - py;
      return person.handle !== me && Math.abs(x / dpr - px) < half && dy > -10 && dy < tall;
    });
    return hits.toSorted((a, b) => b.foot - a.foot)[0]?.person.handle ?? null;
  }

  /** @param {number} x subtiles @param {number} y */
  function doorAt(x, y) {
    const [tileX, tileY] = [x / 16, y / 16];
    return (
      plan.doors.find((/** @type {any} */ door) => {
        const above = door.y <= plan.wall ? 6 : 2;
        const across = tileX >= door.x - 0.3 && tileX <= door.x + door.w + 0.3;
        return across && tileY >= door.y - above && tileY <= door.y + door.h + 0.5;
      }) ?? null
    );
  }

  /** @param {number} x subtiles @param {number} y */
  function objectAt(x, y) {
    const [px, py] = [x * 2, y * 2];
    const over = (/** @type {any} */ one) =>
      px >= one.left &&
      px <= one.left + one.width &&
      py <= one.foot &&
      py >= one.top - one.rise * 0.7;
    const standing = things.findLast(over);
    if (standing) return standing.object;
    const hung = plan.objects.find(
      (/** @type {any} */ o) => WALL_KINDS.has(o.kind) && over(thingOf(o)),
    );
    return hung ?? null;
  }
}

/** @param {number} zoom the size of bitmaps used for it */
function nearestStep(zoom) {
  return ZOOM_STEPS.find((step) => zoom <= step * 1.1) ?? 2;
}

/** @param {{kind: string}} object */
const stands = (object) => !FLAT_KINDS.has(object.kind) && !WALL_KINDS.has(object.kind);

/** @param {any} object in tiles @returns {any} px at zoom 1 */
function thingOf(object) {
  const [left, top] = [object.x * TILE_PX, object.y * TILE_PX];
  const [width, height] = [object.w * TILE_PX, object.h * TILE_PX];
  const { rise } = reachOf(object.kind);
  return { object, left, top, width, height, rise, foot: top + height };
}
