/**
 * The ground: squares of 512 device px under the people, moved together by one CSS transform. Only what is
 * flat or hangs on the wall is painted into them; what stands is drawn with the people. For the view of the
 * whole floor everything is painted in, for there people are dots.
 */

import { doorShapes, FLAT_KINDS, furnitureShapes, reachOf, WALL_KINDS } from './art/furniture.js';
import { paint, placed } from './art/shapes.js';
import { groundShapes, themeOf } from './art/themes.js';

const TILE_PX = 32;
const SQUARE_PX = 512;
const SQUARES_MAX = 40;
const DOOR_RISE_PX = 160;

/**
 * @typedef {object} Frame what the camera sees, in device px
 * @property {number} left of the view, from the floor's left edge
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {number} scale device px per px at zoom 1
 * @property {number} baked scale the squares are painted at
 * @property {boolean} whole
 * @property {number} dpr
 */

/** @param {HTMLElement} host */
export function createGround(host) {
  const layer = document.createElement('div');
  layer.className = 'ground';
  Object.assign(layer.style, { position: 'absolute', left: '0', top: '0', transformOrigin: '0 0' });
  host.prepend(layer);
  /** @type {Map<string, HTMLCanvasElement>} */ const squares = new Map();
  /** @type {any} */ let plan = null;
  /** @type {{left: number, top: number, right: number, bottom: number, foot: number, stands: boolean, shapes: import('./art/shapes.js').Shape[]}[]} */
  let pictures = [];
  let painted = '';

  function clear() {
    squares.clear();
    layer.replaceChildren();
  }

  /** @param {Frame} frame @param {number} column @param {number} row */
  function paintSquare(frame, column, row) {
    const canvas = document.createElement('canvas');
    canvas.width = SQUARE_PX;
    canvas.height = SQUARE_PX;
    const css = SQUARE_PX / frame.dpr;
    Object.assign(canvas.style, {
      position: 'absolute',
      left: `${column * css}px`,
      top: `${row * css}px`,
      width: `${css}px`,
      height: `${css}px`,
    });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const size = SQUARE_PX / frame.baked;
    const [x, y] = [column * size, row * size];
    context.setTransform(frame.baked, 0, 0, frame.baked, -column * SQUARE_PX, -row * SQUARE_PX);
    context.beginPath();
    context.rect(0, 0, plan.width * TILE_PX, plan.height * TILE_PX);
    context.clip();
    paint(context, groundShapes(themeOf(plan.theme), x, y, size, plan.wall * TILE_PX));
    for (const one of pictures) {
      if (one.stands && !frame.whole) continue;
      const apart = one.left > x + size || one.right < x || one.top > y + size || one.bottom < y;
      if (!apart) paint(context, one.shapes);
    }
    layer.append(canvas);
    return canvas;
  }

  return {
    /** @param {any} next */
    setPlan(next) {
      plan = next;
      painted = '';
      clear();
      const theme = themeOf(next.theme);
      host.style.backgroundColor = theme.around;
      pictures = next.objects.map((/** @type {any} */ o) => picture(o));
      for (const door of next.doors) pictures.push(doorPicture(door, next));
      // Ground first, then the wall, then what stands from back to front.
      pictures.sort(
        (a, b) => Number(a.stands) - Number(b.stands) || (a.stands ? a.foot - b.foot : 0),
      );
      layer.style.backgroundColor = theme.ground;
    },
    /**
     * Show the squares of a view; at most one missing square is painted, so that no frame waits for many.
     * @param {Frame} frame
     * @returns {boolean} whether squares are still missing
     */
    show(frame) {
      const key = `${frame.baked}|${frame.dpr}|${frame.whole}`;
      if (key !== painted) clear();
      painted = key;
      const zoom = frame.scale / frame.baked;
      const move = `translate(${-frame.left / frame.dpr}px,${-frame.top / frame.dpr}px)`;
      layer.style.transform = zoom === 1 ? move : `${move} scale(${zoom})`;
      const floorWidth = plan.width * TILE_PX * frame.baked;
      const floorHeight = plan.height * TILE_PX * frame.baked;
      layer.style.width = `${floorWidth / frame.dpr}px`;
      layer.style.height = `${floorHeight / frame.dpr}px`;
      const wanted = squaresIn(frame, zoom, floorWidth, floorHeight);
      const missing = wanted.filter(({ key: name }) => !squares.has(name));
      const next = missing[0];
      if (next) squares.set(next.key, paintSquare(frame, next.column, next.row));
      const names = new Set(wanted.map(({ key: name }) => name));
      for (const [name, canvas] of squares) {
        if (squares.size <= SQUARES_MAX) break;
        if (names.has(name)) continue;
        canvas.remove();
        squares.delete(name);
      }
      return missing.length > 1;
    },
    get bytes() {
      return squares.size * SQUARE_PX * SQUARE_PX * 4;
    },
    destroy: () => layer.remove(),
  };
}

/**
 * The squares under a view, those in its middle first.
 * @param {Frame} frame @param {number} zoom @param {number} floorWidth @param {number} floorHeight baked px
 */
function squaresIn(frame, zoom, floorWidth, floorHeight) {
  const [left, top] = [frame.left / zoom, frame.top / zoom];
  const [right, bottom] = [left + frame.width / zoom, top + frame.height / zoom];
  const [middleX, middleY] = [(left + right) / 2 / SQUARE_PX, (top + bottom) / 2 / SQUARE_PX];
  const found = [];
  for (
    let row = Math.max(0, Math.floor(top / SQUARE_PX));
    row * SQUARE_PX < Math.min(bottom, floorHeight);
    row += 1
  ) {
    for (
      let column = Math.max(0, Math.floor(left / SQUARE_PX));
      column * SQUARE_PX < Math.min(right, floorWidth);
      column += 1
    ) {
      const far = Math.hypot(column + 0.5 - middleX, row + 0.5 - middleY);
      found.push({ key: `${column},${row}`, column, row, far });
    }
  }
  return found.sort((a, b) => a.far - b.far);
}

/** @param {any} object */
function picture(object) {
  const [x, y] = [object.x * TILE_PX, object.y * TILE_PX];
  const [right, bottom] = [x + object.w * TILE_PX, y + object.h * TILE_PX];
  const { rise, side } = reachOf(object.kind);
  return {
    left: x - side,
    top: y - rise,
    right: right + side,
    bottom: bottom + 12,
    foot: bottom,
    stands: !FLAT_KINDS.has(object.kind) && !WALL_KINDS.has(object.kind),
    shapes: placed(furnitureShapes(object), x, y),
  };
}

/** @param {any} door @param {any} plan */
function doorPicture(door, plan) {
  const [x, y] = [door.x * TILE_PX, door.y * TILE_PX];
  return {
    left: x - 30,
    top: y - DOOR_RISE_PX,
    right: x + door.w * TILE_PX + 30,
    bottom: y + door.h * TILE_PX + 12,
    foot: 0,
    stands: false,
    shapes: placed(doorShapes(door, door.y <= plan.wall, plan.theme), x, y),
  };
}
