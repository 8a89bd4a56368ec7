/**
 * Uploaded pictures in their frames on the wall, each over the drawing that hangs there without
 * one. A small form of it is fetched when its frame first comes into view, and unpacked beside the
 * page's own work; until then, and where it cannot be had, the drawing stays.
 */

import { fetched } from './query.js';

const TILE_PX = 32;
/** The frame's wood, and the mat between wood and picture, px at zoom 1. */
const WOOD_PX = 9;
const MAT_PX = 5;
const MAT = '#fdf7ea';
const FETCHED_AT_ONCE = 2;

/** @typedef {import('./vocabulary_types.js').Placed} Placed */

/** @param {() => void} onReady something new can be drawn */
export function createHung(onReady) {
  /** By upload; null is on its way or cannot be had. @type {Map<string, ImageBitmap | null>} */
  const bitmaps = new Map();
  let fetching = 0;

  /** @param {string} upload */
  async function bring(upload) {
    bitmaps.set(upload, null);
    fetching += 1;
    try {
      const { ok, found } = await fetched(`/api/previews/${upload}`, { as: 'blob' });
      const bitmap = ok ? await createImageBitmap(found) : null;
      // It may have been taken down meanwhile.
      if (bitmaps.has(upload)) bitmaps.set(upload, bitmap);
      else bitmap?.close();
    } catch {
      // Offline, or no picture after all: the drawing says that something hangs here.
    } finally {
      fetching -= 1;
      onReady();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import('./stage_floor.js').Frame} frame
   * @param {Placed} object
   */
  function hang(context, frame, { target = '', ...object }) {
    const [left, top] = [object.x * TILE_PX + WOOD_PX, object.y * TILE_PX + WOOD_PX];
    const x = Math.round(left * frame.scale) - frame.left;
    const y = Math.round(top * frame.scale) - frame.top;
    const width = Math.round((object.w * TILE_PX - 2 * WOOD_PX) * frame.scale);
    const height = Math.round((object.h * TILE_PX - 2 * WOOD_PX) * frame.scale);
    if (x + width < 0 || y + height < 0 || x > frame.width || y > frame.height) return;
    const bitmap = bitmaps.get(target);
    if (bitmap === undefined && fetching < FETCHED_AT_ONCE) bring(target);
    if (!bitmap) return;
    const mat = MAT_PX * frame.scale;
    const room = Math.min((width - 2 * mat) / bitmap.width, (height - 2 * mat) / bitmap.height);
    const [w, h] = [Math.round(bitmap.width * room), Math.round(bitmap.height * room)];
    if (w < 1 || h < 1) return;
    context.fillStyle = MAT;
    context.fillRect(x, y, width, height);
    context.drawImage(
      bitmap,
      x + Math.round((width - w) / 2),
      y + Math.round((height - h) / 2),
      w,
      h,
    );
  }

  return {
    /** Forget what hangs here no more. @param {Placed[]} objects */
    keep(objects) {
      const wanted = new Set(objects.map((one) => one.target));
      for (const [upload, bitmap] of bitmaps) {
        if (wanted.has(upload) && bitmap) continue;
        // What could not be had is asked for once more.
        bitmap?.close();
        bitmaps.delete(upload);
      }
    },
    /**
     * @param {CanvasRenderingContext2D} context
     * @param {import('./stage_floor.js').Frame} frame
     * @param {Placed[]} objects
     */
    lay(context, frame, objects) {
      for (const object of objects) hang(context, frame, object);
    },
  };
}
