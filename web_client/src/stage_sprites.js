/**
 * Pictures as bitmaps, each made once per look, view and scale. A hundred dolls at once would stop
 * a small Chromebook for seconds, so they are made a few milliseconds per frame, the nearest
 * first; until then a grey shape stands there. What has not been drawn for longest goes when the
 * store is full.
 *
 * @typedef {object} Sprite drawn at the foot (or footprint corner) plus dx, dy, in device px
 * @property {HTMLCanvasElement} canvas
 * @property {number} dx
 * @property {number} dy
 * @property {number} used frame in which it was last drawn
 * @property {number} bytes
 * @typedef {import('./art/hair.js').View} View
 * @typedef {import('./art/doll.js').Look} Look
 */

import { bodyShapes, DOLL, legShapes, silhouetteShapes } from './art/doll.js';
import { furnitureShapes } from './art/furniture.js';
import { reachOf } from './art/reach.js';
import { paint, quietly } from './art/shapes.js';
import { contextOf, sheet } from './stage_sheet.js';

const STORE_BYTES = 36 * 1024 * 1024;
/** Room above and beside the doll's box for caps, bows and long tails, in doll units. */
const MARGIN = 12;
const LEGS_FROM = 100;

/**
 * @param {import('./art/shapes.js').Shape[]} shapes
 * @param {[number, number, number, number]} frame x, y, width, height in units of the shapes
 * @param {[number, number]} anchor the point that stands on the floor
 * @param {number} scale device px per unit
 * @returns {Sprite}
 */
function bitmap(shapes, [x, y, width, height], [ax, ay], scale) {
  const canvas = sheet(width * scale, height * scale);
  const context = contextOf(canvas);
  context.setTransform(scale, 0, 0, scale, -x * scale, -y * scale);
  paint(context, shapes);
  const [dx, dy] = [Math.round((x - ax) * scale), Math.round((y - ay) * scale)];
  return { canvas, dx, dy, used: 0, bytes: canvas.width * canvas.height * 4 };
}

/**
 * The same seen in a glass: a copy costs a hundredth of painting. Frames of people lie evenly about
 * their anchor, so it stays where it is.
 * @param {Sprite} sprite @returns {Sprite}
 */
function mirrored({ canvas, dx, dy, bytes }) {
  const copy = sheet(canvas.width, canvas.height);
  const context = contextOf(copy);
  context.setTransform(-1, 0, 0, 1, canvas.width, 0);
  context.drawImage(canvas, 0, 0);
  return { canvas: copy, dx, dy, used: 0, bytes };
}

/** @param {import('./art/shapes.js').Shape[]} shapes @param {number} scale */
function bodyBitmap(shapes, scale) {
  const frame = /** @type {[number, number, number, number]} */ ([
    -MARGIN,
    -MARGIN,
    100 + 2 * MARGIN,
    120 + MARGIN,
  ]);
  return bitmap(shapes, frame, [50, DOLL.footY], scale * DOLL.scale);
}

