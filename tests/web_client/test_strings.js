/** What the interface says, in its three forms (T1.7). */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as care from '../../web_client/src/strings/care.js';
import { en as commonEn } from '../../web_client/src/strings/en.js';
import { ja as commonJa } from '../../web_client/src/strings/ja.js';
import { jaEasy as commonEasy } from '../../web_client/src/strings/ja-easy.js';
import * as line from '../../web_client/src/strings/line.js';
import { en as staffEn } from '../../web_client/src/strings/staff_en.js';
import { ja as staffJa } from '../../web_client/src/strings/staff_ja.js';
import { jaEasy as staffEasy } from '../../web_client/src/strings/staff_ja-easy.js';
import { en as stayingEn } from '../../web_client/src/strings/staying_en.js';
import { ja as stayingJa } from '../../web_client/src/strings/staying_ja.js';
import { jaEasy as stayingEasy } from '../../web_client/src/strings/staying_ja-easy.js';
import { en as talksEn } from '../../web_client/src/strings/talks_en.js';
import { ja as talksJa } from '../../web_client/src/strings/talks_ja.js';
import { jaEasy as talksEasy } from '../../web_client/src/strings/talks_ja-easy.js';
import { en as boardEn } from '../../web_client/src/strings/whiteboard_en.js';
import { ja as boardJa } from '../../web_client/src/strings/whiteboard_ja.js';
import { jaEasy as boardEasy } from '../../web_client/src/strings/whiteboard_ja-easy.js';

const stayingTables = [stayingJa, stayingEasy, stayingEn];
/** @type {Record<string, string>} */ const ja = { ...commonJa, ...care.ja, ...line.ja };
/** @type {Record<string, string>} */ const jaEasy = {
  ...commonEasy,
  ...care.jaEasy,
  ...line.jaEasy,
};
/** @type {Record<string, string>} */ const en = { ...commonEn, ...care.en, ...line.en };
const RUBY = /\{([^|}]+)\|([^}]+)\}/g;
const KANJI = /\p{Script=Han}/u;
const MENU = [
  'menu',
  'chat',
  'people',
  'floors',
  'status',
  'look',
  'settings',
  'today',
  'where',
  'zoom',
  'zoom_off',
  'whole',
  'whole_off',
  'alone',
  'alone_off',
  'leave',
  'help',
  'emotes',
]; // prettier-ignore
const LABEL_MAX = 12;
const SOURCE = new URL('../../web_client/src/', import.meta.url);

test('each text has its three forms', () => {
  assert.deepEqual(Object.keys(jaEasy).toSorted(), Object.keys(ja).toSorted());
  assert.deepEqual(Object.keys(en).toSorted(), Object.keys(ja).toSorted());
  assert.deepEqual(Object.keys(talksEasy).toSorted(), Object.keys(talksJa).toSorted());
  assert.deepEqual(Object.keys(talksEn).toSorted(), Object.keys(talksJa).toSorted());
  assert.deepEqual(Object.keys(staffEasy).toSorted(), Object.keys(staffJa).toSorted());
  assert.deepEqual(Object.keys(staffEn).toSorted(), Object.keys(staffJa).toSorted());
  for (const table of [boardEasy, boardEn])
    assert.deepEqual(Object.keys(table).toSorted(), Object.keys(boardJa).toSorted());
  for (const table of stayingTables)
    assert.deepEqual(Object.keys(table).toSorted(), Object.keys(stayingJa).toSorted());
  for (const table of [ja, jaEasy, en])
    for (const [key, text] of Object.entries(table)) assert.notEqual(text.trim(), '', key);
});

test('each kanji of やさしい日本語 carries its reading (T1.7)', () => {
  for (const [key, text] of Object.entries({
    ...jaEasy,
    ...stayingEasy,
    ...talksEasy,
    ...boardEasy,
  }))
    assert.ok(!KANJI.test(text.replace(RUBY, '')), `${key}: ${text}`);
});

test('the reading of a kanji is hiragana', () => {
  for (const text of Object.values({ ...jaEasy, ...stayingEasy, ...boardEasy }))
    for (const [, , reading] of text.matchAll(RUBY)) assert.match(reading, /^[ぁ-ゖー]+$/u);
});

test('no menu label is longer than twelve letters (T1.7)', () => {
  for (const table of [ja, jaEasy, en])
    for (const key of MENU)
      assert.ok(table[key].replace(RUBY, '$1').length <= LABEL_MAX, `${key}: ${table[key]}`);
});

test('the three forms are filled with the same values', () => {
  const values = (/** @type {string} */ text) => (text.match(/\$\w+/g) ?? []).toSorted().join();
  for (const [key, text] of Object.entries(ja)) {
    assert.equal(values(jaEasy[key]), values(text), key);
    assert.equal(values(en[key]), values(text), key);
  }
});

test('each text that a page names is in the tables', () => {
  const pages = readdirSync(SOURCE, { recursive: true }).filter((name) => name.endsWith('.js'));
  for (const page of pages) {
    const text = readFileSync(new URL(page, SOURCE), 'utf8');
    for (const [, key] of text.matchAll(/\b[tT]\('([\w.-]+)'/g))
      assert.ok(
        key in ja || key in staffJa || key in stayingJa || key in talksJa || key in boardJa,
        `${page}: ${key}`,
      );
  }
});

test('each refusal that a person may meet has words of its own', () => {
  const rules = new URL('../../simulation/', import.meta.url);
  const slices = ['avatars', 'calling', 'chatting', 'moving', 'floors'];
  const ofAdmins = new Set([
    'floor_exists',
    'floor_without_arrivals',
    'no_such_floor',
    'too_many_floors',
    'not_on_a_floor',
  ]); // prettier-ignore
  for (const slice of slices) {
    const text = readFileSync(new URL(`${slice}.py`, rules), 'utf8');
    for (const [, reason] of text.matchAll(/Refused\("(\w+)"/g))
      if (!ofAdmins.has(reason) && reason !== 'school_closed')
        assert.ok(`refused.${reason}` in ja, `${slice}: ${reason}`);
  }
});
