/** What stands at the edge of the floor keeps its place (T2.2.i). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder } from '../../web_client/src/features/arrival.js';

test('what comes later stands behind what is there, and what is there keeps its place', () => {
  assert.deepEqual(inOrder([], ['b', 'a']), ['b', 'a']);
  assert.deepEqual(inOrder(['b', 'a'], ['new', 'a', 'b']), ['b', 'a', 'new']);
  assert.deepEqual(inOrder(['b', 'a', 'c'], ['c', 'b']), ['b', 'c']);
});