export function createSprites() {
  /** @type {Map<string, Sprite>} */ const made = new Map();
  /** @type {Map<string, {rank: number, make: () => Sprite}>} */ const wanted = new Map();
  let bytes = 0;
  let frame = 0;
  let quiet = false;
  let grown = '';

  /** @param {string} key @param {number} rank smaller is sooner @param {() => Sprite} make */
  function get(key, rank, make) {
    const found = made.get(key);
    if (found) {
      found.used = frame;
      return found;
    }
    const known = wanted.get(key);
    if (!known || known.rank > rank) wanted.set(key, { rank, make });
    return null;
  }

  /** @param {string} key @param {() => Sprite} make */
  function now(key, make) {
    const found = made.get(key);
    if (!found) return keep(key, make());
    found.used = frame;
    return found;
  }

  /**
   * A picture of somebody, soon; whoever looks to the left is the mirror image.
   * @param {(flip: boolean) => string} key
   * @param {boolean} flip
   * @param {number} rank
   * @param {() => Sprite} make facing right
   */
  function facing(key, flip, rank, make) {
    if (!flip) return get(key(false), rank, make);
    return get(key(true), rank, () => mirrored(now(key(false), make)));
  }

  /** @param {string} key @param {Sprite} sprite */
  function keep(key, sprite) {
    sprite.used = frame;
    made.set(key, sprite);
    bytes += sprite.bytes;
    if (bytes > STORE_BYTES) dropOldest();
    return sprite;
  }

  function dropOldest() {
    const oldest = [...made].sort((a, b) => a[1].used - b[1].used);
    for (const [key, sprite] of oldest) {
      if (bytes < STORE_BYTES * 0.75 || sprite.used === frame) return;
      made.delete(key);
      bytes -= sprite.bytes;
    }
  }

  return {
    /** A frame begins: what nobody asks for again need not be made. */
    begin() {
      frame += 1;
      wanted.clear();
    },
    /**
     * Make what was asked for, nearest first, until the time is used up; at least one.
     * @param {number} budgetMs
     * @returns {boolean} whether anything is new
     */
    work(budgetMs) {
      if (wanted.size === 0) return false;
      const until = performance.now() + budgetMs;
      const queue = [...wanted].sort((a, b) => a[1].rank - b[1].rank);
      for (const [key, { make }] of queue) {
        wanted.delete(key);
        keep(key, make());
        if (performance.now() >= until) break;
      }
      return true;
    },
    get pending() {
      return wanted.size > 0;
    },
    get bytes() {
      return bytes;
    },
    /**
     * Everything anew.
     * @param {boolean} calm whether furniture has quiet colours from now on
     * @param {string} season what grows shows from now on
     */
    forget(calm, season) {
      [quiet, grown] = [calm, season];
      made.clear();
      wanted.clear();
      bytes = 0;
    },
    /**
     * @param {string} look key of the look @param {Look} parts @param {string} role
     * @param {import('./art/doll.js').Expression} expression
     * @param {View} view
     * @param {boolean} flip
     * @param {number} scale device px per px at zoom 1
     * @param {number} rank
     * @returns {Sprite}
     */
    body(look, parts, role, expression, view, flip, scale, rank) {
      const key = (/** @type {View} */ v, /** @type {boolean} */ f) =>
        `${look}|${role}|${expression}|${v}|${f}|${scale}`;
      const own = facing(
        (f) => key(view, f),
        flip,
        rank,
        () => bodyBitmap(bodyShapes(parts, view, role, expression), scale),
      );
      if (own) return own;
      const front = made.get(key('front', false));
      if (front) {
        front.used = frame;
        return front;
      }
      const grey = made.get(`grey|${scale}`);
      return grey ?? keep(`grey|${scale}`, bodyBitmap(silhouetteShapes(), scale));
    },
    /**
     * @param {Look} parts
     * @param {View} view
     * @param {boolean} flip
     * @param {0 | 1 | 2} step
     * @param {number} scale
     * @param {number} rank
     */
    legs(parts, view, flip, step, scale, rank) {
      const { skin, cut, clothes_colour: colour } = parts;
      const key = (/** @type {boolean} */ f) =>
        `legs|${skin}|${cut}|${colour}|${view}|${f}|${step}|${scale}`;
      const make = () =>
        bitmap(
          legShapes(parts, view, step),
          [20, LEGS_FROM, 60, 140 - LEGS_FROM],
          [50, DOLL.footY],
          scale * DOLL.scale,
        );
      return facing(key, flip, rank, make);
    },
    /** @param {any} placed @param {number} scale @param {number} rank */
    furniture(placed, scale, rank) {
      const { kind, object, w: wide, h: deep, facing = 0, text } = placed;
      const key = [kind, object, wide, deep, facing, text, scale].join('|');
      return get(key, rank, () => {
        const { rise, side } = reachOf(placed.kind);
        const [w, h] = [placed.w * 32, placed.h * 32];
        const frameOf = /** @type {[number, number, number, number]} */ ([
          -side,
          -rise,
          w + 2 * side,
          h + rise + 12,
        ]);
        const shapes = furnitureShapes(placed, grown);
        return bitmap(quiet ? quietly(shapes) : shapes, frameOf, [0, 0], scale);
      });
    },
    /**
     * Anything else, made in its turn: a hundred names at once would be seen as a halt.
     * @param {string} key @param {number} rank @param {() => Sprite} make
     */
    soon: get,
    /**
     * Anything else, made at once.
     * @param {string} key @param {() => Sprite} make
     */
    now,
  };
}

/** @typedef {ReturnType<typeof createSprites>} Sprites */

/**
 * @param {number} width
 * @param {number} height device px
 * @param {(context: CanvasRenderingContext2D) => void} draw
 * @returns {Sprite}
 */
export function lettered(width, height, draw) {
  const canvas = sheet(width, height);
  draw(contextOf(canvas));
  return { canvas, dx: 0, dy: 0, used: 0, bytes: canvas.width * canvas.height * 4 };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Sprite} sprite
 * @param {number} x
 * @param {number} y
 * @param {number} zoom
 */
export function blit(context, { canvas, dx, dy }, x, y, zoom) {
  if (zoom === 1) context.drawImage(canvas, x + dx, y + dy);
  else
    context.drawImage(
      canvas,
      x + dx * zoom,
      y + dy * zoom,
      canvas.width * zoom,
      canvas.height * zoom,
    );
}
