/** What a page understands before it was told the vocabulary. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVocabulary } from '../../web_client/src/vocabulary.js';

test('a page that is opened while nothing can be stored understands that it has to wait', () => {
  const vocabulary = createVocabulary();
  assert.deepEqual(vocabulary.read([77, true]), { topic: 'ReadOnly', on: true });
  assert.deepEqual(vocabulary.read([77, false]), { topic: 'ReadOnly', on: false });
  assert.equal(vocabulary.read([77, 'Aki']), undefined);
  assert.equal(vocabulary.read([77, true, 0]), undefined);
});

test('once it knows the vocabulary it takes nothing by its form', () => {
  const vocabulary = createVocabulary({ commands: [], messages: ['HandLowered up'] });
  assert.deepEqual(vocabulary.read([1, true]), { topic: 'HandLowered', up: true });
  assert.equal(vocabulary.read([2, true]), undefined);
});
