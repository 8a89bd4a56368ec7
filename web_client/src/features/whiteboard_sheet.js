/**
 * The sheet of a whiteboard: two canvases, one for what stays and one for what moves, and the hand
 * that draws on it by pen, finger, mouse or keys. It looks at the model in each frame.
 */

import { html, useEffect, useRef } from '../../vendor/vendor.js';
import { nameOf } from '../model.js';
import { t } from '../strings.js';
import { tipOf } from '../whiteboard_hand.js';
import { HEIGHT, INKS, meets, paint, WIDTH } from '../whiteboard_ink.js';
import { pageOf } from '../whiteboard_model.js';
import { listen } from './whiteboard_input.js';

const PIXELS_MAX = 2_600_000;
const POINTER_MS = 4000;
const TRACE_MS = 8000;
const RUBBER_SPOTS = 22;
const NAME_PX = 15;

/** @typedef {import('../whiteboard_ink.js').Spot} Spot */
/** @typedef {import('../whiteboard_model.js').Mark} Mark */

/**
 * @param {object} props
 * @param {import('../plaza.js').Plaza} props.plaza
 * @param {import('../whiteboard_hand.js').Hand} props.hand
 * @param {{tool: string, ink: string, width: number}} props.how
 * @param {{draw: (context: CanvasRenderingContext2D) => void, key: string} | null} props.material
 * @param {Spot | null} props.spot where a text is going to stand
 * @param {(spot: Spot) => void} props.onSpot
 * @param {(by: number) => void} props.onTurn
 * @param {(told: string) => void} props.onTold
 */
export function Sheet(props) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const host = /** @type {HTMLElement} */ (place.current);
    const view = createView(host, () => now.current);
    const off = listen(host, view, () => now.current);
    let frame = requestAnimationFrame(function draw() {
      frame = requestAnimationFrame(draw);
      view.draw();
    });
    host.focus({ preventScroll: true });
    return () => {
      cancelAnimationFrame(frame);
      off();
    };
  }, []);
  return html`<div class="paper" ref=${place} tabindex="0" role="application"
    aria-label=${t('whiteboard.sheet')} aria-describedby="whiteboard-keys"><canvas
    aria-hidden="true"></canvas><canvas aria-hidden="true"></canvas></div>`;
}

/** @typedef {ReturnType<typeof createView>} View */

/**
 * @param {HTMLElement} host
 * @param {() => Parameters<typeof Sheet>[0]} props
 */
