/**
 * Lines of Japanese text in a bubble: broken between words where the browser knows them, by the
 * rules of 禁則.
 */

/** May not begin a line. */
const NO_START = new Set(
  '、。，．・：；？！ー～…‥」』）］｝〉》】゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々,.!?:;)]}',
);
/** May not end a line. */
const NO_END = new Set('「『（［｛〈《【([{っッ');

const segmenter =
  typeof Intl !== 'undefined' && 'Segmenter' in Intl
    ? new Intl.Segmenter('ja', { granularity: 'word' })
    : null;

/** A line is best broken after one of these. */
const PAUSES = new Set('、。，．！？!?… \u3000');

/**
 * Break a text into lines not wider than `limit`: at pauses if that does, else between words, else
 * between letters. Lines of a broken phrase are made about equally long.
 * @param {string} text
 * @param {(part: string) => number} measure
 * @param {number} limit in the unit of `measure`
 * @returns {string[]} at least one line
 */
export function wrapped(text, measure, limit) {
  const pieces = phrasesOf(text).flatMap((phrase) =>
    measure(phrase.trimEnd()) > limit ? balanced(phrase, measure, limit) : [phrase],
  );
  return filled(pieces, measure, limit);
}

/**
 * Put pieces into lines one after the other.
 * @param {string[]} pieces
 * @param {(part: string) => number} measure
 * @param {number} limit
 */
function filled(pieces, measure, limit) {
  const lines = [''];
  for (const piece of pieces) {
    const line = lines.at(-1) ?? '';
    if (line && measure((line + piece).trimEnd()) > limit) lines.push(piece.trimStart());
    else lines[lines.length - 1] = line ? line + piece : piece.trimStart();
  }
  return lines.map((line) => line.trimEnd());
}

/**
 * A phrase longer than a line, in as few lines as it needs, none much longer than the others.
 * @param {string} phrase
 * @param {(part: string) => number} measure
 * @param {number} limit
 */
function balanced(phrase, measure, limit) {
  const words = joined(segmenter ? segmentsOf(phrase) : [...phrase]).flatMap((word) =>
    measure(word) > limit ? joined([...word]) : [word],
  );
  const fewest = filled(words, measure, limit);
  for (let width = measure(phrase) / fewest.length; width < limit; width += limit / 16) {
    const lines = filled(words, measure, width);
    if (lines.length === fewest.length) return lines;
  }
  return fewest;
}

/** @param {string} text @returns {string[]} words */
const segmentsOf = (text) =>
  segmenter ? [...segmenter.segment(text)].map(({ segment }) => segment) : [...text];

/** Stretches that end at a pause. @param {string} text */
function phrasesOf(text) {
  const phrases = [''];
  let paused = false;
  for (const letter of text) {
    if (paused && !PAUSES.has(letter) && !NO_START.has(letter)) phrases.push('');
    phrases[phrases.length - 1] += letter;
    paused = PAUSES.has(letter);
  }
  return phrases;
}

/** Words together with the marks that may not leave them. @param {string[]} words */
function joined(words) {
  /** @type {string[]} */ const parts = [];
  for (const word of words) {
    const before = parts.at(-1);
    const stays =
      before !== undefined && (NO_START.has(word[0] ?? '') || NO_END.has(before.at(-1) ?? ''));
    if (stays) parts[parts.length - 1] = before + word;
    else parts.push(word);
  }
  return parts;
}
