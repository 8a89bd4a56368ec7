import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import {
  arrivalTick,
  headingOf,
  pointsFromWire,
  positionAt,
  positionBetween,
  standing,
  WALK_SUBTILES_PER_TICK,
} from '../../web_client/src/motion.js';

const vectors = JSON.parse(
  readFileSync(new URL('../vectors/motion.json', import.meta.url), 'utf8'),
);

/** @param {{start_tick: number, path: number[]}} vector */
function walkOf(vector) {
  return { startTick: vector.start_tick, points: pointsFromWire(vector.path) };
}

test('a walker is where the server says, at every tick', () => {
  for (const vector of vectors) {
    const walk = walkOf(vector);
    assert.equal(arrivalTick(walk), vector.arrival_tick);
    for (const [tick, x, y, dx, dy] of vector.at) {
      assert.deepEqual([tick, ...positionAt(walk, tick)], [tick, x, y]);
      assert.deepEqual([tick, ...headingOf(walk, tick)], [tick, dx, dy]);
    }
  }
});

test('what is drawn at a whole tick is less than a subtile from where the walker is', () => {
  for (const vector of vectors) {
    const walk = walkOf(vector);
    for (const [tick, x, y] of vector.at) {
      const drawn = positionBetween(walk, tick);
      assert.ok(Math.abs(drawn[0] - x) < 1 && Math.abs(drawn[1] - y) < 1, `tick ${tick}`);
    }
  }
});

test('what is drawn moves on smoothly between two ticks', () => {
  const walk = { startTick: 10, points: pointsFromWire([0, 0, 50, 0]) };
  assert.deepEqual(positionBetween(walk, 12.5), [2.5 * WALK_SUBTILES_PER_TICK, 0]);
  assert.deepEqual(positionBetween(walk, 9.5), [0, 0]);
  assert.deepEqual(positionBetween(walk, 20.5), [50, 0]);
});

test('somebody who stands is always there and heads nowhere', () => {
  const walk = standing([33, 44], 100);
  for (const tick of [0, 100, 101, 5000]) {
    assert.deepEqual(positionAt(walk, tick), [33, 44]);
    assert.deepEqual(headingOf(walk, tick), [0, 0]);
  }
});
