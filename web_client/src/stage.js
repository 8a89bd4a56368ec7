/**
 * The stage shows a floor: a canvas the size of the view, and what lies under a press on it. It is
 * painted at most thirty times a second by `stage_painter.js`, in a worker where that can be; here
 * stays what the page must answer at once.
 *
 * @typedef {object} Scene the floor as it is now; read at each turn, the page goes on changing it
 * @property {number} tick may have a fraction
 * @property {boolean} [frozen] whether time stands still
 * @property {Map<number, any>} avatars by handle
 * @property {number | null} me
 * @property {import('./camera.js').Camera} camera
 * @property {number | null} focused
 * @property {Set<string>} inCall accounts
 * @property {boolean} reducedMotion
 * @property {boolean} quiet
 * @property {number} arrivedAt tick of one's own arrival
 * @property {Map<number, {text: string, until: number}>} [spoken] words, and the tick they go at
 * @property {{has: (handle: number) => boolean}} [hands] raised
 * @property {Map<number, {emote: string, until: number}>} [emotes]
 * @property {{has: (account: string) => boolean}} [hidden]
 * @property {any} [pointed]
 * @property {number} [lettersLarge] how many times as large as most people have them
 * @property {Record<string, string>} [roleWords] of whoever is not a pupil, by role
 * @property {Record<string, DoorSign>} [doorSigns] by the floor behind the door
 * @typedef {{name: string, reading: string}} DoorSign
 */

import { WALL_KINDS } from './art/reach.js';
import { toFloor } from './camera.js';
import { paintInWorker, paintOnPage } from './stage_places.js';
import { cameraOf, frameOf, placesIn, showsDots, thingOf, thingsOf } from './stage_view.js';

const DPR_MAX = 2;

/**
 * @param {HTMLElement} host
 * @param {{doorSign?: (floor: string) => DoorSign, onPage?: boolean}} [options]
 */
