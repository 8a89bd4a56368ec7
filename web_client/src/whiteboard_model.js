/**
 * What the model does with the whiteboard one has open: its pages, and what passes over them.
 *
 * A page is fetched when it is first looked at. What happens to it meanwhile waits in `late` and is
 * applied to what came: a stroke that is in both counts once, and the order is that of the log.
 * What is rubbed out before one's eyes is kept for as long as it can be undone, and comes back to
 * its place without a question. Of anything else only the server knows what stood where.
 *
 * @typedef {import('./model.js').Model} Model
 * @typedef {object} Mark a stroke, a shape or a text
 * @property {string} stroke
 * @property {string} account
 * @property {string} ink
 * @property {number} width
 * @property {string} [pen]
 * @property {number[]} [points]
 * @property {number} [x]
 * @property {number} [y]
 * @property {string} [text]
 * @typedef {object} Page
 * @property {Map<string, Mark>} marks
 * @property {boolean} whole what was drawn before one looked is here
 * @property {number} asked grows when it has to be asked for anew
 * @property {any[]} late
 * @property {number} changes grows with every change
 * @property {Map<string, Mark[]>} rubbed what came off while one looked, by rubbing
 * @property {Map<string, number>} places the order in which strokes were drawn
 * @property {number} drawn the next place
 */

/** The server undoes no more rubbings of a page than these (RUBBINGS_KEPT). */
const RUBBINGS_KEPT = 20;

/** @param {any} m a `WhiteboardShown` */
const opened = (m) => ({
  board: m.board,
  call: m.call,
  object: m.object,
  page: m.page,
  upload: m.upload,
  here: new Set(m.here),
  /** @type {Map<string, string>} who drew and may have gone */ names: new Map(),
  /** @type {Map<number, Page>} */ pages: new Map(),
  /** @type {Map<string, any>} strokes on their way, by stroke */ traces: new Map(),
  /** @type {Map<string, {page: number, x: number, y: number}>} by account */ pointers: new Map(),
});

/** @typedef {ReturnType<typeof opened>} Whiteboard */

/** A page to look at or to change. @param {Whiteboard} board @param {number} number */
export function pageOf(board, number) {
  let page = board.pages.get(number);
  if (!page) {
    const nothing = { marks: new Map(), rubbed: new Map(), places: new Map(), late: [] };
    page = { ...nothing, whole: false, asked: 0, changes: 0, drawn: 0 };
    board.pages.set(number, page);
  }
  return page;
}

/** What was on a page when it was asked for. @param {Page} page @param {Mark[]} marks in order */
export function fill(page, marks) {
  page.marks = new Map(marks.map((mark) => [mark.stroke, mark]));
  page.places = new Map(marks.map((mark, place) => [mark.stroke, place]));
  page.drawn = marks.length;
  page.rubbed.clear();
  page.whole = true;
  page.changes += 1;
  // What waited may have been drawn and rubbed out before the rest was asked for: it has no place.
  for (const message of page.late.splice(0)) change(page, message, false);
}

/** Of these only the server knows what they change, and where it stands. */
const AGAIN = new Set(['RubbingUndone', 'RubbingRedone', 'StrokeRedone']);

/** @param {Page} page @param {any} m @param {boolean} [seen] it happens before one's eyes */
function change(page, m, seen = true) {
  page.changes += 1;
  if (!page.whole) page.late.push(m);
  else if (m.topic === 'RubbedOut') rub(page, seen && m.rubbing, m.strokes);
  else if (m.topic === 'StrokeUndone') page.marks.delete(m.stroke);
  else if (m.topic === 'PageCleared')
    rub(page, seen && m.rubbing, strokesOf(page, m.everything ? null : m.account));
  else if (m.topic === 'DrawingsForgotten') forget(page, m.account);
  else if (page.rubbed.has(m.rubbing) && m.topic === 'RubbingUndone') bringBack(page, m.rubbing);
  else if (AGAIN.has(m.topic)) askAgain(page);
  else if (!page.marks.has(m.stroke)) {
    page.places.set(m.stroke, page.drawn);
    page.drawn += 1;
    page.marks.set(m.stroke, m);
  }
}

