/** Three words chosen by touch: a row of the kana table, a letter of it, a word that begins so. */

import { html, useState } from '../../vendor/vendor.js';
import { T, t } from '../strings.js';
import {
  completions,
  finished,
  loadWords,
  ROWS,
  WORDS_WANTED,
  wordsOf,
  wordsUnder,
} from '../words.js';
import { Dialog } from './dialog.js';

/** The list, which the page keeps for both. */
export const load = loadWords;

/**
 * @param {{words: string[], typed: string, onDone: (typed: string) => void,
 *   onClose: () => void}} props
 */
export function WordPicker({ words, typed, onDone, onClose }) {
  const [chosen, setChosen] = useState(() =>
    wordsOf(typed)
      .filter((word) => words.includes(word))
      .slice(0, WORDS_WANTED),
  );
  const [row, setRow] = useState(ROWS[0] ?? '');
  const [letter, setLetter] = useState('');
  const full = chosen.length === WORDS_WANTED;
  const letters = [...row];
  return html`<${Dialog} label=${t('words')} kind="picker" onClose=${onClose}>
    <h2>${T('words_choose')}</h2>
    <ol class="slots">${Array.from({ length: WORDS_WANTED }, (_, at) => {
      const word = chosen[at];
      return html`<li class=${word ? 'filled' : at === chosen.length ? 'next' : ''}>${
        word
          ? html`<button aria-label=${t('word_undo', { word })}
        onClick=${() => setChosen(chosen.filter((_one, place) => place !== at))}>${word}
        <span aria-hidden="true">×</span></button>`
          : html`<span>${at + 1}</span>`
      }</li>`;
    })}</ol>
    <div class="kana" role="group" aria-label=${t('word_row')}>${ROWS.map(
      (one) =>
        html`<button aria-pressed=${one === row} onClick=${() => {
          setRow(one);
          setLetter(one.length === 1 ? one : '');
        }}>${one.charAt(0)}</button>`,
    )}</div>
    <div class="kana" role="group" aria-label=${t('word_letter')}>${letters.map(
      (one) => html`<button aria-pressed=${one === letter} onClick=${() => setLetter(one)}>${one}
        </button>`,
    )}</div>
    <div class="found" role="group" aria-label=${t('words_choose')}>${
      letter
        ? wordsUnder(words, letter).map(
            (word) => html`<button key=${word} disabled=${full}
        aria-pressed=${chosen.includes(word)} onClick=${() => setChosen([...chosen, word])}>${word}
        </button>`,
          )
        : html`<p class="empty">${T('word_help')}</p>`
    }</div>
    <div class="pair"><button onClick=${onClose}>${T('cancel')}</button>
      <button class="primary" disabled=${!full} onClick=${() => onDone(chosen.join(' '))}>
        ${T('look_done')}</button></div><//>`;
}

/** @param {{words: string[], typed: string, onType: (typed: string) => void}} props */
export function Completions({ words, typed, onType }) {
  const found = completions(words, typed);
  if (found.length === 0) return null;
  return html`<div class="completions" role="group" aria-label=${t('words_choose')}>${found.map(
    (word) => html`<button type="button" onClick=${() => onType(finished(typed, word))}>${word}
      </button>`,
  )}</div>`;
}
