/** What the page of surveys says before anything is asked (T3.8). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingIn } from '../../web_client/src/surveys_draft.js';

/** @param {object} changed */
const question = (changed = {}) => ({
  kind: 'single',
  text: 'すきな いろ',
  choices: 'あか\nあお',
  needed: true,
  ...changed,
});

test('a survey says the first thing that it lacks, and of which question (T3.8)', () => {
  assert.deepEqual(missingIn(' ', [question()]), { key: 'surveys.needs_title', number: 0 });
  /** @type {Record<string, object>} */
  const lacks = {
    needs_question: { text: '  ' },
    needs_choices: { choices: 'あか\n\n ' },
    needs_fewer: { choices: [...'あいうえおかきくけ'].join('\n') },
    needs_different: { choices: 'あか\nあお\n あか' },
    needs_shorter: { choices: `あか\n${'あ'.repeat(31)}` },
    needs_ends: { kind: 'scale', choices: 'すくない' },
  };
  for (const [key, changed] of Object.entries(lacks))
    assert.deepEqual(missingIn('いろ', [question(), question(changed)]), {
      key: `surveys.${key}`,
      number: 2,
    });
});

test('a survey that lacks nothing can be asked (T3.8)', () => {
  const whole = [
    question(),
    question({ kind: 'multiple', choices: [...'あいうえおかきく'].join('\n') }),
    question({ kind: 'scale', choices: '' }),
    question({ kind: 'scale', choices: 'すくない\nおおい' }),
    question({ kind: 'text', choices: 'のこっている' }),
  ];
  assert.equal(missingIn('いろ', whole), null);
});
