/** Whiteboards in the browser's own terms: ink on the wire, a page that is fetched, a saved PDF. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, createModel } from '../../web_client/src/model.js';
import { createHand } from '../../web_client/src/whiteboard_hand.js';
import { fromWire, meets, simplified, toWire } from '../../web_client/src/whiteboard_ink.js';
import { fill, pageOf } from '../../web_client/src/whiteboard_model.js';
import { pdfOf } from '../../web_client/src/whiteboard_pdf.js';
import {
  following,
  middleOf,
  pulled,
  WHOLE,
  zoomed,
} from '../../web_client/src/whiteboard_zoom.js';

const BOARD = 'b'.repeat(22);
const AKI = 'a'.repeat(22);
const HARU = 'h'.repeat(22);

/** @param {string} stroke @param {string} account @param {number} [page] @returns {any} */
const drawn = (stroke, account, page = 0) => ({
  topic: 'Drawn',
  account,
  board: BOARD,
  page,
  stroke,
  pen: 'pen',
  ink: 'red',
  width: 1,
  points: [5, 5, 1, 1],
});

function opened() {
  const model = createModel();
  model.account = AKI;
  const shown = { board: BOARD, call: '', object: 'wall', page: 0, upload: '', here: [AKI] };
  apply(model, /** @type {any} */ ({ topic: 'WhiteboardShown', ...shown }));
  const board = model.whiteboard;
  assert.ok(board);
  return { model, board };
}

/** @param {ReturnType<typeof opened>} visit @param {string} topic @param {object} fields */
const happen = ({ model }, topic, fields) =>
  apply(model, /** @type {any} */ ({ topic, board: BOARD, ...fields }));

/** @param {ReturnType<typeof opened>} visit @param {number} [page] */
const seen = ({ board }, page = 0) => [...pageOf(board, page).marks.keys()];

test('points come from the wire as whole spots of the board, nearest to where they were', () => {
  const spots = /** @type {[number, number][]} */ ([
    [-4, 10.4],
    [30.6, 20],
    [9000, 5000],
  ]);
  assert.deepEqual(fromWire(toWire(spots)), [
    [0, 10],
    [31, 20],
    [3200, 1800],
  ]); // prettier-ignore
});

test('a straight line keeps its ends and a corner is kept too', () => {
  const line = /** @type {[number, number][]} */ (Array.from({ length: 50 }, (_, n) => [n, n]));
  assert.deepEqual(simplified(line), [
    [0, 0],
    [49, 49],
  ]); // prettier-ignore
  const corner = /** @type {[number, number][]} */ ([...line, [49, 120]]);
  assert.deepEqual(simplified(corner), [
    [0, 0],
    [49, 49],
    [49, 120],
  ]); // prettier-ignore
});

test('an eraser meets the line that is seen: the side of a box and not its middle', () => {
  const mark = { stroke: 's', account: AKI, ink: 'red', width: 1, points: [100, 100, 400, 300] };
  assert.equal(meets({ ...mark, pen: 'box' }, [100, 250], 20), true);
  assert.equal(meets({ ...mark, pen: 'box' }, [300, 250], 20), false);
  assert.equal(meets({ ...mark, pen: 'line' }, [300, 250], 20), true);
  assert.equal(meets({ ...mark, pen: 'oval' }, [100, 100], 20), false);
  assert.equal(meets({ ...mark, pen: 'oval' }, [300, 100], 20), true);
  const text = { stroke: 't', account: AKI, ink: 'red', width: 1, x: 50, y: 50, text: 'かな' };
  assert.equal(meets(text, [120, 80], 20), true);
  assert.equal(meets(text, [300, 80], 20), false);
});

test('what happens while a page is on its way is added to it once, behind what it had', () => {
  const visit = opened();
  happen(visit, 'Drawn', drawn('both', HARU));
  happen(visit, 'Drawn', drawn('new', HARU));
  happen(visit, 'RubbedOut', { account: HARU, page: 0, rubbing: 'r', strokes: ['old-2'] });
  assert.deepEqual(seen(visit), []);
  fill(pageOf(visit.board, 0), [drawn('old-1', AKI), drawn('old-2', AKI), drawn('both', HARU)]);
  assert.deepEqual(seen(visit), ['old-1', 'both', 'new']);
});

