/** 相談する: who asked for a private talk, and whom one may invite. For those who may counsel. */

import { html } from '../../vendor/vendor.js';
import { waitingFor } from '../counselling_model.js';
import { loadCounsellingStrings } from '../counselling_strings.js';
import { clockTime, T, t } from '../strings.js';
import { BookedByStaff, ProposeTimes } from './booking_staff.js';
import { Press } from './press.js';
import { PupilSearch } from './pupil_search.js';
import { StaffHeader } from './staff_header.js';

loadCounsellingStrings();

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function CounselPage({ plaza, onDone }) {
  plaza.version.value;
  const { model } = plaza;
  const here = [...model.people.values()].filter(
    (one) => one.role === 'pupil' && !model.counsellees.has(one.account),
  );
  const { asked, invited } = waitingFor(model);
  /** @param {[string, import('../counselling_model.js').Counsellee]} entry */
  const row = ([account, one]) =>
    html`<${Waiting} key=${account} plaza=${plaza} account=${account} one=${one} />`;
  return html`<aside class="panel left" aria-label=${t('staff.counsel')}>
    <${StaffHeader} page="counsel" onDone=${onDone} />
    <p class="hint">${T('counsel.note')}</p>
    <h3>${T('counsel.waiting')}</h3>
    <div class="waiting">
      ${asked.length === 0 && html`<p class="empty">${T('counsel.nobody')}</p>`}
      <ul class="all">${asked.map(row)}</ul></div>
    ${
      invited.length > 0 &&
      html`<h3>${T('counsel.invitations')}</h3><ul class="all">${invited.map(row)}</ul>`
    }
    <${BookedByStaff} plaza=${plaza} />
    <h3>${T('counsel.here')}</h3>
    ${here.length === 0 && html`<p class="empty">${T('counsel.nobody_here')}</p>`}
    <ul class="all">${here.map(
      ({ account, name }) => html`<li key=${account} class="case"><b>${name}</b>
      <div class="acts"><${Press} plaza=${plaza} wish=${['OfferCounselling', account]}>
        ${T('counsel.invite')}<//>
        <${ProposeTimes} plaza=${plaza} account=${account} name=${name} /></div></li>`,
    )}</ul>
    <h3>${T('book.find')}</h3><p class="hint">${T('book.find_note')}</p>
    <${PupilSearch} path="/api/bookings/pupils" label=${t('book.find')}
      row=${(/** @type {import('./pupil_search.js').Pupil} */ { account, name }) => html`<li
        key=${account} class="case"><b>${name}</b><div class="acts">
        <${ProposeTimes} plaza=${plaza} account=${account} name=${name} /></div></li>`} /></aside>`;
}

/**
 * @param {{plaza: import('../plaza.js').Plaza, account: string,
 *   one: import('../counselling_model.js').Counsellee}} props
 */
function Waiting({ plaza, account, one }) {
  const mine = one.by === plaza.model.account;
  const since = one.askedMs > 0 && T('counsel.since', { time: clockTime(one.askedMs) });
  const said = one.asking === 'offered' ? 'counsel.invited' : 'counsel.declined';
  return html`<li class=${`case ${one.asking === 'asked' ? 'urgent' : ''}`}><b>${one.name}</b>
    ${since && html` <small>${since}</small>`}
    ${one.asking !== 'asked' && html`<p>${T(said)}</p>`}
    <div class="acts">${
      one.asking === 'offered'
        ? mine &&
          html`<${Press} key="back" plaza=${plaza} wish=${['TakeOfferBack', account]}>
            ${T('counsel.take_offer_back')}<//>`
        : html`<${Press} key="offer" plaza=${plaza} class="primary"
            wish=${['OfferCounselling', account]}>${T('counsel.invite')}<//>
          <${ProposeTimes} plaza=${plaza} account=${account} name=${one.name} />`
    }</div></li>`;
}
