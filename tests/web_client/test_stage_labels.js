/** Whose name stands where on the floor (T2.1). */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { placeFor } from '../../web_client/src/stage_labels.js';

const OWN = { left: 0, top: 100, right: 200, bottom: 124 };

/** @param {string} role @param {number} x @returns {any} */
const standing = (role, x) => ({ person: { role }, x, y: 97, top: 10, own: false, focused: false });
/** @param {number} width */
const name = (width) => ({ canvas: { width, height: 24 } });

test('a child beside oneself is named below where the own name takes the place', () => {
  const child = standing('pupil', 220);
  assert.deepEqual(placeFor(child, name(60), [OWN], 1, true), {
    left: 190,
    top: 124,
    right: 250,
    bottom: 148,
  });
});

test('the name of a child further away covers no other and moves nowhere', () => {
  assert.equal(placeFor(standing('pupil', 220), name(60), [OWN], 1, false), undefined);
  assert.equal(placeFor(standing('pupil', 240), name(60), [OWN], 1, false)?.top, 100);
});

test('staff are named however far they are', () => {
  assert.equal(placeFor(standing('supporter', 220), name(60), [OWN], 1, false)?.top, 124);
});