test('each kind of taking off takes off what it says', () => {
  const visit = opened();
  fill(
    pageOf(visit.board, 0),
    ['a1', 'a2', 'a3'].map((name) => drawn(name, AKI)),
  );
  for (const name of ['h1', 'h2']) happen(visit, 'Drawn', drawn(name, HARU));
  happen(visit, 'StrokeUndone', { account: AKI, page: 0, stroke: 'a3' });
  happen(visit, 'RubbedOut', { account: HARU, page: 0, rubbing: 'r1', strokes: ['h1'] });
  assert.deepEqual(seen(visit), ['a1', 'a2', 'h2']);
  happen(visit, 'PageCleared', { account: AKI, page: 0, rubbing: 'r2', everything: false });
  assert.deepEqual(seen(visit), ['h2']);
  happen(visit, 'Drawn', drawn('a4', AKI));
  happen(visit, 'DrawingsForgotten', { account: HARU });
  assert.deepEqual(seen(visit), ['a4']);
  happen(visit, 'PageCleared', { account: HARU, page: 0, rubbing: 'r3', everything: true });
  assert.deepEqual(seen(visit), []);
});

test('what is rubbed out before our eyes comes back to its place without being asked for', () => {
  const visit = opened();
  const page = pageOf(visit.board, 0);
  fill(page, [drawn('a1', AKI), drawn('h1', HARU), drawn('a2', AKI)]);
  happen(visit, 'RubbedOut', { account: AKI, page: 0, rubbing: 'r1', strokes: ['h1', 'a1'] });
  happen(visit, 'Drawn', drawn('a3', AKI));
  happen(visit, 'PageCleared', { account: AKI, page: 0, rubbing: 'r2', everything: false });
  happen(visit, 'Drawn', drawn('h2', HARU));
  happen(visit, 'RubbingUndone', { account: AKI, page: 0, rubbing: 'r1' });
  assert.deepEqual(seen(visit), ['a1', 'h1', 'h2']);
  happen(visit, 'RubbingUndone', { account: AKI, page: 0, rubbing: 'r2' });
  assert.deepEqual(seen(visit), ['a1', 'h1', 'a2', 'a3', 'h2']);
  assert.equal(page.asked, 0);
  assert.equal(page.rubbed.size, 0);
});

test('what was rubbed out before the page was here is asked for anew when that is undone', () => {
  const visit = opened();
  const page = pageOf(visit.board, 0);
  happen(visit, 'Drawn', drawn('a1', AKI));
  happen(visit, 'RubbedOut', { account: AKI, page: 0, rubbing: 'r1', strokes: ['a1'] });
  fill(page, [drawn('a2', AKI)]);
  happen(visit, 'RubbingUndone', { account: AKI, page: 0, rubbing: 'r1' });
  assert.equal(page.whole, false);
  happen(visit, 'Drawn', drawn('a3', AKI));
  fill(page, [drawn('a1', AKI), drawn('a2', AKI)]);
  assert.deepEqual(seen(visit), ['a1', 'a2', 'a3']);
});

test('what was drawn, rubbed out and undone while the page was on its way is asked for', () => {
  const visit = opened();
  const page = pageOf(visit.board, 0);
  happen(visit, 'Drawn', drawn('a1', AKI));
  happen(visit, 'RubbedOut', { account: AKI, page: 0, rubbing: 'r1', strokes: ['a1'] });
  happen(visit, 'RubbingUndone', { account: AKI, page: 0, rubbing: 'r1' });
  fill(page, [drawn('a2', AKI)]);
  assert.equal(page.whole, false, 'nobody here knows that it stood below a2');
});

test('what cannot be known whole is asked for, and nothing of an erased person is kept', () => {
  for (const topic of ['some unknown', 'erased']) {
    const visit = opened();
    const page = pageOf(visit.board, 0);
    fill(page, [drawn('a1', AKI), drawn('h1', HARU)]);
    const strokes = topic === 'erased' ? ['a1', 'h1'] : ['a1', 'taken back by its author'];
    happen(visit, 'RubbedOut', { account: AKI, page: 0, rubbing: 'r1', strokes });
    if (topic === 'erased') happen(visit, 'DrawingsForgotten', { account: HARU });
    assert.equal(page.rubbed.size, 0, topic);
    happen(visit, 'RubbingUndone', { account: AKI, page: 0, rubbing: 'r1' });
    assert.equal(page.asked, 1, topic);
  }
});

test('what is done again while a page is on its way is asked for once more', () => {
  const visit = opened();
  const page = pageOf(visit.board, 0);
  fill(page, [drawn('a1', AKI)]);
  for (const stroke of ['a2', 'a3'])
    happen(visit, 'StrokeRedone', { account: AKI, page: 0, stroke });
  assert.equal(page.asked, 1);
  fill(page, [drawn('a1', AKI), drawn('a2', AKI)]);
  assert.equal(page.whole, false);
  assert.equal(page.asked, 2);
  fill(page, [drawn('a1', AKI), drawn('a2', AKI), drawn('a3', AKI)]);
  assert.equal(page.whole, true);
  assert.deepEqual(seen(visit), ['a1', 'a2', 'a3']);
});

