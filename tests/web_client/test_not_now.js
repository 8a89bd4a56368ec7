/** Standing on somebody who wants no talk now (T2.1.c). */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { refusalText } from '../../web_client/src/asked.js';
import { createModel } from '../../web_client/src/model.js';
import '../../web_client/src/plaza.js';
import { createNotNow, REFUSING } from '../../web_client/src/not_now.js';
import { LANGUAGES, language, t } from '../../web_client/src/strings.js';

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

test('the statuses that are spoken of are those that the server calls nobody in', () => {
  const declared = new URL('../../protocol/avatars.py', import.meta.url);
  const [, names = ''] =
    readFileSync(declared, 'utf8').match(/REFUSES_CALLS.*frozenset\(\{(.+)\}\)/) ?? [];
  const statuses = [...names.matchAll(/Status\.(\w+)/g)].map(([, name]) => name.toLowerCase());
  assert.ok(statuses.length > 0);
  assert.deepEqual([...REFUSING].toSorted(), statuses.toSorted());
});

test('a forged request for a talk is answered in kind words, whatever the reason is called', () => {
  // As tests/server/rows/test_leave_me_be.py hears them from the server.
  const reasons = ['unknown_command', 'not_a_command', 'not_in_a_call', 'knock_is_over'];
  for (const one of LANGUAGES) {
    language.value = one;
    for (const reason of reasons) {
      const words = refusalText(reason, 0);
      assert.ok(!words.includes('_') && !words.includes('refused'), words);
      assert.ok(words === t('refused.other') || words === t(`refused.${reason}`), words);
    }
    assert.ok(!t('not_now').includes('not_now'));
  }
  language.value = 'ja';
});
