/**
 * The ground: square canvases of 512 px (at zoom 1) around the view, moved by one CSS transform. Only what is flat
 * or hangs on the wall is baked in; everything that stands is drawn with the people.
 */

import { doorShapes, FLAT_KINDS, furnitureShapes, WALL_KINDS } from './art/furniture.js';
import { paint, placed } from './art/shapes.js';
import { groundShapes, themeOf } from './art/themes.js';

const TILE_PX = 32;
const SQUARE_PX = 512;
const SQUARES_MAX = 40;

/** @param {HTMLElement} host */
export function createGround(host) {
  const layer = document.createElement('div');
  layer.className = 'ground';
  host.append(layer);
  /** @type {Map<string, HTMLCanvasElement>} */ const squares = new Map();
  /** @type {any} */ let plan = null;
  /** @type {any[]} */ let baked = [];
  let scale = 0;

  function clear() {
    squares.clear();
    layer.replaceChildren();
  }

  return {
    /** @param {any} next */
    setPlan(next) {
      plan = next;
      clear();
      const lying = next.objects.filter(
        (/** @type {any} */ o) => FLAT_KINDS.has(o.kind) || WALL_KINDS.has(o.kind),
      );
      baked = lying.map((/** @type {any} */ o) => ({ ...bounds(o), shapes: furnitureShapes(o) }));
      for (const door of next.doors) {
        const y = door.y * TILE_PX;
        baked.push({
          ...bounds(door),
          top: y - 160,
          shapes: doorShapes(door, door.y <= next.wall, next.theme),
        });
      }
    },
    /** @param {import('./camera.js').Camera} camera @param {{width: number, height: number}} view @param {number} dpr */
    show(camera, view, dpr) {
      const nextScale = camera.zoom * dpr;
      if (nextScale !== scale) clear();
      scale = nextScale;
      const left = camera.x - view.width / 2 / camera.zoom;
      const top = camera.y - view.height / 2 / camera.zoom;
      layer.style.transform = `translate(${Math.round(-left * camera.zoom * dpr) / dpr}px,${Math.round(-top * camera.zoom * dpr) / dpr}px)`;
      const wanted = new Set();
      for (
        let row = Math.floor(top / SQUARE_PX);
        row * SQUARE_PX < top + view.height / camera.zoom;
        row++
      ) {
        for (
          let column = Math.floor(left / SQUARE_PX);
          column * SQUARE_PX < left + view.width / camera.zoom;
          column++
        ) {
          if (
            row < 0 ||
            column < 0 ||
            row * SQUARE_PX >= plan.height * TILE_PX ||
            column * SQUARE_PX >= plan.width * TILE_PX
          )
            continue;
          const key = `${column},${row}`;
          wanted.add(key);
          if (!squares.has(key)) squares.set(key, bake(column, row));
        }
      }
      for (const [key, canvas] of squares) {
        if (squares.size <= SQUARES_MAX) break;
        if (!wanted.has(key)) {
          canvas.remove();
          squares.delete(key);
        }
      }
    },
    get bytes() {
      let total = 0;
      for (const canvas of squares.values()) total += canvas.width * canvas.height * 4;
      return total;
    },
    destroy: () => layer.remove(),
  };

  /** @param {number} column @param {number} row */
  function bake(column, row) {
    const canvas = document.createElement('canvas');
    const [x, y] = [column * SQUARE_PX, row * SQUARE_PX];
    const width = Math.min(SQUARE_PX, plan.width * TILE_PX - x);
    const height = Math.min(SQUARE_PX, plan.height * TILE_PX - y);
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    const cssScale = scale / (window.devicePixelRatio > 2 ? 2 : window.devicePixelRatio);
    Object.assign(canvas.style, {
      left: `${x * cssScale}px`,
      top: `${y * cssScale}px`,
      width: `${width * cssScale}px`,
      height: `${height * cssScale}px`,
    });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.setTransform(scale, 0, 0, scale, -x * scale, -y * scale);
    paint(context, groundShapes(themeOf(plan.theme), x, y, SQUARE_PX, plan.wall * TILE_PX));
    for (const thing of baked) {
      const near =
        thing.left < x + SQUARE_PX &&
        thing.right > x &&
        thing.top < y + SQUARE_PX &&
        thing.bottom > y;
      if (near) paint(context, placed(thing.shapes, thing.x, thing.y));
    }
    layer.append(canvas);
    return canvas;
  }
}

/** @param {{x: number, y: number, w: number, h: number}} o in tiles */
function bounds(o) {
  const [x, y, w, h] = [o.x * TILE_PX, o.y * TILE_PX, o.w * TILE_PX, o.h * TILE_PX];
  return { x, y, left: x - 8, right: x + w + 8, top: y - 8, bottom: y + h + 32 };
}
