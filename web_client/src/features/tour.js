/**
 * A minute of being led round: each step points at the real button and says what it is for. It
 * covers nothing and waits for nobody; one may walk on, go back, or end it at any step.
 */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { en, ja, jaEasy } from '../strings/tour.js';
import { addStrings, T, t } from '../strings.js';

addStrings({ ja, 'ja-easy': jaEasy, en });

/** What a step points at. On a small screen a page of the menu is behind the menu's own button. */
const STEPS = /** @type {const} */ ([
  { name: 'walk', title: 'tour.walk', icon: 'where', at: '.stage' },
  { name: 'watching', title: 'watching_off', icon: 'eye', at: '.watching button' },
  { name: 'people', title: 'people', icon: 'people', at: '.rail [data-name=people], .menu' },
  { name: 'chat', title: 'chat', icon: 'chat', at: '.rail [data-name=chat], .menu' },
  { name: 'floors', title: 'floors', icon: 'floors', at: '.rail [data-name=floors], .menu' },
  { name: 'alone', title: 'alone', icon: 'alone', at: '.bottom [data-name=alone]' },
  { name: 'help', title: 'help', icon: 'help', at: '.bottom [data-name=help]' },
  { name: 'leave', title: 'leave', icon: 'leave', at: '.bottom [data-name=leave]' },
]);

/** The first of what is there, in the order in which it is named. @param {string} at */
const target = (at) =>
  at
    .split(', ')
    .map((one) => document.querySelector(one))
    .find((one) => one !== null) ?? null;

/** @param {{onDone: () => void}} props */
export function Tour({ onDone }) {
  // Somebody may have turned off 見ているだけ already: what is not there is not spoken of.
  const [steps] = useState(() => STEPS.filter(({ at }) => target(at) !== null));
  const [number, setNumber] = useState(0);
  const next = useRef(/** @type {HTMLElement | null} */ (null));
  const step = steps[number];
  useEffect(() => {
    const pointed = step ? target(step.at) : null;
    pointed?.setAttribute('data-pointed', '');
    pointed?.scrollIntoView({ block: 'nearest' });
    return () => pointed?.removeAttribute('data-pointed');
  }, [step]);
  useEffect(() => {
    const before = document.activeElement;
    next.current?.focus();
    return () => {
      const there = before?.isConnected ? before : document.querySelector('.stage');
      if (there instanceof HTMLElement) there.focus();
    };
  }, []);
  if (!step) return null;
  const last = number === steps.length - 1;
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onDone();
  };
  return html`<section class="tour" role="dialog" aria-label=${t('tour')} onKeyDown=${key}>
    <header><${Icon} name=${step.icon} /><h2>${T(step.title)}</h2>
      <span class="hint">${number + 1}／${steps.length}</span></header>
    <p aria-live="polite">${T(`tour.${step.name}_text`)}</p>
    <div class="acts">
      ${
        !last &&
        html`<button class="quiet" data-name="skip" onClick=${onDone}>${T('tour.skip')}</button>`
      }
      ${
        number > 0 &&
        html`<button data-name="back" onClick=${() => setNumber(number - 1)}>${T('tour.back')}
        </button>`
      }
      <button class="primary" data-name="next" ref=${next}
        onClick=${() => (last ? onDone() : setNumber(number + 1))}>
        ${T(last ? 'tour.done' : 'tour.next')}</button></div></section>`;
}