test('a pen on its way is seen until its stroke is whole or its hand has gone', () => {
  const visit = opened();
  const trace = { ...drawn('s1', HARU), topic: 'PenTraced' };
  happen(visit, 'PenTraced', trace);
  happen(visit, 'PenTraced', { ...trace, points: [2, 2] });
  assert.deepEqual(visit.board.traces.get('s1').points, [5, 5, 1, 1, 2, 2]);
  happen(visit, 'Drawn', drawn('s1', HARU));
  assert.equal(visit.board.traces.size, 0);
  happen(visit, 'PenTraced', { ...trace, stroke: 's2' });
  happen(visit, 'PointedOn', { account: HARU, page: 0, x: 1, y: 2 });
  happen(visit, 'WhiteboardClosed', { account: HARU });
  assert.equal(visit.board.traces.size + visit.board.pointers.size, 0);
  happen(visit, 'WhiteboardClosed', { account: AKI });
  assert.equal(visit.model.whiteboard, null);
});

test('the places in a saved PDF are those of its objects', () => {
  const file = pdfOf([new Uint8Array([1, 2, 3]), new Uint8Array([4])], 1600, 900);
  const text = String.fromCharCode(...file);
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  assert.ok(text.slice(start).startsWith('xref\n0 9\n'));
  const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => at);
  assert.equal(places.length, 8);
  for (const [n, at] of places.entries())
    assert.ok(text.slice(Number(at)).startsWith(`${n + 1} 0 obj\n`));
  assert.match(text, /\/Count 2 /);
});

test('a page that takes no more says so for itself, until it takes something again', async () => {
  const visit = opened();
  const { model } = visit;
  let reason = 'page_full';
  const said = [];
  const hand = createHand(
    /** @type {any} */ ({
      model,
      unsaid: new Set(),
      send: () => 0,
      ask: async () => ({ reason, at_ms: 0 }),
      say: (/** @type {string} */ text) => said.push(text),
    }),
  );
  const dot = async () => {
    hand.begin({ pen: 'pen', ink: 'red', width: 1 }, [5, 5]);
    hand.end();
    await new Promise(setImmediate);
  };
  await dot();
  assert.equal(hand.full(0), 'page_full');
  assert.equal(hand.full(1), '');
  assert.deepEqual(said, [], 'it stands on the page, and passes nowhere');
  assert.deepEqual(hand.waiting(0), []);
  reason = '';
  await dot();
  assert.equal(hand.full(0), '');
  reason = 'page_full';
  fill(pageOf(visit.board, 0), [drawn('mine', AKI), drawn('theirs', HARU)]);
  await dot();
  assert.equal(hand.full(0), 'page_full');
  happen(visit, 'PageCleared', { account: AKI, page: 0, rubbing: 'r', everything: false });
  assert.equal(hand.full(0), '', 'there is room again');
  hand.close();
});

test('a second finger takes back what the first began, and nobody was shown it', () => {
  const { model } = opened();
  /** @type {any[]} */ const sent = [];
  const hand = createHand(
    /** @type {any} */ ({ model, unsaid: new Set(), send: (...wish) => sent.push(wish) }),
  );
  hand.begin({ pen: 'pen', ink: 'red', width: 1 }, [5, 5], true);
  hand.move([50, 50]);
  hand.cancel();
  hand.end();
  assert.deepEqual(sent, []);
  hand.begin({ pen: 'pen', ink: 'red', width: 1 }, [5, 5]);
  hand.move([50, 50]);
  assert.equal(sent.length, 1);
  hand.close();
});

test('looking closer keeps the spot under the hand, and nothing beside the sheet is seen', () => {
  const spot = /** @type {[number, number]} */ ([800, 450]);
  const near = zoomed(WHOLE, 2, spot);
  assert.deepEqual(near, { zoom: 2, x: 400, y: 225 });
  assert.deepEqual(zoomed(near, 1 / 2, spot), WHOLE);
  assert.deepEqual(zoomed(near, 100, spot).zoom, 8);
  assert.deepEqual(pulled(near, [5000, -5000]), { zoom: 2, x: 0, y: 900 });
  assert.deepEqual(middleOf(near), [1200, 675]);
  const seenThere = following(near, [3190, 230]);
  assert.equal(seenThere.x, 1600);
  assert.deepEqual(following(near, [1000, 600]), near);
});
