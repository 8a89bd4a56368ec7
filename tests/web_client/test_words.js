/** Words found by their first letters, as a child looks for them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { completions, finished, ROWS, wordsOf, wordsUnder } from '../../web_client/src/words.js';

const LIST = readFileSync(new URL('../../server/words.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean);

test('each word of the list stands under exactly one letter of the kana table', () => {
  const letters = ROWS.flatMap((row) => [...row]);
  const found = letters.flatMap((letter) => wordsUnder(LIST, letter));
  assert.deepEqual(found.toSorted(), LIST.toSorted());
});

test('voiced letters stand with the plain ones', () => {
  assert.deepEqual(wordsUnder(['かめ', 'がっき', 'はな', 'ぱんだ'], 'か'), ['かめ', 'がっき']);
  assert.deepEqual(wordsUnder(['かめ', 'がっき', 'はな', 'ぱんだ'], 'は'), ['はな', 'ぱんだ']);
});

test('a word begun in any kana is completed', () => {
  for (const typed of ['りす もも そ', 'リス・モモ・ソ', 'ﾘｽ ﾓﾓ ｿ'])
    assert.deepEqual(completions(['そら', 'そり', 'たこ'], typed), ['そら', 'そり']);
});

test('nothing is offered before a letter, after a whole word, or for a fourth word', () => {
  for (const typed of ['', 'りす ', 'そら', 'りす もも たこ そ'])
    assert.deepEqual(completions(['そら', 'そり', 'たこ'], typed), []);
});

test('a finished word makes room for the next one until there are three', () => {
  assert.equal(finished('り', 'りす'), 'りす ');
  assert.equal(finished('リス モ', 'もも'), 'りす もも ');
  assert.equal(finished('りす もも そ', 'そら'), 'りす もも そら');
  assert.deepEqual(wordsOf(' りす・もも、そら '), ['りす', 'もも', 'そら']);
});
