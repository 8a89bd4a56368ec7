/**
 * One's own hand at a whiteboard: pieces of a stroke while the pen is down, the whole of it when it
 * is lifted. What is not stored yet is shown from here, and sent again until it is.
 *
 * @typedef {import('./whiteboard_ink.js').Spot} Spot
 * @typedef {import('./whiteboard_model.js').Mark} Mark
 * @typedef {object} Waiting something sent whose answer has not come
 * @property {Mark | null} mark what it leaves on the page
 * @property {string[]} strokes what it takes off
 * @property {number} page
 * @property {string} name
 * @property {number} sentAt
 * @property {() => Promise<{reason: string, at_ms: number}>} ask
 */

import { refusalText } from './asked.js';
import { fromWire, POINTS_MAX, simplified, toWire, within } from './whiteboard_ink.js';

const PIECE_MS = 80;
const PIECE_POINTS = 38;
const PATIENT_MS = 100;
const POINT_MS = 100;
const AGAIN_MS = 400;
const UNANSWERED_MS = 5000;
const UNSAID_MAX = 100;
const NEAR_SPOTS = 4;
const RUBBED_AT_ONCE = 200;
/** What comes to be when it is asked for once more. */
const TRIED_AGAIN = new Set(['too_fast', 'busy', 'read_only', 'no_line', 'cut', 'unsure']);
/** It had come there and only the answer was lost; or another board is open meanwhile. */
const UNSAID = new Set(['stroke_exists', 'gone']);
/** Nothing more fits on that page, or on any. */
const FULL = new Set(['page_full', 'whiteboards_full']);
const FREEHAND = new Set(['pen', 'marker']);
const SHAPES = new Set(['line', 'arrow', 'box', 'oval']);

/** Whether a tool leaves a stroke. @param {string} tool */
export const draws = (tool) => FREEHAND.has(tool) || SHAPES.has(tool);

