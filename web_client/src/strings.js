/**
 * What the interface says, in three tables with equal keys. ja-easy carries furigana as {漢字|かんじ},
 * built into <ruby> elements; nothing here is ever parsed as HTML.
 */

import { h, signal } from '../vendor/vendor.js';
import { READING, withoutReadings } from './readings.js';
import { ja } from './strings/ja.js';

/** @type {Record<string, Record<string, string>>} */
const TABLES = { ja, 'ja-easy': {}, en: {} };
/** Who reads one language does not carry the others over a slow line. */
/** @type {Record<string, () => Promise<Record<string, string>>>} */
const LATER = {
  'ja-easy': () => import('./strings/ja-easy.js').then(({ jaEasy }) => jaEasy),
  en: () => import('./strings/en.js').then(({ en }) => en),
};
export const LANGUAGES = /** @type {const} */ (['ja', 'ja-easy', 'en']);
/** `settings.js` says which; the page is in Japanese until it has. */
export const language = signal('ja');
const SPACES = /[ \u3000]+/;
const KANA = /([ぁ-ゖァ-ヶー]+)/;
const NEEDS = /[\p{L}\p{N}]/u;
const NOT_READ = /[・ \u3000]/g;
/** As many large letters as stand in a line of a panel. */
const LINE_CHARS = 14;
const RUBY = /\{([^|}]+)\|([^}]+)\}/g;

/**
 * The words of a part of the interface that came later.
 * @param {Record<string, Record<string, string>>} more by language
 */
export function addStrings(more) {
  for (const [name, words] of Object.entries(more)) Object.assign(TABLES[name] ?? {}, words);
}

let wanted = 'ja';

/**
 * From when its table is here, which the promise tells; without a line all stays as it was.
 * @param {string} next
 */
export async function showLanguage(next) {
  wanted = next in TABLES ? next : 'ja';
  const table = LATER[next];
  if (table) {
    const words = await table().catch(() => null);
    if (!words || wanted !== next) return;
    TABLES[next] = { ...words, ...TABLES[next] };
    delete LATER[next];
  }
  language.value = wanted;
  document.documentElement.lang = wanted === 'en' ? 'en' : 'ja';
  document.documentElement.classList.toggle('easy', wanted === 'ja-easy');
}

/** The bare text of a key. @param {string} key @param {Record<string, string | number>} [values] */
export const t = (key, values = {}) => filled(key, values).replace(RUBY, '$1');

/**
 * The text with furigana where the table has it.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export const T = (key, values = {}) => withRuby(filled(key, values));

/** As the table writes it, for a text that it goes into. @param {string} key */
export const written = (key) => filled(key, {});

/**
 * In kana where the table tells how it is read: for what cannot carry furigana, and is seen.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export const inKana = (key, values = {}) => filled(key, values).replace(RUBY, '$2');

/**
 * What somebody named and may have told how to read, for easy words: as the tables write it. Where
 * both have as many words, each has its own reading, and a line may end between them.
 * @param {{name: string, yomi?: string}} named
 */
export function readable({ name, yomi = '' }) {
  if (language.value !== 'ja-easy' || !yomi || /[{|}]/.test(name)) return name;
  const [words, readings] = [name.split(SPACES), yomi.trim().split(SPACES)];
  if (words.length !== readings.length) return withReading(name, yomi);
  return words.map((word, at) => withReading(word, readings[at] ?? '')).join(' ');
}

/**
 * Furigana over what is no kana: the kana of a name are found again in its reading, in their order.
 * Where they are not, it stands over all, or behind a name too long to be in one line.
 * @param {string} name @param {string} yomi
 */
function withReading(name, yomi) {
  if (name === yomi) return name;
  const parts = name.split(KANA);
  const kana = inHiragana(yomi).replace(NOT_READ, '');
  const readings = parts.map(() => '');
  let at = 0;
  for (let part = 0; part < parts.length; part += 1) {
    const text = inHiragana(parts[part] ?? '');
    const next = inHiragana(parts[part + 1] ?? '');
    // Every second part is kana, and read as it is.
    if (part % 2 === 1) at += text.length;
    else if (NEEDS.test(text)) {
      const end = part + 2 < parts.length ? kana.indexOf(next, at + 1) : kana.length - next.length;
      if (end <= at || !kana.startsWith(next, end)) return asOne(name, yomi);
      readings[part] = kana.slice(at, end);
      at = end;
    } else if (!kana.startsWith(next, at)) return asOne(name, yomi);
  }
  if (at !== kana.length) return asOne(name, yomi);
  return parts.map((part, n) => (readings[n] ? `{${part}|${readings[n]}}` : part)).join('');
}

/** @param {string} name @param {string} yomi */
const asOne = (name, yomi) =>
  name.length > LINE_CHARS ? `${name}（${yomi}）` : `{${name}|${yomi}}`;

/** @param {string} text */
const inHiragana = (text) =>
  text.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** The title of a lesson, a post. @param {{title: string, yomi?: string}} titled */
export const titleOf = ({ title, yomi }) =>
  yomi ? withRuby(readable({ name: withoutReadings(title), yomi })) : withReadings(title);

/** What staff wrote for everybody, in easy words with its readings. @param {string} text */
export const withReadings = (text) =>
  language.value === 'ja-easy' ? withRuby(text, READING) : withoutReadings(text);

/** Built from words written as the tables write them. @param {string} text @param {RegExp} form */
export function withRuby(text, form = RUBY) {
  /** @type {any[]} */ const parts = [];
  let from = 0;
  for (const match of text.matchAll(form)) {
    parts.push(text.slice(from, match.index), h('ruby', null, match[1], h('rt', null, match[2])));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

/** @param {string} key @param {Record<string, string | number>} values */
function filled(key, values) {
  const text = TABLES[language.value]?.[key] ?? TABLES.ja?.[key] ?? key;
  return text.replace(/\$(\w+)/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * A clock time of the school; midnight as an end is 24:00 (`h24`).
 * @param {number} ms @param {'h23' | 'h24'} [cycle]
 */
export const clockTime = (ms, cycle = 'h23') =>
  new Intl.DateTimeFormat('ja-JP', {
    hourCycle: cycle,
    timeZone: 'Asia/Tokyo',
    hour: 'numeric',
    minute: '2-digit',
  }).format(ms);

/**
 * From one moment to another, as the language writes it; either may be left out.
 * @param {string} from @param {string} to
 */
export const fromTo = (from, to) => `${from}${language.value === 'en' ? '–' : '〜'}${to}`;

/** What a bell says. @param {{sound: string, name: string}} chime */
export const chimeSaid = ({ sound, name }) =>
  t({ 'lesson-begins': 'lesson_begins', 'lesson-ends': 'lesson_ends' }[sound] ?? 'chime', { name });

/** A day of the school. @param {number} ms */
export const dayOf = (ms) =>
  new Intl.DateTimeFormat(language.value === 'en' ? 'en' : 'ja-JP', {
    timeZone: 'Asia/Tokyo',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(ms);

/** A day and time of the school. @param {number} ms */
export const dayAndTime = (ms) =>
  new Intl.DateTimeFormat(language.value === 'en' ? 'en' : 'ja-JP', {
    timeZone: 'Asia/Tokyo',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hourCycle: 'h23',
    hour: 'numeric',
    minute: '2-digit',
  }).format(ms);
