/**
 * The ground: squares of 512 device px, painted once and laid under the people in every frame at
 * whole pixels. As layers of the page moved by CSS they cost 3 ms a frame more: without a GPU
 * every canvas on the page is handed over anew with each commit. Only what is flat or hangs on the
 * wall is painted into them; what stands is drawn with the people. For the view of the whole floor
 * everything is painted in, for there people are dots.
 */

import { furnitureShapes } from './art/furniture.js';
import { ADORNING_KINDS, FLAT_KINDS, reachOf, WALL_KINDS } from './art/reach.js';
import { partsOfTheme, seasonOfTheme, seasonShapes } from './art/seasons.js';
import { paint, placed, quieted, quietly } from './art/shapes.js';
import { groundShapes, themeOf } from './art/themes.js';
import { doorShapes } from './art/wall.js';
import { contextOf, sheet } from './stage_sheet.js';

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
 * @typedef {object} Picture a thing of the floor, px at zoom 1
 * @property {number} left
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 * @property {number} foot
 * @property {boolean} stands among the people, not in the ground
 * @property {import('./art/shapes.js').Shape[]} shapes
 */

export function createGround() {
  /** @type {Map<string, HTMLCanvasElement>} */ const squares = new Map();
  /** @type {any} */ let plan = null;
  /** @type {import('./art/seasons.js').Season} */ let season = '';
  let calm = false;
  /** @type {Picture[]} */
  let pictures = [];
  let painted = '';
  /** Frames with an upload in them. @type {any[]} */ let framed = [];
  /** @type {ReturnType<typeof import('./stage_hung.js').createHung> | null} */ let hung = null;
  let fresh = false;

  const toned = (/** @type {string} */ colour) => (calm ? quieted(colour) : colour);

  /** @param {Frame} frame @param {number} column @param {number} row */
  function paintSquare(frame, column, row) {
    const canvas = sheet(SQUARE_PX, SQUARE_PX);
    const context = contextOf(canvas, { alpha: false });
    const size = SQUARE_PX / frame.baked;
    const [x, y] = [column * size, row * size];
    context.fillStyle = toned(themeOf(plan.theme).around);
    context.fillRect(0, 0, SQUARE_PX, SQUARE_PX);
    context.setTransform(frame.baked, 0, 0, frame.baked, -column * SQUARE_PX, -row * SQUARE_PX);
    context.beginPath();
    context.rect(0, 0, plan.width * TILE_PX, plan.height * TILE_PX);
    context.clip();
    const theme = themeOf(plan.theme);
    const wallPx = plan.wall * TILE_PX;
    const ground = groundShapes(theme, x, y, size, wallPx);
    paint(context, calm ? quietly(ground) : ground);
    paint(context, seasonShapes(season, theme.ground, x, y, size, wallPx));
    for (const one of pictures) {
      if (one.stands && !frame.whole) continue;
      const apart = one.left > x + size || one.right < x || one.top > y + size || one.bottom < y;
      if (!apart) paint(context, one.shapes);
    }
    return canvas;
  }

  /**
   * What lies beyond the floor, and the floor's own colour until its squares are there.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {number} width
   * @param {number} height
   */
  function layBare(context, frame, width, height) {
    const theme = themeOf(plan.theme);
    context.fillStyle = toned(theme.around);
    context.fillRect(0, 0, frame.width, frame.height);
    context.fillStyle = toned(theme.ground);
    context.fillRect(-frame.left, -frame.top, width, height);
  }

  function onReady() {
    fresh = true;
  }

  /** Most floors hang no picture: what draws them comes with the first. */
  function hangPictures() {
    framed = plan.objects.filter((/** @type {any} */ o) => o.kind === 'picture' && o.target);
    hung?.keep(framed);
    if (hung || framed.length === 0) return;
    import('./stage_hung.js').then(
      ({ createHung }) => {
        hung ??= createHung(onReady);
        onReady();
      },
      () => {},
    );
  }

  /** @param {number} inView */
  function dropOldest(inView) {
    for (const name of squares.keys()) {
      if (squares.size <= Math.max(SQUARES_MAX, inView)) return;
      squares.delete(name);
    }
  }

  return {
    /**
     * @param {any} next @param {import('./art/seasons.js').Season} now the calendar's season
     * @param {boolean} quiet colours, and nothing that only adorns
     */
    setPlan(next, now, quiet) {
      plan = next;
      calm = quiet;
      season = seasonOfTheme(next.theme, now);
      painted = '';
      squares.clear();
      pictures = next.objects
        .filter((/** @type {any} */ o) => !calm || !ADORNING_KINDS.has(o.kind))
        .map((/** @type {any} */ o) => picture(o, season));
      for (const door of next.doors) pictures.push(doorPicture(door, next));
      if (calm) for (const one of pictures) one.shapes = quietly(one.shapes);
      // Ground first, then the wall, then what stands from back to front.
      pictures.sort(
        (a, b) => Number(a.stands) - Number(b.stands) || (a.stands ? a.foot - b.foot : 0),
      );
      hangPictures();
    },
    /**
     * Lay the ground under a frame; at most one missing square is painted, so that no frame waits
     * for many.
     * @param {CanvasRenderingContext2D} context @param {Frame} frame
     * @returns {boolean} whether squares are still missing
     */
    lay(context, frame) {
      const key = `${frame.baked}|${frame.whole}`;
      if (key !== painted) squares.clear();
      painted = key;
      const zoom = frame.scale / frame.baked;
      const width = plan.width * TILE_PX * frame.baked;
      const height = plan.height * TILE_PX * frame.baked;
      layBare(context, frame, width * zoom, height * zoom);
      const wanted = squaresIn(frame, zoom, width, height);
      let missing = 0;
      for (const { name, column, row } of wanted) {
        let square = squares.get(name);
        if (!square && missing === 0) square = paintSquare(frame, column, row);
        else if (!square) missing += 1;
        if (!square) continue;
        squares.delete(name);
        squares.set(name, square);
        const [x, y] = [column * SQUARE_PX * zoom - frame.left, row * SQUARE_PX * zoom - frame.top];
        if (zoom === 1) context.drawImage(square, x, y);
        else context.drawImage(square, x, y, SQUARE_PX * zoom, SQUARE_PX * zoom);
      }
      dropOldest(wanted.length);
      fresh = false;
      hung?.lay(context, frame, framed);
      return missing > 0;
    },
    /** Whether a picture has come that is not drawn yet. */
    get fresh() {
      return fresh;
    },
    get bytes() {
      return squares.size * SQUARE_PX * SQUARE_PX * 4;
    },
  };
}

/**
 * The squares under a view, those in its middle first.
 * @param {Frame} frame
 * @param {number} zoom
 * @param {number} floorWidth
 * @param {number} floorHeight baked px
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
      found.push({ name: `${column},${row}`, column, row, far });
    }
  }
  return found.sort((a, b) => a.far - b.far);
}

/** @param {any} object @param {import('./art/seasons.js').Season} season */
function picture(object, season) {
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
    shapes: placed(furnitureShapes(object, season), x, y),
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
    shapes: placed(doorShapes(door, door.y <= plan.wall, partsOfTheme(plan.theme)[0]), x, y),
  };
}