/** A name that is on no page yet. */
export function newName() {
  const drawn = crypto.getRandomValues(new Uint8Array(6));
  return btoa(String.fromCharCode(...drawn))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** @param {import('./plaza.js').Plaza} plaza */
export function createHand(plaza) {
  /** @type {Map<string, Waiting>} */ const pending = new Map();
  /** @type {{mark: any, page: number, spots: Spot[], told: number} | null} */ let down = null;
  /** @type {{reason: string, page: number, marks: number} | null} */ let full = null;
  let pieceAt = 0;
  let pointAt = 0;
  const timer = setInterval(sendAgain, AGAIN_MS);

  const board = () => plaza.model.whiteboard;
  const marksOn = (/** @type {number} */ page) => board()?.pages.get(page)?.marks.size ?? 0;

  function sendAgain() {
    const now = performance.now();
    for (const one of pending.values()) if (now - one.sentAt > UNANSWERED_MS) send(one);
  }

  /** @param {Waiting} one */
  async function send(one) {
    one.sentAt = performance.now();
    const { reason, at_ms: atMs } = await one.ask();
    if (TRIED_AGAIN.has(reason)) {
      one.sentAt += AGAIN_MS - UNANSWERED_MS;
      return;
    }
    pending.delete(one.name);
    if (FULL.has(reason)) full = { reason, page: one.page, marks: marksOn(one.page) };
    else if (full?.page === one.page && one.mark) full = null;
    if (reason && !UNSAID.has(reason) && !FULL.has(reason)) plaza.say(refusalText(reason, atMs));
  }

  /**
   * @param {string} name @param {{mark?: Mark, strokes?: string[], page: number}} what
   * @param {(board: string) => Promise<{reason: string, at_ms: number}>} command
   */
  function put(name, { mark, strokes = [], page }, command) {
    const own = board()?.board ?? '';
    const ask = async () =>
      !board() || board()?.board === own ? command(own) : { reason: 'gone', at_ms: 0 };
    const one = { name, mark: mark ?? null, strokes, page, sentAt: 0, ask };
    pending.set(name, one);
    send(one);
  }

  /** The pen's next piece, for those who look on. @param {boolean} whole */
  function trace(whole) {
    const own = board();
    const now = performance.now();
    if (!down || !own || (now - pieceAt < PIECE_MS && !whole)) return;
    if (!FREEHAND.has(down.mark.pen)) return;
    const since = down.spots.slice(down.told, down.told + PIECE_POINTS);
    if (!since.length) return;
    // Pieces go on from the last one: their first step is from its last spot.
    const before = down.spots[down.told - 1];
    const numbers = toWire(before ? [before, ...since] : since).slice(before ? 2 : 0);
    down.told += since.length;
    pieceAt = now;
    const { stroke, pen, ink, width } = down.mark;
    pass(plaza.send('TracePen', own.board, down.page, stroke, pen, ink, width, numbers));
  }

  /** What passes needs no answer. @param {number} id */
  function pass(id) {
    if (plaza.unsaid.size > UNSAID_MAX) plaza.unsaid.clear();
    plaza.unsaid.add(id);
  }

  function lift() {
    if (!down) return;
    const { mark, page } = down;
    const spots = FREEHAND.has(mark.pen) ? simplified(down.spots) : down.spots;
    const points = toWire(spots);
    put(mark.stroke, { mark: { ...mark, points }, page }, (own) =>
      plaza.ask('Draw', own, page, mark.stroke, mark.pen, mark.ink, mark.width, points),
    );
    down = null;
  }

  return {
    /**
     * @param {{pen: string, ink: string, width: number}} how @param {Spot} spot
     * @param {boolean} patient others see it a moment later: it may not be meant as a stroke
     */
    begin(how, spot, patient = false) {
      const own = board();
      if (!own) return;
      pieceAt = performance.now() + (patient ? PATIENT_MS : -PIECE_MS);
      const mark = { ...how, stroke: newName(), account: plaza.model.account };
      down = { mark, page: own.page, spots: [within(spot)], told: 0 };
    },
    /** @param {Spot} spot */
    move(spot) {
      if (!down) return;
      const [x, y] = within(spot);
      const last = down.spots.at(-1) ?? [0, 0];
      if (!FREEHAND.has(down.mark.pen)) down.spots = [down.spots[0] ?? [x, y], [x, y]];
      else if (Math.hypot(x - last[0], y - last[1]) >= NEAR_SPOTS) down.spots.push([x, y]);
      trace(false);
      if (down.spots.length < POINTS_MAX) return;
      const { pen, ink, width } = down.mark;
      lift();
      this.begin({ pen, ink, width }, [x, y]);
    },
    /** The pen is up: what was drawn is left on the board. */
    end() {
      trace(true);
      lift();
    },
    /** What was begun is forgotten. */
    cancel() {
      down = null;
    },
    isDown: () => down !== null,
    /** What the hand is drawing, as a mark. @returns {Mark | null} */
    drawing: () => down && { ...down.mark, points: toWire(down.spots) },
    /** Left on a page, and not known to be stored. @param {number} page @returns {Mark[]} */
    waiting: (page) =>
      [...pending.values()].flatMap((one) => (one.page === page && one.mark ? [one.mark] : [])),
    /** Rubbed out by me, and not known to be off. */
    rubbed: () => new Set([...pending.values()].flatMap((one) => one.strokes)),
    isWaiting: () => pending.size > 0,
    /** Why a page took nothing more when it was last drawn on, "" when less is on it since. */
    /** @param {number} page */
    full: (page) => (full?.page === page && marksOn(page) >= full.marks ? full.reason : ''),
    /** @param {{ink: any, width: number}} how @param {Spot} spot @param {string} text */
    write({ ink, width }, spot, text) {
      const page = board()?.page ?? 0;
      const [x, y] = within(spot);
      const stroke = newName();
      const mark = { stroke, account: plaza.model.account, ink, width, x, y, text };
      put(stroke, { mark, page }, (own) =>
        plaza.ask('WriteOn', own, page, stroke, ink, width, x, y, text),
      );
    },
    /** Take marks off, as many as there are. @param {string[]} strokes */
    rubOut(strokes) {
      const page = board()?.page ?? 0;
      for (let from = 0; from < strokes.length; from += RUBBED_AT_ONCE) {
        const some = strokes.slice(from, from + RUBBED_AT_ONCE);
        const name = newName();
        put(name, { strokes: some, page }, (own) => plaza.ask('RubOut', own, page, name, some));
      }
    },
    /** Others see where I point. @param {Spot} spot */
    point(spot) {
      const own = board();
      const now = performance.now();
      if (!own || now - pointAt < POINT_MS) return;
      pointAt = now;
      pass(plaza.send('PointOn', own.board, own.page, ...within(spot)));
    },
    close() {
      clearInterval(timer);
    },
  };
}

/** @typedef {ReturnType<typeof createHand>} Hand */

/** Where a mark ends: a name is written there. @param {Mark} mark @returns {Spot} */
export const tipOf = (mark) => fromWire(mark.points ?? []).at(-1) ?? [0, 0];