export function createStage(host, options = {}) {
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
    /** Whether a worker paints. */
    elsewhere: false,
    /** Whom one sees, and where their feet are in the view. */
    get standing() {
      const { dpr } = view;
      return placesSeen().map(({ person, x, y }) => ({
        name: person.name,
        x: x / dpr,
        y: y / dpr,
      }));
    },
  };
  const view = { width: 1, height: 1, dpr: 1 };
  /** @type {import('./stage_places.js').Place | null} */ let place = null;
  /** @type {HTMLCanvasElement | null} */ let canvas = null;
  /** @type {[any, import('./art/seasons.js').Season, boolean] | null} */ let laid = null;
  /** @type {any} */ let plan = null;
  /** @type {any[]} */ let things = [];
  /** @type {Scene | null} */ let scene = null;
  /** @type {number | null} */ let drawnTick = null;
  /** @type {Record<string, DoorSign>} */ let doorSigns = {};
  let busy = true;
  let ended = false;

  /** A canvas that was given to a worker cannot come back. */
  function freshCanvas() {
    canvas?.remove();
    canvas = document.createElement('canvas');
    canvas.className = 'people';
    // An opaque canvas is black until it is painted.
    Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0', opacity: '0' });
    host.append(canvas);
    stretch();
    return canvas;
  }

  function stretch() {
    const [width, height] = [`${view.width}px`, `${view.height}px`];
    if (canvas) Object.assign(canvas.style, { width, height });
  }

  /** @param {import('./stage_painter.js').Picture} picture */
  function onPicture({ tick, busy: still, ...shown }) {
    if (canvas?.style.opacity) canvas.style.removeProperty('opacity');
    drawnTick = tick;
    busy = still;
    const { drawn, totalMs, workMs } = stats;
    Object.assign(stats, shown, {
      drawn: drawn + 1,
      totalMs: totalMs + shown.drawMs,
      workMs: workMs + shown.workMs,
    });
  }

  /** @param {import('./stage_places.js').Place} ready */
  function onReady(ready) {
    if (ended) return ready.end();
    place = ready;
    stats.elsewhere = ready.elsewhere;
    ready.resize(view);
    if (laid) ready.setPlan(...laid);
    if (scene) ready.draw(scene);
  }

  function onLost() {
    place = null;
    if (!ended) paintOnPage(wishes);
  }

  function resize() {
    const [width, height] = [host.clientWidth || 1, host.clientHeight || 1];
    const dpr = Math.min(DPR_MAX, window.devicePixelRatio || 1);
    if (width === view.width && height === view.height && dpr === view.dpr) return;
    Object.assign(view, { width, height, dpr });
    stretch();
    place?.resize(view);
  }

  /** The signs at its doors; the same object as long as they are the same. */
  function signsOfDoors() {
    /** @type {Record<string, DoorSign>} */ const now = {};
    for (const { to_floor: floor } of plan.doors)
      now[floor] = options.doorSign?.(floor) ?? { name: '', reading: '' };
    const same = Object.entries(now).every(
      ([floor, { name, reading }]) =>
        name === doorSigns[floor]?.name && reading === doorSigns[floor].reading,
    );
    if (!same) doorSigns = now;
    return doorSigns;
  }

  /** The scene of the picture on the screen, and its camera. */
  function seen() {
    if (!scene || !plan || stats.drawn === 0) return null;
    const drawn = { ...scene, tick: drawnTick ?? scene.tick };
    return { drawn, camera: cameraOf(drawn, plan, view) };
  }

  /** Who is where on the screen. */
  function placesSeen() {
    const shown = seen();
    return shown ? placesIn(shown.drawn, frameOf(shown.camera, plan, view)) : [];
  }

  const wishes = { canvas: freshCanvas, onPicture, onReady, onLost };
  const watching = new ResizeObserver(resize);
  watching.observe(host);
  resize();
  let endWorker = () => {};
  if (options.onPage) paintOnPage(wishes);
  else endWorker = paintInWorker(wishes);
  return {
    stats,
    view,
    resize,
    /** @param {Scene} next @returns {boolean} whether a frame was drawn, or told to a worker */
    draw(next) {
      if (!plan) return false;
      scene = { ...next, doorSigns: signsOfDoors() };
      return place?.draw(scene) ?? false;
    },
    /** Whether bitmaps are still being made. */
    get busy() {
      return busy;
    },
    /** Whether a worker paints, and drawing only tells it what is new. */
    get elsewhere() {
      return place?.elsewhere ?? false;
    },
    get camera() {
      return seen()?.camera ?? null;
    },
    /** Nobody looks, or somebody does again. @param {boolean} resting */
    rest(resting) {
      place?.rest(resting);
    },
    /**
     * @param {any} next a floor plan
     * @param {import('./art/seasons.js').Season} [season] the calendar's, '' shows none
     * @param {boolean} [calm] quiet colours and few adornments
     */
    setPlan(next, season = '', calm = false) {
      plan = next;
      things = thingsOf(next);
      laid = [next, season, calm];
      place?.setPlan(...laid);
    },
    /**
     * What lies under a point of the screen: the place in subtiles, and whoever, whatever is drawn
     * there.
     * @param {number} clientX @param {number} clientY
     */
    pick(clientX, clientY) {
      const bounds = host.getBoundingClientRect();
      const [px, py] = [clientX - bounds.left, clientY - bounds.top];
      const camera = seen()?.camera;
      if (!camera) return { x: 0, y: 0, handle: null, door: null, object: null };
      const [x, y] = toFloor(camera, view, px, py);
      const handle = personAt(camera, px * view.dpr, py * view.dpr);
      return { x, y, handle, door: doorAt(x, y), object: objectAt(x, y) };
    },
    destroy() {
      ended = true;
      watching.disconnect();
      endWorker();
      place?.end();
      canvas?.remove();
    },
  };

  /**
   * The one in front wins.
   * @param {import('./camera.js').Camera} camera
   * @param {number} px device px in the view @param {number} py
   */
  function personAt(camera, px, py) {
    const large = showsDots(camera) ? [14, 14] : [25 * camera.zoom, 92 * camera.zoom];
    const [half = 0, tall = 0] = large.map((size) => size * view.dpr);
    const hits = placesSeen().filter(({ person, x, y }) => {
      const dy = y - py;
      const other = person.handle !== scene?.me;
      return other && Math.abs(x - px) < half && dy > -10 * view.dpr && dy < tall;
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
