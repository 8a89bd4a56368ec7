/** Uploaded pictures in their frames on the floor (T3.7). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHung } from '../../web_client/src/stage_hung.js';

const FRAME = /** @type {any} */ ({ left: 0, top: 0, width: 800, height: 600, scale: 1 });
const near = { object: 'photo', kind: 'picture', x: 2, y: 1, w: 5, h: 4, target: 'up-1' };
const FRAMED = /** @type {any[]} */ ([near]);

/** The browser: an answer for each address, pictures of 300 × 200. @param {any} by */
function browser(by) {
  /** @type {string[]} */ const asked = [];
  Object.assign(globalThis, {
    fetch: async (/** @type {string} */ address) => {
      asked.push(address);
      return by(address);
    },
    createImageBitmap: async () => ({ width: 300, height: 200, close() {} }),
  });
  return asked;
}

/** A sheet that notes what is drawn on it. */
function sheet() {
  /** @type {number[][]} */ const drawn = [];
  const context = { fillRect() {}, drawImage: (/** @type {any[]} */ ...at) => drawn.push(at) };
  return { drawn, context: /** @type {any} */ (context) };
}

/** Draw until what was asked for has come. @param {any[]} objects @param {any} by */
async function hung(objects, by) {
  const asked = browser(by);
  const { drawn, context } = sheet();
  let told = 0;
  const pictures = createHung(() => {
    told += 1;
  });
  pictures.lay(context, FRAME, objects);
  const first = drawn.length;
  while (told < asked.length) await new Promise(setImmediate);
  pictures.lay(context, FRAME, objects);
  return { asked, drawn, first, pictures, context };
}

const found = () => ({ ok: true, blob: async () => ({}) });

test('a picture is asked for once, small, and drawn whole inside its frame', async () => {
  const { asked, drawn, first, pictures, context } = await hung(FRAMED, found);
  assert.equal(first, 0, 'no frame waits for it');
  assert.deepEqual(asked, ['/api/previews/up-1']);
  const [[, x = 0, y = 0, w = 0, h = 0] = []] = drawn;
  assert.ok(Math.abs(w / h - 1.5) < 0.03, 'in its own shape');
  assert.ok(x >= 64 + 9 && x + w <= 64 + 160 - 9 && y >= 32 + 9 && y + h <= 32 + 128 - 9);
  pictures.lay(context, FRAME, FRAMED);
  assert.equal(asked.length, 1);
});

test('a picture out of view is not asked for', async () => {
  const { asked } = await hung([{ ...near, x: 90 }], found);
  assert.deepEqual(asked, []);
});

test('where a picture cannot be had its frame stays as it is drawn', async () => {
  const { drawn, asked } = await hung(FRAMED, () => ({ ok: false }));
  assert.deepEqual([drawn.length, asked.length], [0, 1]);
  const lost = await hung(FRAMED, () => Promise.reject(new Error('offline')));
  assert.equal(lost.drawn.length, 0);
});

test('only two pictures are on their way at once', async () => {
  const wall = [0, 1, 2, 3].map((n) => ({ ...near, x: n * 6, target: `up-${n}` }));
  const asked = browser(found);
  const { context } = sheet();
  createHung(() => {}).lay(context, FRAME, /** @type {any[]} */ (wall));
  assert.equal(asked.length, 2);
});

test('what was taken down is forgotten, and asked for anew when it hangs again', async () => {
  const { asked, pictures, context } = await hung(FRAMED, found);
  pictures.keep([]);
  pictures.lay(context, FRAME, FRAMED);
  assert.equal(asked.length, 2);
});
