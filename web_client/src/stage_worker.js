/**
 * The painter in a worker: keeps the scene as it is told and draws it at the screen's pace, while
 * the page has its thread for presses, words and calls.
 *
 * @typedef {object} Order what the page posts; each part may be missing
 * @property {HTMLCanvasElement} [canvas] transferred, first and once
 * @property {import('./stage_view.js').View} [view]
 * @property {any} [plan]
 * @property {import('./art/seasons.js').Season} [season] of the plan
 * @property {boolean} [calm]
 * @property {import('./stage_told.js').Changes} [changes]
 * @property {boolean} [resting] nobody looks
 */

import { createLoop } from './stage_loop.js';
import { createPainter } from './stage_painter.js';
import { contextOf, sheet } from './stage_sheet.js';
import { createRetold } from './stage_told.js';

const told = createRetold();
/** @type {ReturnType<typeof createPainter> | null} */ let painter = null;
/** @type {ReturnType<typeof createLoop> | null} */ let loop = null;
let resting = false;

/** Some browsers have workers and canvases, but no drawing in a worker. */
function able() {
  return (
    typeof requestAnimationFrame === 'function' &&
    typeof Path2D === 'function' &&
    typeof OffscreenCanvas === 'function' &&
    'roundRect' in (contextOf(sheet(1, 1)) ?? {})
  );
}

function draw() {
  const scene = told.at(performance.now());
  const picture = scene && painter?.draw(scene);
  if (picture) postMessage(picture);
  return Boolean(picture);
}

/** @param {Order} order */
function obey({ canvas, view, plan, season = '', calm = false, changes, resting: rests }) {
  if (canvas) painter = createPainter(canvas);
  if (view) painter?.resize(view);
  if (plan) painter?.setPlan(plan, season, calm);
  if (changes) told.hear(changes, performance.now());
  resting = rests ?? resting;
  loop ??= createLoop(draw);
  if (resting) loop.stop();
  else loop.wake();
}

addEventListener('message', ({ data }) => obey(data));
postMessage({ able: able() });