function createView(host, props) {
  const [still, live] = /** @type {HTMLCanvasElement[]} */ ([...host.querySelectorAll('canvas')]);
  const below = /** @type {CanvasRenderingContext2D} */ (still?.getContext('2d'));
  const above = /** @type {CanvasRenderingContext2D} */ (live?.getContext('2d'));
  /** @type {string[]} the strokes on the lower canvas, in order */ let painted = [];
  let basis = '';
  let changes = -1;
  let wasLive = false;
  /** When something that passes was last seen to change. @type {Map<string, any[]>} */
  const seen = new Map();
  const view = {
    scale: 1,
    /** Where the keys are, null for whoever uses none. */ cursor: /** @type {Spot | null} */ (
      null
    ),
    /** Met by the eraser, not rubbed out yet. */ met: new Set(),
    spotOf,
    draw,
    under,
  };

  /** @param {number} x @param {number} y in CSS pixels of the window @returns {Spot} */
  function spotOf(x, y) {
    const box = host.getBoundingClientRect();
    return [((x - box.left) / box.width) * WIDTH, ((y - box.top) / box.height) * HEIGHT];
  }

  /** The marks at a spot. @param {Spot} spot @returns {Mark[]} */
  function under(spot) {
    const board = props().plaza.model.whiteboard;
    if (!board) return [];
    const gone = props().hand.rubbed();
    return [...pageOf(board, board.page).marks.values()].filter(
      (mark) => !gone.has(mark.stroke) && meets(mark, spot, RUBBER_SPOTS + 7 * mark.width),
    );
  }

  function draw() {
    const { plaza, hand, material } = props();
    const board = plaza.model.whiteboard;
    if (!board || !fit()) return;
    const page = pageOf(board, board.page);
    const gone = new Set([...hand.rubbed(), ...view.met]);
    const wanted = [board.page, material?.key, view.scale, [...gone].join(), page.whole].join();
    if (wanted === basis && page.changes === changes) return drawLive(board);
    const marks = [...page.marks.values()].filter((mark) => !gone.has(mark.stroke));
    const goesOn = wanted === basis && painted.every((one, at) => one === marks[at]?.stroke);
    below.setTransform(view.scale, 0, 0, view.scale, 0, 0);
    if (!goesOn) {
      below.fillStyle = '#fff';
      below.fillRect(0, 0, WIDTH, HEIGHT);
      material?.draw(below);
    }
    for (const mark of goesOn ? marks.slice(painted.length) : marks) paint(below, mark);
    painted = marks.map((mark) => mark.stroke);
    basis = wanted;
    changes = page.changes;
    host.dataset['marks'] = String(marks.length);
    return drawLive(board);
  }

  /** @param {import('../whiteboard_model.js').Whiteboard} board */
  function drawLive(board) {
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
    above.setTransform(1, 0, 0, 1, 0, 0);
    above.clearRect(0, 0, live?.width ?? 0, live?.height ?? 0);
    above.setTransform(view.scale, 0, 0, view.scale, 0, 0);
    for (const mark of [...waiting, ...pens]) paint(above, mark);
    if (drawing) paint(above, drawing);
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
   * Whose pen or pointer that is.
   * @param {Spot} spot @param {string} account @param {string} colour
   */
  function sign([x, y], account, colour) {
    const { model } = props().plaza;
    const name =
      nameOf(model, account) || model.whiteboard?.names.get(account) || t('whiteboard.somebody');
    const letters = Math.max(36, (NAME_PX * WIDTH) / host.clientWidth);
    above.font = `700 ${letters}px sans-serif`;
    const wide = above.measureText(name).width + letters * 0.7;
    above.fillStyle = colour;
    above.beginPath();
    above.arc(x, y, letters * 0.32, 0, 7);
    above.fill();
    const left = Math.min(x + letters * 0.45, WIDTH - wide);
    const top = Math.min(y + letters * 0.3, HEIGHT - letters * 1.4);
    above.beginPath();
    above.roundRect(left, top, wide, letters * 1.35, letters * 0.4);
    above.fill();
    above.fillStyle = '#fff';
    above.textBaseline = 'middle';
    above.fillText(name, left + letters * 0.35, top + letters * 0.7);
  }

  /** @param {Spot} spot @param {string} colour */
  function cross([x, y], colour) {
    for (const [width, style] of [
      [12, '#fff'],
      [5, colour],
    ]) {
      above.lineWidth = Number(width);
      above.strokeStyle = String(style);
      above.beginPath();
      above.moveTo(x - 36, y);
      above.lineTo(x + 36, y);
      above.moveTo(x, y - 36);
      above.lineTo(x, y + 36);
      above.stroke();
    }
  }

  /** The canvases are as fine as the screen shows them; false while there is no room. */
  function fit() {
    if (!still || !live) return false;
    const parent = /** @type {HTMLElement} */ (host.parentElement);
    const width = Math.floor(Math.min(parent.clientWidth, (parent.clientHeight * WIDTH) / HEIGHT));
    if (width < 10) return false;
    const height = Math.floor((width * HEIGHT) / WIDTH);
    const dense = Math.min(devicePixelRatio || 1, Math.sqrt(PIXELS_MAX / (width * height)));
    const pixels = Math.floor(width * dense);
    if (still.width === pixels && host.clientWidth === width) return true;
    for (const canvas of [still, live]) {
      canvas.width = pixels;
      canvas.height = Math.floor(height * dense);
    }
    host.style.width = `${width}px`;
    host.style.height = `${height}px`;
    view.scale = pixels / WIDTH;
    basis = '';
    return true;
  }

  return view;
}
