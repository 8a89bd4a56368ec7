/** What the interface says, in its three forms (T1.7). */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { withoutReadings } from '../../web_client/src/readings.js';
import {
  addStrings,
  clockTime,
  dayAndTime,
  fromTo,
  inKana,
  language,
  readable,
  titleOf,
  withReadings,
  written,
} from '../../web_client/src/strings.js';

const SOURCE = new URL('../../web_client/src/', import.meta.url);

/**
 * Every part of the interface with its three tables, also those that come later: either one file
 * for all (`care.js`) or one for each (`ja.js`, `staff_ja-easy.js` …).
 * @type {Map<string, Record<'ja' | 'jaEasy' | 'en', Record<string, string>>>}
 */
const parts = new Map();
for (const file of readdirSync(new URL('strings/', SOURCE))) {
  const part = file.replace(/(^|_)(ja-easy|ja|en)\.js$|\.js$/, '');
  const { ja, jaEasy, en } = await import(new URL(`strings/${file}`, SOURCE).href);
  // A file of another kind is a piece of a table and in it.
  const found = Object.entries({ ja, jaEasy, en }).filter(([, table]) => table);
  if (found.length > 0) parts.set(part, { ...parts.get(part), ...Object.fromEntries(found) });
}
const all = [...parts].flatMap(([part, { ja, jaEasy, en }]) =>
  Object.keys(ja).map((key) => ({ at: `${part} ${key}`, key, forms: [ja, jaEasy, en] })),
);
/** @type {Record<'ja' | 'jaEasy' | 'en', Record<string, string>>} */
const { ja, jaEasy, en } = {
  ja: Object.assign({}, ...[...parts.values()].map((part) => part.ja)),
  jaEasy: Object.assign({}, ...[...parts.values()].map((part) => part.jaEasy)),
  en: Object.assign({}, ...[...parts.values()].map((part) => part.en)),
};
const RUBY = /\{([^|}]+)\|([^}]+)\}/g;
const KANJI = /\p{Script=Han}/u;
/** What stands on buttons that are always there, beside the pages of both rails. */
const ALWAYS = ['menu', 'where', 'zoom', 'zoom_off', 'whole', 'whole_off', 'help', 'emotes'];
const MENU = [
  ...ALWAYS,
  ...['alone', 'alone_off', 'leave'],
  ...namedIn('features/plaza_page.js', /const PANELS = \[([^\]]+)\]/, /'([\w.]+)'/g),
  ...namedIn('features/staff.js', /const PAGES = \{(.+?)\n\};/s, /^ {2}(\w+): \{/gm).map(
    (page) => `staff.${page}`,
  ),
];
const LABEL_MAX = 12;

/**
 * The names in a part of a module.
 * @param {string} file @param {RegExp} part @param {RegExp} name
 */
function namedIn(file, part, name) {
  const [, found = ''] = readFileSync(new URL(file, SOURCE), 'utf8').match(part) ?? [];
  const names = [...found.matchAll(name)].map(([, one]) => one);
  assert.ok(names.length > 5, `${file} has no ${part}`);
  return names;
}

test('each text has its three forms, also of what comes later', () => {
  assert.ok(parts.size >= 6, [...parts.keys()].join());
  for (const [part, tables] of parts) {
    const keys = Object.keys(tables.ja).toSorted();
    for (const table of [tables.jaEasy, tables.en])
      assert.deepEqual(Object.keys(table ?? {}).toSorted(), keys, part);
  }
  for (const { at, key, forms } of all)
    for (const table of forms) assert.notEqual(table[key].trim(), '', at);
});

test('no text stands in two tables of a language: the one loaded last would win', () => {
  const seen = new Map();
  for (const { at, key } of all) {
    assert.equal(seen.get(key), undefined, at);
    seen.set(key, at);
  }
});

test('no text stands twice in a table, where the first would be lost without a word', () => {
  const files = readdirSync(new URL('strings/', SOURCE));
  let found = 0;
  for (const file of files) {
    const text = readFileSync(new URL(`strings/${file}`, SOURCE), 'utf8');
    for (const [, table, body] of text.matchAll(/^export const (\w+) = \{\n(.+?)^\};/gms)) {
      const keys = [...body.matchAll(/^ {2}'?([\w.-]+)'?:\s/gm)].map(([, key]) => key);
      const doubled = keys.filter((key, at) => keys.indexOf(key) !== at);
      assert.deepEqual(doubled, [], `${file} ${table}`);
      found += keys.length;
    }
  }
  assert.equal(found, all.length * 3, 'each text was found where it is written');
});

test('each kanji of やさしい日本語 carries its reading (T1.7)', () => {
  const bare = all.filter(({ key, forms }) => KANJI.test(forms[1][key].replace(RUBY, '')));
  assert.deepEqual(
    bare.map(({ at, key, forms }) => `${at}: ${forms[1][key]}`),
    [],
  );
});

test('the reading of a kanji is hiragana', () => {
  for (const text of Object.values(jaEasy))
    for (const [, , reading] of text.matchAll(RUBY)) assert.match(reading, /^[ぁ-ゖー]+$/u);
});

test('each label of a menu has kana, and none is longer than twelve letters (T1.7)', () => {
  for (const key of MENU) {
    for (const table of [ja, jaEasy, en])
      assert.ok(table[key].replace(RUBY, '$1').length <= LABEL_MAX, `${key}: ${table[key]}`);
    assert.match(jaEasy[key].replace(RUBY, '$2'), /^[ぁ-ゖァ-ヺー ・]+$/u);
  }
});

