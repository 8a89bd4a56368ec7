/** Who is found where in a call, and what a browser's refusals mean to a person. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.localStorage ??= /** @type {any} */ ({ getItem: () => null, setItem: () => {} });
const { slotOf } = await import('../../web_client/src/calling_model.js');
const { apply, createModel } = await import('../../web_client/src/model.js');
const { troubleOf } = await import('../../web_client/src/media_tracks.js');
const { createVoices } = await import('../../web_client/src/voices.js');

/** @returns {any} */
const storage = () => {
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, text),
  };
};

test('each of eight finds the seven others in slots of their own', () => {
  const seats = [...'abcdefgh'];
  for (const own of seats) {
    const slots = seats.filter((one) => one !== own).map((one) => slotOf(seats, own, one));
    assert.deepEqual(slots.toSorted(), [0, 1, 2, 3, 4, 5, 6]);
  }
  assert.equal(slotOf(seats, 'a', 'a'), -1);
  assert.equal(slotOf([], 'a', 'b'), -1, 'nobody sits yet');
});

test('no slot moves when somebody else leaves', () => {
  const before = ['a', 'b', 'c', null, null, null, null, null];
  const after = ['a', null, 'c', null, null, null, null, null];
  assert.equal(slotOf(before, 'a', 'c'), slotOf(after, 'a', 'c'));
});

test('a device that another program has is told apart from one that is not allowed', () => {
  const named = (/** @type {string} */ name) => troubleOf(new DOMException('', name));
  assert.equal(named('NotReadableError'), 'in_use');
  assert.equal(named('NotAllowedError'), 'denied');
  assert.equal(named('NotFoundError'), 'missing');
  assert.equal(named('OverconstrainedError'), 'missing');
  assert.equal(troubleOf(new TypeError('')), 'failed');
});

test('who was muted is muted again, and only for the one who did it (T4.10)', () => {
  const kept = storage();
  createVoices('me', kept).change('loud', { muted: true });
  const again = createVoices('me', kept);
  assert.equal(again.loudness('loud', 100), 0);
  assert.equal(again.loudness('other', 100), 1);
  assert.equal(createVoices('sister', kept).loudness('loud', 100), 1);
});

test('loudness is that of all voices times that of the person', () => {
  const voices = createVoices('me', storage());
  voices.change('loud', { volume: 50 });
  assert.equal(voices.loudness('loud', 50), 0.25);
  assert.equal(voices.loudness('other', 0), 0);
});

test('who comes too late is told that a talk is full until they walk away', () => {
  const model = createModel();
  model.account = 'aki';
  const happen = (/** @type {string} */ topic, /** @type {object} */ fields) =>
    apply(model, /** @type {any} */ ({ topic, ...fields }));
  happen('OverlapBegan', { account: 'aki', to: 'haru', opens_tick: 40 });
  happen('CallFull', { account: 'aki', to: 'haru' });
  assert.equal(model.full, 'haru');
  assert.equal(model.overlaps.size, 0, 'the words that a talk begins are gone');
  happen('OverlapEnded', { account: 'aki', to: 'haru' });
  assert.equal(model.full, '');
  happen('CallFull', { account: 'natsu', to: 'haru' });
  assert.equal(model.full, '', 'that was told to somebody else');
});
