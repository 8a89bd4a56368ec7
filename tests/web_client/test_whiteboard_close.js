/** A page behind a whiteboard, looked at closely: as fine as the screen, within bounds (T4.4). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEIGHT, WIDTH } from '../../web_client/src/whiteboard_ink.js';
import {
  CLOSE_PIXELS_MAX,
  closeUp,
  lying,
  WHOLE,
  zoomed,
} from '../../web_client/src/whiteboard_zoom.js';

const A4 = { width: 595, height: 842 };
const SLIDE = { width: 1600, height: 900 };
/** Pixels of the screen for a spot of the whole sheet. */
const SCREEN = 0.4;

/** @param {number} zoom @param {[number, number]} about */
const looked = (zoom, about) => zoomed(WHOLE, zoom, about);

test('what is seen of a page closely has a pixel of its own for each of the screen', () => {
  for (const page of [A4, SLIDE])
    for (const zoom of [1, 1.5, 4, 8]) {
      const part = looked(zoom, [WIDTH / 2, HEIGHT / 2]);
      const close = closeUp(page, part, SCREEN * zoom);
      assert.ok(close);
      const fine = SCREEN * zoom;
      assert.ok(Math.abs(close.pixels.width - close.width * fine) < 1e-6);
      assert.ok(Math.abs(close.pixels.height - close.height * fine) < 1e-6);
      for (const from of [(close.x - part.x) * fine, (close.y - part.y) * fine])
        assert.ok(Math.abs(from - Math.round(from)) < 1e-6, 'it begins where a pixel begins');
      assert.ok(Math.abs(close.where.scale - lying(page).fit * SCREEN * zoom) < 1e-9);
    }
});

test('each point of the page is drawn at its spot, whatever part of it is seen', () => {
  for (const page of [A4, SLIDE])
    for (const about of /** @type {[number, number][]} */ ([
      [1300, 100],
      [1600, 900],
      [1900, 1700],
    ])) {
      const close = closeUp(page, looked(5, about), 2);
      assert.ok(close);
      const lies = lying(page);
      for (const [px, py] of /** @type {[number, number][]} */ ([
        [0, 0],
        [100, 200],
      ])) {
        const { scale, offsetX, offsetY } = close.where;
        const at = [px * scale + offsetX, py * scale + offsetY];
        const spot = [lies.x + px * lies.fit, lies.y + py * lies.fit];
        const wanted = [((spot[0] ?? 0) - close.x) * 2, ((spot[1] ?? 0) - close.y) * 2];
        assert.ok(Math.hypot((at[0] ?? 0) - (wanted[0] ?? 0), (at[1] ?? 0) - (wanted[1] ?? 0)) < 1);
      }
    }
});

test('it covers all of the page that is seen and nothing else', () => {
  const part = looked(2, [lying(A4).x, 300]);
  const close = closeUp(A4, part, 1);
  assert.ok(close);
  const beside = lying(A4).x - close.x;
  assert.ok(beside >= 0 && beside < 1, 'beside the page there is nothing to draw');
  const over = close.x + close.width - (part.x + WIDTH / 2);
  assert.ok(over >= 0 && over < 1);
  assert.deepEqual([close.y, close.height], [part.y, HEIGHT / 2]);
  assert.equal(closeUp(A4, looked(8, [0, 0]), 1), null, 'nothing of it is seen');
});

test('a closer look stays within its memory on a very fine screen', () => {
  const close = closeUp(SLIDE, WHOLE, 3);
  assert.ok(close);
  const pixels = close.pixels.width * close.pixels.height;
  assert.ok(pixels < CLOSE_PIXELS_MAX * 1.01, String(pixels));
  assert.ok(pixels > CLOSE_PIXELS_MAX * 0.9, 'and is as fine as that allows');
});
