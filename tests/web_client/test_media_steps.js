/** How a call gives way on a weak device or line, and comes back (media note, section 5). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  after,
  firstStanding,
  pictured,
  STEPS,
  sending,
  shownStep,
  struggles,
} from '../../web_client/src/media_steps.js';

const WELL = { slow: false, arrived: 75, dropped: 2, heard: 80, lost: 1 };
const CAPS = {
  microphone: { bitrate_bps: 24_000 },
  camera: { bitrate_bps: 300_000, width: 640, height: 360, frames_per_s: 15 },
  small_camera: { bitrate_bps: 120_000, width: 320, height: 180, frames_per_s: 10 },
  small_from: 5,
  screen: { bitrate_bps: 800_000, width: 1280, height: 720, frames_per_s: 5 },
};
const SLOW = { ...WELL, slow: true };

/** @param {{step: number, well: number, patience: number}} standing @param {any} sample */
const often = (standing, sample, times = 1) => {
  let now = standing;
  for (let turn = 0; turn < times; turn += 1) now = after(now, sample);
  return now;
};

test('a slow processor, dropped frames and lost sound each count as struggling', () => {
  assert.ok(!struggles(WELL));
  assert.ok(struggles(SLOW));
  assert.ok(struggles({ ...WELL, dropped: 9 }));
  assert.ok(struggles({ ...WELL, lost: 12 }));
  assert.ok(!struggles({ ...WELL, arrived: 4, dropped: 4 }), 'too few frames to judge by');
});

test('a struggling device steps down one at a time and keeps its sound', () => {
  let standing = firstStanding();
  const passed = [];
  for (let turn = 0; turn < 6; turn += 1) {
    standing = after(standing, SLOW);
    passed.push(STEPS[standing.step]);
  }
  assert.deepEqual(passed, ['small', 'speakers', 'sound', 'sound', 'sound', 'sound']);
});

test('pictures come back after a good while, later each time it went wrong', () => {
  const once = often(firstStanding(), SLOW);
  assert.equal(often(once, WELL, once.patience - 1).step, 1);
  assert.equal(often(once, WELL, once.patience).step, 0);
  const twice = often(often(once, WELL, once.patience), SLOW);
  assert.ok(twice.patience > once.patience);
  assert.equal(often(once, WELL, 3).well, 3);
  assert.equal(after(often(once, WELL, 3), SLOW).well, 0, 'one bad window begins it again');
});

test('a person gets no more than they asked for', () => {
  assert.equal(shownStep(0, 'pictures'), 'full');
  assert.equal(shownStep(2, 'pictures'), 'speakers');
  assert.equal(shownStep(0, 'sound'), 'sound');
  assert.equal(shownStep(1, 'avatars'), 'avatars');
});

test('on a busy line the two who spoke last are seen', () => {
  const cameras = ['a', 'b', 'c', 'd'];
  assert.deepEqual(pictured('full', cameras, []), cameras);
  assert.deepEqual(pictured('speakers', cameras, ['d', 'x', 'b']), ['d', 'b']);
  assert.deepEqual(pictured('speakers', cameras, []), ['a', 'b']);
  assert.deepEqual(pictured('sound', cameras, ['a']), []);
});

test('a camera is sent small in a large call and from a weak device', () => {
  const large = { maxBitrate: 300_000, maxFramerate: 15, scaleResolutionDownBy: 1 };
  const small = { maxBitrate: 120_000, maxFramerate: 10, scaleResolutionDownBy: 2 };
  assert.deepEqual(sending('full', 4, CAPS), large);
  assert.deepEqual(sending('full', 5, CAPS), small);
  assert.deepEqual(sending('small', 2, CAPS), small);
  assert.deepEqual(sending('full', 5, { ...CAPS, small_from: 6 }), large, 'as the server says');
});