/** @param {Page} page @param {string | false} rubbing false to keep nothing
 * @param {string[]} strokes */
function rub(page, rubbing, strokes) {
  const marks = strokes.flatMap((stroke) => page.marks.get(stroke) ?? []);
  for (const stroke of strokes) page.marks.delete(stroke);
  if (rubbing === false || marks.length < strokes.length) return;
  page.rubbed.set(rubbing, marks);
  for (const oldest of [...page.rubbed.keys()].slice(0, -RUBBINGS_KEPT)) page.rubbed.delete(oldest);
}

/** @param {Page} page @param {string} rubbing */
function bringBack(page, rubbing) {
  const place = (/** @type {Mark} */ { stroke }) => page.places.get(stroke) ?? 0;
  const marks = [...page.marks.values(), ...(page.rubbed.get(rubbing) ?? [])];
  marks.sort((one, other) => place(one) - place(other));
  page.marks = new Map(marks.map((mark) => [mark.stroke, mark]));
  page.rubbed.delete(rubbing);
}

/** @param {Page} page */
function askAgain(page) {
  page.whole = false;
  page.asked += 1;
  page.rubbed.clear();
}

/** @param {Page} page @param {string | null} account null for everybody */
const strokesOf = (page, account) =>
  [...page.marks.values()]
    .filter((mark) => account === null || mark.account === account)
    .map((mark) => mark.stroke);

/** Nothing of somebody who was erased comes back. @param {Page} page @param {string} account */
function forget(page, account) {
  for (const stroke of strokesOf(page, account)) page.marks.delete(stroke);
  page.rubbed.clear();
}

/** @param {Model} model @param {any} m */
function onPage(model, m) {
  const board = of(model, m);
  if (!board) return;
  board.traces.delete(m.stroke);
  change(pageOf(board, m.page), m);
}

/** The board that one has open, if it is the one spoken of. @param {Model} model @param {any} m */
const of = (model, m) => (model.whiteboard?.board === m.board ? model.whiteboard : null);

/** Somebody has opened the whiteboard of a call. @param {Model} model @param {any} m */
function made(model, m) {
  if (model.call && model.call.call === m.call) model.call.hasBoard = true;
}

/** @type {import('./model.js').Changes} */
export const WHITEBOARD = {
  WhiteboardMade: made,
  PrivateBoardMade: made,
  WhiteboardShown: (model, m) => {
    model.whiteboard = opened(m);
  },
  WhiteboardOpened: (model, m) => void of(model, m)?.here.add(m.account),
  WhiteboardClosed(model, m) {
    const board = of(model, m);
    board?.here.delete(m.account);
    board?.pointers.delete(m.account);
    for (const [stroke, trace] of board?.traces ?? [])
      if (trace.account === m.account) board?.traces.delete(stroke);
    if (m.account === model.account && board) model.whiteboard = null;
  },
  PageTurned(model, m) {
    const board = of(model, m);
    if (board) board.page = m.page;
  },
  MaterialHung(model, m) {
    const board = of(model, m);
    if (board) board.upload = m.upload;
  },
  Drawn: onPage,
  WrittenOn: onPage,
  RubbedOut: onPage,
  PageCleared: onPage,
  StrokeUndone: onPage,
  RubbingUndone: onPage,
  StrokeRedone: onPage,
  RubbingRedone: onPage,
  DrawingsForgotten(model, m) {
    for (const page of of(model, m)?.pages.values() ?? []) change(page, m);
  },
  PenTraced(model, m) {
    const board = of(model, m);
    board?.pointers.delete(m.account);
    const known = board?.traces.get(m.stroke);
    if (known) known.points.push(...m.points);
    else board?.traces.set(m.stroke, { ...m, points: [...m.points] });
  },
  PointedOn: (model, m) =>
    void of(model, m)?.pointers.set(m.account, { page: m.page, x: m.x, y: m.y }),
};
