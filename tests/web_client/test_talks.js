/** Letters in their order, however they came (T2.2.b). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged } from '../../web_client/src/chatting_model.js';

const letters = (/** @type {string} */ ids) =>
  [...ids].map((message) => ({
    message,
    account: 'a',
    name: 'あき',
    sent_ms: 0,
    text: message,
    stamp: 0,
  }));
const order = (/** @type {string} */ known, /** @type {string} */ page) =>
  merged(letters(known), letters(page))
    .map(({ message }) => message)
    .join('');

test('a page that was read back stands where its letters were written', () => {
  assert.equal(order('', 'abc'), 'abc', 'nothing was known');
  assert.equal(order('de', 'abc'), 'abcde', 'a page from before');
  assert.equal(order('abcdef', 'cde'), 'abcdef', 'all of it was heard already');
  assert.equal(order('cdef', 'abcd'), 'abcdef', 'its end was heard already');
  assert.equal(order('abc', ''), 'abc', 'nothing came before');
});
