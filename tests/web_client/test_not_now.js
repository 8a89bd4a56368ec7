/** Standing on somebody who wants no talk now (T2.1.c). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../../web_client/src/model.js';
import { createNotNow } from '../../web_client/src/not_now.js';

const HERE = [160, 160];
const FAR = [480, 160];

/** @param {Record<string, any>} other what the other one shows @param {number[]} place */
function floor(other, place = HERE) {
  const model = createModel();
  const person = { status: 'none', watching: false, handle: 1 };
  model.me = 1;
  model.plan = /** @type {any} */ ({ calls: true });
  const standing = (/** @type {number[]} */ at) => ({ startTick: 0, points: [at] });
  model.people.set(1, /** @type {any} */ ({ ...person, walk: standing(HERE) }));
  model.people.set(
    2,
    /** @type {any} */ ({
      ...person,
      handle: 2,
      walk: standing(place),
      ...other,
    }),
  );
  return model;
}

/** @param {Record<string, any>} other @param {number[]} [place] */
function told(other, place) {
  const notNow = createNotNow();
  const model = floor(other, place);
  return [1, 2, 3, 4].map((tick) => notNow.look(model, tick));
}

test('who stays upon somebody with a refusing status is told so once', () => {
  for (const status of ['focusing', 'resting', 'quiet'])
    assert.deepEqual(told({ status }), [false, true, false, false], status);
  assert.deepEqual(told({ watching: true }), [false, true, false, false]);
});

test('nothing is said beside them, and nothing upon somebody who would talk', () => {
  assert.ok(!told({ status: 'focusing' }, FAR).includes(true));
  assert.ok(!told({ status: 'open_to_talk' }).includes(true));
});

test('nothing is said to who wants no talk, who is in a call, or where there are no calls', () => {
  for (const change of [
    (/** @type {any} */ model) => {
      model.people.get(1).watching = true;
    },
    (/** @type {any} */ model) => {
      model.call = { call: 'a', members: new Map(), lines: [] };
    },
    (/** @type {any} */ model) => {
      model.plan.calls = false;
    },
  ]) {
    const notNow = createNotNow();
    const model = floor({ status: 'focusing' });
    change(model);
    assert.ok(![1, 2, 3].map((tick) => notNow.look(model, tick)).includes(true));
  }
});
