/**
 * What moves over the sheet of a whiteboard and does not stay: pens on their way, whose they are,
 * where others point, and where one's own keys are. It is drawn anew in each frame that has some.
 */

import { nameOf } from '../model.js';
import { t } from '../strings.js';
import { tipOf } from '../whiteboard_hand.js';
import { HEIGHT, INKS, paint, WIDTH } from '../whiteboard_ink.js';

const POINTER_MS = 4000;
const TRACE_MS = 8000;
const NAME_PX = 15;

/** @typedef {import('../whiteboard_ink.js').Spot} Spot */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => Parameters<typeof import('./whiteboard_sheet.js').Sheet>[0]} props
 * @param {import('./whiteboard_sheet.js').View} view
 */
export function createLive(canvas, props, view) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  let wasLive = false;
  /** When something that passes was last seen to change. @type {Map<string, any[]>} */
  const seen = new Map();

  /** @param {import('../whiteboard_model.js').Whiteboard} board */
  function draw(board) {
    const { plaza, hand, how, spot } = props();
    const own = plaza.model.account;
    const waiting = hand.waiting(board.page);
    const drawing = hand.drawing();
    const traces = fresh(board.traces, 't', TRACE_MS, (one) => one.points.length);
    const pens = traces.filter((one) => one.account !== own && one.page === board.page);
    const pointers = fresh(board.pointers, 'p', POINTER_MS, (one) => `${one.x} ${one.y}`).map(
      ([account, one]) => ({ account, ...one }),
    );
    const others = pointers.filter((one) => one.account !== own && one.page === board.page);
    const cursor = spot ?? view.cursor;
    const isLive = waiting.length + pens.length + others.length > 0 || drawing || cursor;
    if (!isLive && !wasLive) return;
    wasLive = Boolean(isLive);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    view.lay(context);
    for (const mark of [...waiting, ...pens]) paint(context, mark);
    if (drawing) paint(context, drawing);
    for (const mark of pens) sign(tipOf(mark), mark.account, INKS[mark.ink] ?? '#000');
    for (const one of others) sign([one.x, one.y], one.account, '#4a3550');
    if (cursor) cross(cursor, INKS[how.ink] ?? '#000');
  }

  /**
   * What has changed a short while ago; the rest is forgotten.
   * @param {Map<string, any>} passing @param {string} kind @param {number} ms
   * @param {(one: any) => any} state
   * @returns {any[]}
   */
  function fresh(passing, kind, ms, state) {
    const at = performance.now();
    const found = [];
    for (const [name, one] of passing) {
      const known = seen.get(kind + name);
      if (!known || known[0] !== state(one)) seen.set(kind + name, [state(one), at]);
      else if (at - known[1] > ms) {
        passing.delete(name);
        seen.delete(kind + name);
        continue;
      }
      found.push(kind === 'p' ? [name, one] : one);
    }
    if (!passing.size) for (const key of seen.keys()) if (key[0] === kind) seen.delete(key);
    return found;
  }

  /**
   * Whose pen or pointer that is, as large on the screen whatever part of the sheet is seen.
   * @param {Spot} spot @param {string} account @param {string} colour
   */
  function sign([x, y], account, colour) {
    const { model } = props().plaza;
    const { zoom, x: from, y: above } = view.part;
    const name =
      nameOf(model, account) || model.whiteboard?.names.get(account) || t('whiteboard.somebody');
    const letters = Math.max(36, (NAME_PX * WIDTH) / canvas.clientWidth) / zoom;
    context.font = `700 ${letters}px sans-serif`;
    const wide = context.measureText(name).width + letters * 0.7;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, letters * 0.32, 0, 7);
    context.fill();
    const left = Math.min(x + letters * 0.45, from + WIDTH / zoom - wide);
    const top = Math.min(y + letters * 0.3, above + HEIGHT / zoom - letters * 1.4);
    context.beginPath();
    context.roundRect(left, top, wide, letters * 1.35, letters * 0.4);
    context.fill();
    context.fillStyle = '#fff';
    context.textBaseline = 'middle';
    context.fillText(name, left + letters * 0.35, top + letters * 0.7);
  }

  /** @param {Spot} spot @param {string} colour */
  function cross([x, y], colour) {
    const reach = 36 / view.part.zoom;
    for (const [width, style] of [
      [12, '#fff'],
      [5, colour],
    ]) {
      context.lineWidth = Number(width) / view.part.zoom;
      context.strokeStyle = String(style);
      context.beginPath();
      context.moveTo(x - reach, y);
      context.lineTo(x + reach, y);
      context.moveTo(x, y - reach);
      context.lineTo(x, y + reach);
      context.stroke();
    }
  }

  return draw;
}
