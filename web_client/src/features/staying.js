/** The calm panel of a visit: the day, one's stamp card, one's own desk (T7.1). */

import { html, useState } from '../../vendor/vendor.js';
import { CARD_STAMPS, STAMP_FRAME, stampShapes } from '../art/day_stamps.js';
import { has } from '../staying_model.js';
import { loadStayingStrings } from '../staying_strings.js';
import { T, t } from '../strings.js';
import { Picture } from './picture.js';
import { DeskTab } from './staying_desk.js';
import { TodayTab } from './staying_today.js';

loadStayingStrings();

const TABS = /** @type {const} */ (['today', 'stamps', 'desk']);

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function StayingPanel({ plaza }) {
  const [chosen, setChosen] = useState(/** @type {string} */ (''));
  plaza.version.value;
  const { model } = plaza;
  const mine = TABS.filter((name) => tabShown(model, name));
  const tab = mine.find((name) => name === chosen) ?? mine[0];
  return html`
    ${
      mine.length > 1 &&
      html`<div class="tabs" role="tablist">${mine.map(
        (name) => html`<button key=${name} role="tab" aria-selected=${tab === name}
        onClick=${() => setChosen(name)}>${T(`tab.${name}`)}</button>`,
      )}</div>`
    }
    ${tab === 'today' && html`<${TodayTab} plaza=${plaza} />`}
    ${tab === 'stamps' && html`<${StampCard} staying=${model.staying} />`}
    ${tab === 'desk' && html`<${DeskTab} plaza=${plaza} />`}`;
}

/**
 * Staff have no card and no desk.
 * @param {import('../model.js').Model} model @param {string} tab
 */
function tabShown(model, tab) {
  if (tab === 'today') return has(model, 'today') || has(model, 'garden');
  return model.role === 'pupil' && has(model, tab);
}

/** @param {{staying: import('../model.js').Model['staying']}} props */
function StampCard({ staying: { stamps, cards } }) {
  const full = stamps.length >= CARD_STAMPS;
  return html`<p class="hint">${T(full ? 'stamps.full' : 'stamps.text')}</p>
    <ol class="stamp-card" aria-label=${t('stamps.card')}>${Array.from(
      { length: CARD_STAMPS },
      (_, at) => {
        const stamp = stamps[at];
        return stamp === undefined
          ? html`<li key=${at}><span class="hidden">${t('stamps.empty')}</span></li>`
          : html`<li key=${at} class="given"><${Picture} shapes=${stampShapes(stamp)}
              frame=${STAMP_FRAME} label=${t(`day_stamp.${stamp}`)} /></li>`;
      },
    )}</ol>
    ${cards > 0 && html`<p class="hint">${T('stamps.kept', { count: cards })}</p>`}`;
}
