/** また来てね: a kind word on leaving, and when the plaza opens next. It asks for nothing. */

import { html } from '../../vendor/vendor.js';
import { gardenShapes } from '../art/garden.js';
import { loadStayingStrings } from '../staying_strings.js';
import { clockTime, dayAndTime, T } from '../strings.js';
import { Picture } from './picture.js';

loadStayingStrings();

/** The lowest bed of a garden in flower, under its sky. @type {[number, number, number, number]} */
const FRAME = [0, 0, 320, 130];

/**
 * @param {{next: {month: number, closes_ms: number, opens_ms: number}, onDone: () => void}} props
 */
export function Goodbye({ next, onDone }) {
  const { month, closes_ms: closesMs, opens_ms: opensMs } = next;
  return html`<main class="login"><div class="card goodbye">
    <${Picture} shapes=${gardenShapes(8, month)} frame=${FRAME} />
    <h1>${T('goodbye.title')}</h1>
    <p>${T('goodbye.text')}</p>
    ${closesMs > 0 && html`<p>${T('goodbye.still', { time: clockTime(closesMs, 'h24') })}</p>`}
    ${opensMs > 0 && html`<p class="next">${T('goodbye.opens', { time: dayAndTime(opensMs) })}</p>`}
    <button class="primary big" autofocus onClick=${onDone}>${T('goodbye.done')}</button>
  </div></main>`;
}
