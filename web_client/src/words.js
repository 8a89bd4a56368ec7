/**
 * The words that passphrases are made of: found by their first letters, so that a child may choose
 * instead of type. The list is no secret; which three of it are on a card is.
 */

import { fetched } from './query.js';

export const WORDS_WANTED = 3;
const SUGGESTED = 6;
/** The rows of the kana table; voiced letters stand with the plain ones, as in a dictionary. */
export const ROWS = [
  'あいうえお',
  'かきくけこ',
  'さしすせそ',
  'たちつてと',
  'なにぬねの',
  'はひふへほ',
  'まみむめも',
  'やゆよ',
  'らりるれろ',
  'わ',
];
const BETWEEN = /[\s・、,.。-]+/u;
const KATAKANA = /[ァ-ヶ]/gu;
const KATAKANA_AFTER_HIRAGANA = 0x60;

/** @returns {Promise<string[]>} */
export async function loadWords() {
  const { ok, status, found } = await fetched(new URL('../words.txt', import.meta.url), {
    as: 'text',
  });
  if (!ok) throw new Error(`words: ${status}`);
  return found.split('\n');
}

/** What is typed as hiragana, whatever kana it was typed in. @param {string} typed */
const plain = (typed) =>
  typed
    .normalize('NFKC')
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_AFTER_HIRAGANA));

/** @param {string} typed @returns {string[]} */
export const wordsOf = (typed) => plain(typed).split(BETWEEN).filter(Boolean);

/** The letter of the kana table under which a word is found. @param {string} word */
const letterOf = (word) => word.normalize('NFD').charAt(0);

/** @param {string[]} words @param {string} letter @returns {string[]} */
export const wordsUnder = (words, letter) => words.filter((word) => letterOf(word) === letter);

/**
 * How the word that is being typed may go on.
 * @param {string[]} words @param {string} typed @returns {string[]}
 */
export function completions(words, typed) {
  const begun = plain(typed).split(BETWEEN);
  const last = begun.at(-1) ?? '';
  if (!last || begun.filter(Boolean).length > WORDS_WANTED || words.includes(last)) return [];
  return words.filter((word) => word.startsWith(last)).slice(0, SUGGESTED);
}

/** The typed words with the last one finished. @param {string} typed @param {string} word */
export function finished(typed, word) {
  const done = wordsOf(typed).slice(0, -1);
  return [...done, word].join(' ') + (done.length + 1 < WORDS_WANTED ? ' ' : '');
}
