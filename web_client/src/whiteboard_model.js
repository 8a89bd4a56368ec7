/**
 * What the model does with the whiteboard one has open: its pages, and what passes over them.
 *
 * A page is fetched when it is first looked at. What happens to it meanwhile waits in `late` and is
 * applied to what came: a stroke that is in both counts once, and the order is that of the log.
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
 */

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
    page = { marks: new Map(), whole: false, asked: 0, late: [], changes: 0 };
    board.pages.set(number, page);
  }
  return page;
}

/** What was on a page when it was asked for. @param {Page} page @param {Mark[]} marks in order */
export function fill(page, marks) {
  page.marks = new Map(marks.map((mark) => [mark.stroke, mark]));
  page.whole = true;
  page.changes += 1;
  for (const message of page.late.splice(0)) change(page, message);
}

/** Of these only the server knows what they change, and where it stands. */
const AGAIN = new Set(['RubbingUndone', 'RubbingRedone', 'StrokeRedone']);

/** @param {Page} page @param {any} m */
function change(page, m) {
  page.changes += 1;
  if (!page.whole) page.late.push(m);
  else if (m.topic === 'RubbedOut') for (const stroke of m.strokes) page.marks.delete(stroke);
  else if (m.topic === 'StrokeUndone') page.marks.delete(m.stroke);
  else if (m.topic === 'PageCleared') drop(page, m.everything ? null : m.account);
  else if (m.topic === 'DrawingsForgotten') drop(page, m.account);
  else if (AGAIN.has(m.topic)) askAgain(page);
  else if (!page.marks.has(m.stroke)) page.marks.set(m.stroke, m);
}

/** @param {Page} page */
function askAgain(page) {
  page.whole = false;
  page.asked += 1;
}

/** @param {Page} page @param {string | null} account null for everybody */
function drop(page, account) {
  for (const [stroke, mark] of page.marks)
    if (account === null || mark.account === account) page.marks.delete(stroke);
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
