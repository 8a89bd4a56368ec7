/** The line to the school: what it costs, and how to make it cost less (T1.5). */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { MOTIONS } from '../saving.js';
import { en, ja, jaEasy } from '../strings/line.js';
import { addStrings, T, t } from '../strings.js';

addStrings({ ja, 'ja-easy': jaEasy, en });

const LOOK_EVERY_MS = 1000;
const SPARSE = 1;

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function LineSettings({ plaza }) {
  plaza.version.value;
  const now = plaza.motion();
  return html`<div class="data-use">
    <h3>${T('line')}</h3>
    <div class="choices three" role="radiogroup" aria-label=${t('line')}>
      ${MOTIONS.map(
        (name, motion) => html`<button role="radio" aria-checked=${now === motion}
        onClick=${() => plaza.showMotion(motion)}>${T(`line.${name}`)}</button>`,
      )}</div>
    <p class="hint">${T(`line.${MOTIONS[now]}_hint`)}</p>
    <${LastMinute} plaza=${plaza} />
    ${plaza.way.value === 'stream' && html`<p class="hint">${T('way.stream')}</p>`}</div>`;
}

/**
 * What went over the line in the last minute.
 * @param {{plaza: import('../plaza.js').Plaza}} props
 */
function LastMinute({ plaza }) {
  const [{ down, up }, setBytes] = useState(plaza.lastMinute());
  useEffect(() => {
    const looking = setInterval(() => setBytes(plaza.lastMinute()), LOOK_EVERY_MS);
    return () => clearInterval(looking);
  }, []);
  return html`<p class="data-cost">${T('line.cost', { kb: inKb(down + up) })}
    <small>${T('line.cost_parts', { down: inKb(down), up: inKb(up) })}</small></p>`;
}

/** @param {number} bytes */
const inKb = (bytes) => (bytes / 1000).toFixed(1);

/** Asked once, when the line is slow. @param {{plaza: import('../plaza.js').Plaza}} props */
export function LineOffer({ plaza }) {
  return html`<div class="banner warm offer"><p role="status">${T('line.offer')}</p>
    <button class="primary" onClick=${() => plaza.showMotion(SPARSE)}>${T('line.take')}</button>
    <button onClick=${() => plaza.showMotion(0)}>${T('line.leave')}</button></div>`;
}
