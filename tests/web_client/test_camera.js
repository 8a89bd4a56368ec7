import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as camera from '../../web_client/src/camera.js';

const FLOOR = { width: 3200, height: 2240 };
const VIEW = { width: 1366, height: 768 };
const CORNER = /** @type {[number, number]} */ ([8, 100]);

test('a followed person stands in the centre, also in a corner of the floor (T2.2.d)', () => {
  const lost = camera.panned(camera.createCamera(), -9000, 700);
  const seen = camera.settled(camera.findMe(lost), CORNER, FLOOR, VIEW);
  const [x, y] = camera.toScreen(seen, VIEW, CORNER);
  assert.ok(Math.abs(x - VIEW.width / 2) <= 1);
  assert.ok(Math.abs(y - VIEW.height / 2) <= 1);
});

test('200 % is exactly twice as large, and again is back (T2.2.f)', () => {
  const close = camera.toggleClose(camera.createCamera());
  assert.equal(close.zoom, 2);
  assert.equal(camera.toggleClose(close).zoom, 1);
  assert.ok(close.following);
});

test('the whole floor fits into the view, and again is back (T2.2.f)', () => {
  const whole = camera.toggleWhole(camera.createCamera(), FLOOR, VIEW);
  for (const [corner, x, y] of [
    [[0, 0], 0, 0],
    [[1600, 1120], VIEW.width, VIEW.height],
  ]) {
    const [sx, sy] = camera.toScreen(whole, VIEW, /** @type {[number, number]} */ (corner));
    assert.ok(Math.sign(x - VIEW.width / 2) * (x - sx) >= -1, `${sx}`);
    assert.ok(Math.sign(y - VIEW.height / 2) * (y - sy) >= -1, `${sy}`);
  }
  assert.equal(camera.toggleWhole(whole, FLOOR, VIEW).zoom, 1);
});

test('nothing that stands over the view covers the whole floor, also on a turned screen', () => {
  const wide = camera.toggleWhole(camera.createCamera(), FLOOR, VIEW);
  for (const view of [VIEW, { width: 810, height: 1080 }, { width: 1080, height: 810 }]) {
    const seen = camera.settled(wide, CORNER, FLOOR, view);
    const [left, top] = camera.toScreen(seen, view, [0, 0]);
    const [right, bottom] = camera.toScreen(seen, view, [1600, 1120]);
    assert.ok(left >= 103 && top >= 63, `${left} ${top}`);
    assert.ok(right <= view.width - 103 && bottom <= view.height - 79, `${right} ${bottom}`);
  }
});

test('what is tapped is what is seen there, at every zoom (T2.2.f)', () => {
  for (const zoom of [0.5, 1, 1.37, 2]) {
    const here = { ...camera.createCamera(), x: 1234, y: 777, zoom };
    for (const place of [
      [617, 388],
      [500, 300],
      [700, 480],
    ]) {
      const point = /** @type {[number, number]} */ (place);
      const [x, y] = camera.toScreen(here, VIEW, point);
      assert.deepEqual(camera.toFloor(here, VIEW, x, y), point);
    }
  }
});

test('panning moves the floor under the finger and stops following', () => {
  const before = { ...camera.createCamera(), x: 1000, y: 1000, zoom: 2 };
  const after = camera.panned(before, 50, -30);
  assert.deepEqual([after.x, after.y, after.following], [975, 1015, false]);
});

test('a free camera keeps its middle on the floor', () => {
  const away = { ...camera.createCamera(), x: -500, y: 9999, following: false };
  const seen = camera.settled(away, null, FLOOR, VIEW);
  assert.deepEqual([seen.x, seen.y], [0, FLOOR.height]);
});
