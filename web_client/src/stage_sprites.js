/**
 * Pictures as bitmaps, made once per look and zoom, a few milliseconds per frame: a hundred dolls at once would
 * stop a small Chromebook for seconds. Until a doll is painted, its grey shape stands there.
 */

import { bodyShapes, DOLL, legShapes, silhouetteShapes } from './art/doll.js';
import { furnitureShapes, reachOf } from './art/furniture.js';
import { paint } from './art/shapes.js';

const BUDGET_MS = 8;
const KEPT = 600;
const MARGIN = 16;

/** @typedef {{canvas: HTMLCanvasElement, dx: number, dy: number}} Sprite drawn at foot + dx, dy (device px) */

export function createSprites() {
  /** @type {Map<string, Sprite>} */ const made = new Map();
  /** @type {Map<string, () => Sprite>} */ let waiting = new Map();
  let pixels = 0;

  /** @param {string} key @param {() => Sprite} make @param {boolean} now */
  function get(key, make, now) {
    const found = made.get(key);
    if (found) return found;
    if (now) return keep(key, make());
    if (!waiting.has(key)) waiting.set(key, make);
    return null;
  }

  /** @param {string} key @param {Sprite} sprite */
  function keep(key, sprite) {
    if (made.size > KEPT) {
      made.clear();
      pixels = 0;
    }
    made.set(key, sprite);
    pixels += sprite.canvas.width * sprite.canvas.height;
    return sprite;
  }

  return {
    /** Make what was asked for, within the budget of a frame. @returns {boolean} whether anything is new */
    work() {
      const until = performance.now() + BUDGET_MS;
      let any = false;
      for (const [key, make] of waiting) {
        waiting.delete(key);
        keep(key, make());
        any = true;
        if (performance.now() > until) break;
      }
      return any;
    },
    get pending() {
      return waiting.size > 0;
    },
    get bytes() {
      return pixels * 4;
    },
    forget() {
      made.clear();
      waiting = new Map();
      pixels = 0;
    },
    /**
     * @param {any} person @param {'front' | 'side' | 'back'} view @param {0 | 1 | 2} step @param {number} scale
     * @param {boolean} now
     */
    doll(person, view, step, scale, now) {
      const look = person.look;
      const key = `${Object.values(look).join()}|${view}|${person.staff}|${step}|${scale}`;
      const make = () =>
        dollSprite(
          [...legShapes(look, view, step), ...bodyShapes(look, view, person.staff, 'smile')],
          scale,
        );
      return (
        get(key, make, now) ??
        get(`grey|${scale}`, () => dollSprite(silhouetteShapes(), scale), true)
      );
    },
    /** @param {any} placed @param {number} scale */
    furniture(placed, scale) {
      const key = `${placed.kind}|${placed.w}|${placed.h}|${placed.object.length % 14}|${placed.text}|${scale}`;
      return get(key, () => furnitureSprite(placed, scale), true);
    },
  };
}

/** @param {any[]} shapes @param {number} scale device px per px @returns {Sprite} */
function dollSprite(shapes, scale) {
  const size = scale * DOLL.scale;
  const canvas = blank(DOLL.width * size, (DOLL.height + MARGIN) * size);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.setTransform(size, 0, 0, size, 2 * size, MARGIN * size);
  paint(context, shapes);
  return {
    canvas,
    dx: Math.round(-DOLL.footX * size),
    dy: Math.round(-(DOLL.footY + MARGIN) * size),
  };
}

/** @param {any} placed @param {number} scale @returns {Sprite} */
function furnitureSprite(placed, scale) {
  const [w, h] = [placed.w * 32, placed.h * 32];
  const { rise, side } = reachOf(placed.kind);
  const canvas = blank((w + 2 * side) * scale, (h + rise + MARGIN) * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.setTransform(scale, 0, 0, scale, side * scale, rise * scale);
  paint(context, furnitureShapes(placed));
  return { canvas, dx: Math.round(-side * scale), dy: Math.round(-rise * scale) };
}

/** @param {number} width @param {number} height */
function blank(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width);
  canvas.height = Math.ceil(height);
  return canvas;
}