test('the three forms are filled with the same values', () => {
  const values = (/** @type {string} */ text) => (text.match(/\$\w+/g) ?? []).toSorted().join();
  for (const { at, key, forms } of all)
    for (const table of forms) assert.equal(values(table[key]), values(forms[0][key]), at);
});

test('each text that a page names is in the tables', () => {
  const pages = readdirSync(SOURCE, { recursive: true }).filter((name) => name.endsWith('.js'));
  for (const page of pages) {
    const text = readFileSync(new URL(page, SOURCE), 'utf8');
    for (const [, key] of text.matchAll(/\b[tT]\('([\w.-]+)'/g))
      assert.ok(key in ja, `${page}: ${key}`);
  }
});

test('each refusal of any rule has words of its own', () => {
  const rules = new URL('../../simulation/', import.meta.url);
  const ofTheLoginPage = new Set(['account_disabled', 'school_closed']);
  let found = 0;
  for (const slice of readdirSync(rules).filter((name) => name.endsWith('.py')))
    for (const [, reason] of readFileSync(new URL(slice, rules), 'utf8').matchAll(
      /Refused\(\s*"(\w+)"/g,
    )) {
      found += 1;
      for (const table of [ja, jaEasy, en])
        assert.ok(
          `refused.${reason}` in table || ofTheLoginPage.has(reason),
          `${slice}: ${reason}`,
        );
    }
  assert.ok(found > 100, `${found}`);
});

test('a reading stands over what needs one, word by word where both have as many (T1.7)', () => {
  const shown = (/** @type {string} */ name, /** @type {string} */ yomi) =>
    readable({ name, yomi });
  assert.equal(shown('春の 遠足', 'はるの えんそく'), '春の 遠足', 'others read as it is written');
  language.value = 'ja-easy';
  assert.equal(shown('春の 遠足', 'はるの えんそく'), '{春|はる}の {遠足|えんそく}');
  assert.equal(shown('お楽しみ会', 'おたのしみかい'), 'お{楽|たの}しみ{会|かい}');
  assert.equal(shown('先生のまえ', 'せんせいの まえ'), '{先生|せんせい}のまえ');
  assert.equal(
    shown('分数のかけ算をやってみよう', 'ぶんすうの かけざんを やってみよう'),
    '{分数|ぶんすう}のかけ{算|ざん}をやってみよう',
  );
  assert.equal(
    shown('コマ回し（3回目）', 'こままわし さんかいめ'),
    'コマ{回|まわ}し{（3回目）|さんかいめ}',
  );
  assert.equal(shown('はじまり、', 'はじまり'), 'はじまり、');
  assert.equal(shown('図書室', 'としょしつ'), '{図書室|としょしつ}');
  for (const kana of ['ひろば', '']) assert.equal(shown('ひろば', kana), 'ひろば');
  assert.equal(shown('あ', 'ああ'), '{あ|ああ}', 'a reading that is another stands over all');
  const long = '冬の星ざを観察しよう、望遠鏡で';
  assert.equal(shown(long, 'ちがう よみかた'), `${long}（ちがう よみかた）`);
  assert.equal(shown('{春|夏}', 'はる'), '{春|夏}', 'what looks like furigana is none');
  language.value = 'ja';
});

test('what cannot carry furigana is in kana for easy words (T1.7)', () => {
  addStrings({
    ja: { 'test.find': '名前で さがす' },
    'ja-easy': { 'test.find': '{名前|なまえ}で さがす' },
  });
  assert.equal(inKana('test.find'), '名前で さがす');
  language.value = 'ja-easy';
  assert.equal(inKana('test.find'), 'なまえで さがす');
  assert.equal(written('test.find'), '{名前|なまえ}で さがす');
  language.value = 'ja';
});

test('a moment and a span are written as the language has them, by one clock (T1.7)', () => {
  const moment = Date.UTC(2026, 10, 22, 4, 3);
  assert.equal(dayAndTime(moment), '11月22日(日) 13:03');
  assert.equal(fromTo('9:00', '10:00'), '9:00〜10:00');
  language.value = 'en';
  assert.match(dayAndTime(moment), /^Sun, November 22\D+13:03$/);
  assert.equal(fromTo(clockTime(moment), ''), '13:03–');
  language.value = 'ja';
});

test('readings beside kanji are left out here as on the server (T1.7)', () => {
  const vectors = new URL('../vectors/readings.json', import.meta.url);
  const told = JSON.parse(readFileSync(vectors, 'utf8'));
  assert.ok(told.length > 5);
  for (const one of told) assert.equal(withoutReadings(one.written), one.words);
});

test('readings written beside kanji are furigana in easy words, else unseen (T1.7)', () => {
  const told = '体育館《たいいくかん》で お茶《おちゃ》会、《重要》';
  /** @param {any} words */
  const flat = (words) =>
    [words]
      .flat()
      .map((word) =>
        word?.type === 'ruby'
          ? `{${word.props.children[0]}|${word.props.children[1].props.children}}`
          : word,
      )
      .join('');
  const bare = '体育館で お茶会、《重要》';
  assert.equal(flat(withReadings(told)), bare);
  assert.equal(withoutReadings(told), bare);
  assert.equal(flat(titleOf({ title: told })), bare);
  language.value = 'ja-easy';
  const easy = '{体育館|たいいくかん}で お{茶|おちゃ}会、《重要》';
  assert.equal(flat(withReadings(told)), easy);
  assert.equal(flat(titleOf({ title: told })), easy);
  assert.equal(
    flat(titleOf({ title: '運動《うんどう》会', yomi: 'うんどうかい' })),
    '{運動会|うんどうかい}',
  );
  assert.equal(flat(withReadings('{春|夏}')), '{春|夏}', 'what looks like a table is none');
  language.value = 'ja';
});
