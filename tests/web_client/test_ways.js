import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCost, frameBytes, maskedFrameBytes } from '../../web_client/src/cost.js';
import { createSlowness } from '../../web_client/src/saving.js';
import { framed } from '../../web_client/src/stream.js';
import { createWays } from '../../web_client/src/ways.js';

test('after two sockets that said nothing a stream is tried, and sockets again after that', () => {
  const ways = createWays();
  const tried = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    tried.push(ways.next());
    ways.saidNothing();
  }
  assert.deepEqual(tried, ['socket', 'socket', 'stream', 'socket', 'socket', 'stream']);
});

test('one comes back by the way that spoke last', () => {
  const ways = createWays();
  ways.spoke('stream');
  assert.equal(ways.next(), 'stream');
  ways.backToSockets();
  assert.equal(ways.next(), 'socket');
  ways.saidNothing();
  ways.spoke('socket');
  ways.saidNothing();
  assert.equal(ways.next(), 'socket');
});

test('sockets are tried less and less often, and at least twice an hour', () => {
  const ways = createWays();
  const minutes = Array.from({ length: 6 }, () => ways.nextTrialMs() / 60_000);
  assert.deepEqual(minutes, [2, 4, 8, 16, 30, 30]);
});

test('the cost is what came and went in the last minute', () => {
  const cost = createCost();
  cost.came(0, 100);
  cost.came(30_000, 20);
  cost.went(30_400, 5);
  assert.deepEqual(cost.lastMinute(59_000), { down: 120, up: 5 });
  assert.deepEqual(cost.lastMinute(61_000), { down: 20, up: 5 });
  assert.deepEqual(cost.lastMinute(200_000), { down: 0, up: 0 });
});

test('a frame costs its content and its head, which is longer for longer ones', () => {
  assert.deepEqual([0, 125, 126, 65_535, 65_536].map(frameBytes), [2, 127, 130, 65_539, 65_546]);
  assert.equal(maskedFrameBytes(10), 16);
});

test('a post carries each frame behind its length', () => {
  const body = framed([new Uint8Array([7]), new Uint8Array(300).fill(9)]);
  assert.deepEqual([...body.slice(0, 5)], [0, 1, 7, 1, 44]);
  assert.equal(body.length, 305);
});

const TICK_MS = 50;

test('a line is slow when three things within five minutes came late or were lost', () => {
  const line = createSlowness(TICK_MS);
  for (let second = 0; second < 60; second += 2) line.heard(second * 20, 1000 + second * 1000);
  assert.equal(line.isSlow(), false);
  line.heard(60 * 20, 1000 + 62_000);
  line.heard(70 * 20, 1000 + 72_000);
  assert.equal(line.isSlow(), false);
  line.lost(90_000);
  assert.equal(line.isSlow(), true);
});

test('one hold-up counts once, and what is long ago not at all', () => {
  const line = createSlowness(TICK_MS);
  line.heard(0, 0);
  for (let late = 0; late < 10; late += 1) line.heard(late, 9000 + late);
  line.lost(9500);
  line.lost(400_000);
  line.lost(450_000);
  assert.equal(line.isSlow(), false);
});
