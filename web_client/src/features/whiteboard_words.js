/**
 * A whiteboard in words: the texts on its page and who drew how much, for whoever does not see the
 * sheet; and what to do when a page takes no more.
 */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { nameOf } from '../model.js';
import { T, t } from '../strings.js';
import { pageOf } from '../whiteboard_model.js';

const TOLD_MS = 600;
const LOOK_MS = 150;
const NAMED = 3;

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../whiteboard_model.js').Whiteboard} Whiteboard */
/** @typedef {import('../whiteboard_model.js').Mark} Mark */

/**
 * For whoever does not see the sheet: the texts on it, and who drew how much.
 * @param {{plaza: import('../plaza.js').Plaza,
 *   board: import('../whiteboard_model.js').Whiteboard}} props
 */
export function InWords({ plaza, board }) {
  const [lines, setLines] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    let changes = -1;
    const timer = setInterval(() => {
      const page = pageOf(board, board.page);
      if (page.changes === changes) return;
      changes = page.changes;
      setLines(inWords(plaza.model, board, [...page.marks.values()]));
    }, TOLD_MS);
    return () => clearInterval(timer);
  }, [board, board.page]);
  return html`<section class="hidden" aria-label=${t('whiteboard.what_is_there')}>
    <ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

/**
 * Nothing more fits: said where one draws, with the way out, and to staff who filled it.
 * @param {{plaza: import('../plaza.js').Plaza, board: Whiteboard,
 *   hand: import('../whiteboard_hand.js').Hand, onNext: (() => void) | null}} props
 */
export function Full({ plaza, board, hand, onNext }) {
  const [reason, setReason] = useState('');
  useEffect(() => {
    const timer = setInterval(() => setReason(hand.full(board.page)), LOOK_MS);
    return () => clearInterval(timer);
  }, [board, board.page]);
  if (!reason) return null;
  const marks = [...pageOf(board, board.page).marks.values()];
  const most = [...counts(marks)].sort(([, a], [, b]) => b - a).slice(0, NAMED);
  const said = most.map(([account, count]) => `${named(plaza.model, board, account)} ${count}`);
  return html`<div class="wrong-board full-board" role="alert"><p>${T(`refused.${reason}`)}</p>
    ${
      plaza.model.role !== 'pupil' &&
      html`<p>${T('whiteboard.most', { names: said.join('、') })}</p>`
    }
    ${
      onNext &&
      reason === 'page_full' &&
      html`<button class="primary" onClick=${onNext}>${T('whiteboard.after')}</button>`
    }</div>`;
}

/** @param {Model} model @param {Whiteboard} board @param {Mark[]} marks */
function inWords(model, board, marks) {
  const texts = marks.filter((mark) => mark.text !== undefined);
  const drawn = counts(marks.filter((mark) => mark.text === undefined));
  return [
    ...texts.map(({ account, text }) =>
      t('whiteboard.says', { name: named(model, board, account), text: text ?? '' }),
    ),
    ...[...drawn].map(([account, count]) =>
      t('whiteboard.by', { name: named(model, board, account), count }),
    ),
  ];
}

/** How many marks are whose. @param {Mark[]} marks @returns {Map<string, number>} */
function counts(marks) {
  const found = new Map();
  for (const { account } of marks) found.set(account, (found.get(account) ?? 0) + 1);
  return found;
}

/** @param {Model} model @param {Whiteboard} board @param {string} account */
const named = (model, board, account) =>
  account === model.account
    ? model.name
    : nameOf(model, account) || board.names.get(account) || t('whiteboard.somebody');
