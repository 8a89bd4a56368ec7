/** Lines of Japanese text in a bubble: broken between words where the browser knows them, by the rules of 禁則. */

/** May not begin a line. */
const NO_START = new Set(
  '、。，．・：；？！ー～…‥」』）］｝〉》】゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々,.!?:;)]}',
);
/** May not end a line. */
const NO_END = new Set('「『（［｛〈《【([{');

const segmenter =
  typeof Intl !== 'undefined' && 'Segmenter' in Intl
    ? new Intl.Segmenter('ja', { granularity: 'word' })
    : null;

/**
 * Break a text into lines not wider than `limit`, as long as its words allow it.
 * @param {string} text
 * @param {(part: string) => number} measure
 * @param {number} limit in the unit of `measure`
 * @returns {string[]} at least one line
 */
export function wrapped(text, measure, limit) {
  /** @type {string[]} */ const lines = [];
  let line = '';
  for (const word of partsOf(text)) {
    if (line && measure((line + word).trimEnd()) > limit) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const piece of measure(word) > limit ? [...word] : [word]) {
      if (line && measure(line + piece) > limit && !NO_START.has(piece)) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += line ? piece : piece.trimStart();
    }
  }
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Words, with the marks that must stay with them. @param {string} text */
function partsOf(text) {
  const words = segmenter ? [...segmenter.segment(text)].map(({ segment }) => segment) : [...text];
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
