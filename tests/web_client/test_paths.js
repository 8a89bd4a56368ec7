import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findPath, groundOf, guessPath, isFree, lineIsFree } from '../../web_client/src/paths.js';

/** @param {number} column @param {number} row @returns {[number, number]} */
const middle = (column, row) => [column * 16 + 8, row * 16 + 8];

/** @param {[number, number, number, number][]} boxes */
function planOf(boxes, kind = 'desk') {
  const objects = boxes.map(([x, y, w, h]) => ({ kind, x, y, w, h }));
  return { width: 30, height: 30, wall: 3, objects, doors: [{ x: 4, y: 2, w: 2, h: 1 }] };
}

test('over open ground the guess is straight', () => {
  assert.deepEqual(guessPath(planOf([]), middle(2, 5), middle(20, 9)), [
    middle(2, 5),
    middle(20, 9),
  ]);
});

test('the guess goes round furniture and never through it', () => {
  const ground = groundOf(planOf([[10, 3, 2, 20]]));
  const way = findPath(ground, middle(2, 5), middle(20, 5));
  assert.ok(way && way.length > 2);
  assert.deepEqual([way[0], way.at(-1)], [middle(2, 5), middle(20, 5)]);
  for (let at = 1; at < way.length; at += 1) {
    const [from, to] = [way[at - 1], way[at]];
    assert.ok(from && to && lineIsFree(ground, from, to));
  }
});

test('a tap on furniture leads to the side that was tapped', () => {
  const way = guessPath(planOf([[10, 10, 4, 4]]), middle(2, 5), middle(13, 12));
  assert.deepEqual(way?.at(-1), middle(14, 12));
});

test('a tap on furniture leads to a side that can be reached', () => {
  /** @type {[number, number, number, number][]} */
  const pocket = [
    [10, 10, 3, 1],
    [10, 11, 1, 1],
    [12, 11, 1, 1],
    [10, 12, 3, 1],
  ];
  const [x, y] = middle(11, 10);
  assert.deepEqual(guessPath(planOf(pocket), middle(11, 25), [x, y + 7])?.at(-1), middle(11, 9));
});

test('there is no guess into a closed room or deep inside a block', () => {
  assert.equal(guessPath(planOf([[0, 15, 30, 1]]), middle(2, 5), middle(2, 20)), null);
  assert.equal(guessPath(planOf([[10, 10, 15, 15]]), middle(2, 5), middle(17, 17)), null);
});

test('flat things are walked over, the wall only where it has a door', () => {
  const ground = groundOf(planOf([[10, 3, 2, 27]], 'rug'));
  assert.deepEqual(findPath(ground, middle(2, 5), middle(20, 5)), [middle(2, 5), middle(20, 5)]);
  assert.ok(isFree(ground, middle(4, 2)));
  assert.ok(!isFree(ground, middle(3, 2)));
});

test('somebody inside furniture steps out of it first', () => {
  const way = guessPath(planOf([[10, 10, 10, 10]]), middle(11, 15), middle(25, 15));
  assert.deepEqual(way?.slice(0, 2), [middle(11, 15), middle(9, 15)]);
  assert.deepEqual(way?.at(-1), middle(25, 15));
});
