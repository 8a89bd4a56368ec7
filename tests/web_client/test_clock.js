/** What is to happen at a tick happens once the clock says so, and not before. */

import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';

import { createClock } from '../../web_client/src/clock.js';

afterEach(() => mock.timers.reset());

test('what waits for a tick waits on where the clock is held back, and is called once', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const clock = createClock();
  const wanted = clock.tick() + 3;
  let calls = 0;
  clock.freeze(true);
  clock.reaches(wanted, () => {
    calls += 1;
  });
  mock.timers.tick(1_000);
  assert.equal(calls, 0);
  clock.freeze(false);
  clock.hear(Math.ceil(wanted) + 100, performance.now());
  mock.timers.tick(1_000);
  assert.equal(calls, 1);
  mock.timers.tick(1_000);
  assert.equal(calls, 1);
});

test('what waits for a tick can be called off', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const clock = createClock();
  clock.hear(10, performance.now());
  const off = clock.reaches(5, () => assert.fail('it was called off'));
  off();
  mock.timers.tick(1_000);
});
