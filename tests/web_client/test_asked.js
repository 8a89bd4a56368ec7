/** What was asked and not answered, and words that are not sent yet (T1.6). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsked } from '../../web_client/src/asked.js';
import { createUnsent } from '../../web_client/src/unsent.js';

/** @returns {[ReturnType<typeof createAsked>, string[]]} */
function askedTwice() {
  const asked = createAsked();
  /** @type {string[]} */ const told = [];
  for (const id of [1, 2]) asked.wait(id, ({ reason }) => told.push(`${id} ${reason}`));
  return [asked, told];
}

test('an answer is told once to who waits for it, and to nobody else', () => {
  const [asked, told] = askedTwice();
  assert.equal(asked.answer({ command_id: 2, reason: 'busy', at_ms: 0 }), true);
  assert.equal(asked.answer({ command_id: 2, reason: 'busy', at_ms: 0 }), false);
  assert.deepEqual(told, ['2 busy']);
});

test('a yes is told when the page shows what was done', () => {
  const [asked, told] = askedTwice();
  asked.done(1);
  assert.deepEqual(told, []);
  asked.told();
  asked.told();
  assert.deepEqual(told, ['1 ']);
});

test('what is unanswered when a page has resumed was not done', () => {
  const [asked, told] = askedTwice();
  asked.cut();
  asked.answer({ command_id: 1, reason: '', at_ms: 0 });
  asked.wait(3, ({ reason }) => told.push(`3 ${reason}`));
  asked.back(false);
  assert.deepEqual(told, ['1 ', '2 cut'], 'what is asked on the new line is waited for');
});

test('a page that is shown everything anew cannot know what became of it', () => {
  const [asked, told] = askedTwice();
  asked.back(true);
  assert.deepEqual(told, [], 'nothing is in doubt while no line was cut');
  asked.cut();
  asked.back(true);
  assert.deepEqual(told, ['1 unsure', '2 unsure']);
});

test('words that could not be sent stay where they were written until they are', async () => {
  const unsent = createUnsent(() => {});
  /** @type {boolean[]} */ const answers = [false, true];
  await unsent.put('floor', 'またあした', async () => answers.shift() ?? false);
  const [row] = unsent.at('floor');
  assert.equal(row?.words, 'またあした');
  assert.deepEqual(unsent.at('murmur'), []);
  if (row) await unsent.again(row);
  assert.deepEqual([unsent.at('floor'), answers], [[], []]);
});

test('words that are sent at once are never shown as on their way', async () => {
  let changes = 0;
  const unsent = createUnsent(() => {
    changes += 1;
    assert.deepEqual(unsent.at('floor'), []);
  });
  await unsent.put('floor', 'やあ', async () => true);
  assert.ok(changes > 0);
});

test('words that nobody wants to send any more are dropped', async () => {
  const unsent = createUnsent(() => {});
  await unsent.put('floor', 'やあ', async () => false);
  for (const row of unsent.at('floor')) unsent.drop(row);
  assert.deepEqual(unsent.at('floor'), []);
});
