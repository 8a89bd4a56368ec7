import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapped } from '../../web_client/src/stage_text.js';

/** Every letter one em wide. @param {string} part */
const ems = (part) => [...part].length;

test('a short text stays on one line', () => {
  assert.deepEqual(wrapped('おはよう！', ems, 12), ['おはよう！']);
});

test('a text is broken at its pauses before it is broken elsewhere', () => {
  const lines = wrapped('ありがとう、たすかったよ。またあとでね！', ems, 12);
  assert.deepEqual(lines, ['ありがとう、', 'たすかったよ。', 'またあとでね！']);
});

test('no line is wider than the bubble, and nothing is lost', () => {
  const texts = [
    'きょうの給食はカレーだって、たのしみだなあ。みんなは何がすき？',
    'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも',
    'abcdefghijklmnopqrstuvwxyz',
    'すごーーーーーーーーーい！！！',
  ];
  for (const text of texts) {
    const lines = wrapped(text, ems, 12);
    assert.equal(lines.join(''), text);
    for (const line of lines) assert.ok(ems(line) <= 14, line);
  }
});

test('a line begins with no closing mark and ends with no opening one', () => {
  const text =
    '「これは、たいへんながいせりふです」と言った（ほんとう）。ちょっとまって、しゃっくりが';
  for (let limit = 6; limit < 14; limit += 1) {
    for (const line of wrapped(text, ems, limit)) {
      assert.doesNotMatch(line, /^[、。」）っゃゅょッー]/);
      assert.doesNotMatch(line, /[「（っ]$/);
    }
  }
});

test('an empty text is one empty line', () => {
  assert.deepEqual(wrapped('', ems, 12), ['']);
});
