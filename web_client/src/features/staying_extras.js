/** Which of the pleasant things one wants, kept with the account (T7.1). */

import { html } from '../../vendor/vendor.js';
import { loadStayingStrings } from '../staying_strings.js';
import { T } from '../strings.js';
import { Toggle, wished } from './press.js';

loadStayingStrings();

export const EXTRAS = /** @type {const} */ ([
  'stamps',
  'desk',
  'garden',
  'seasons',
  'today',
  'goodbye',
]);

/** @typedef {typeof EXTRAS[number]} Extra */

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function ExtrasSettings({ plaza }) {
  plaza.version.value;
  const { off, withheld } = plaza.model.staying;
  return html`<h3>${T('extras')}</h3><p class="hint">${T('extras.text')}</p>
    ${EXTRAS.map((extra) => {
      const kept = withheld.includes(extra);
      return html`<${Toggle} key=${extra} disabled=${kept} on=${!kept && !off.includes(extra)}
        onTurn=${(/** @type {boolean} */ on) => wished(plaza, 'ChooseExtra', extra, on)}>
        ${T(`extra.${extra}`)}
        ${kept && html`<small>${T('extras.by_staff')}</small>`}<//>`;
    })}`;
}
