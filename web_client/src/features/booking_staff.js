/** The talks a counsellor has booked: what pupils wish for, what is to come, times to offer. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { bookingsOf } from '../booking_model.js';
import { loadBookingStrings } from '../booking_strings.js';
import { dateOf, dayOf, dayText, momentOf } from '../days.js';
import { clockTime, dayAndTime, T, t } from '../strings.js';
import { CancelBooking } from './booking_cancel.js';
import { Press, Submit } from './press.js';
import { Refused, useAnswer } from './refused.js';

loadBookingStrings();

const TIMES_MAX = 3;
const HOURS = { morning: '10:00', afternoon: '14:00' };

/** @typedef {import('../booking_model.js').Booking} Booking */

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function BookedByStaff({ plaza }) {
  plaza.version.value;
  const all = bookingsOf(plaza.model);
  const wished = all.filter(({ stage }) => stage === 'wished');
  const offered = all.filter(({ stage }) => stage === 'offered');
  const coming = all.filter(({ at_ms: at, stage }) => at > 0 && stage !== 'called_off');
  const off = all.filter(({ stage }) => stage === 'called_off');
  /** @param {Booking} one */
  const row = (one) => html`<${Row} key=${one.booking} plaza=${plaza} one=${one} />`;
  return html`<div class="booking"><h3>${T('book.requests')}</h3>
    ${wished.length === 0 && html`<p class="empty">${T('book.no_requests')}</p>`}
    <ul>${wished.map(row)}</ul>
    <h3>${T('book.week')}</h3>
    ${coming.length + off.length === 0 && html`<p class="empty">${T('book.nothing')}</p>`}
    <${Days} coming=${coming} row=${row} />
    <ul>${off.map(row)}</ul>
    ${offered.length > 0 && html`<h3>${T('book.offered')}</h3><ul>${offered.map(row)}</ul>`}</div>`;
}

/** What is to come, day by day. @param {{coming: Booking[], row: (one: Booking) => any}} props */
function Days({ coming, row }) {
  const days = [...new Set(coming.map((one) => dayOf(one.at_ms)))];
  return html`${days.map(
    (day) => html`<section key=${day} aria-label=${dayText(day)}><h4>${dayText(day)}</h4>
      <ul>${coming.filter((one) => dayOf(one.at_ms) === day).map(row)}</ul></section>`,
  )}`;
}

/** @param {{plaza: import('../plaza.js').Plaza, one: Booking}} props */
function Row({ plaza, one }) {
  const [offering, setOffering] = useState(false);
  const { stage, booking, name } = one;
  // Somebody else was quicker, or it was withdrawn: the times that are typed vanish with its row.
  useEffect(
    () => () => {
      if (offering && !plaza.model.bookings.has(booking)) plaza.say(t('refused.no_such_booking'));
    },
    [offering],
  );
  if (stage === 'called_off')
    return html`<li class="case"><p>${T('book.off_by', { name })}</p>
      <${Press} plaza=${plaza} wish=${['CancelBooking', booking]}>${T('book.read')}<//></li>`;
  const asked = `${dayText(one.day)} ${t(`book.${one.half}`)}`;
  const whom = one.to ? 'book.asked_me' : 'book.asked_all';
  const at = one.at_ms ? clockTime(one.at_ms) : asked;
  const said = stage === 'offered' ? one.times.map(dayAndTime).join('　') : at;
  return html`<li class=${`case ${stage === 'wished' ? 'urgent' : ''}`}><p><b>${name}</b> ${said}
      ${stage === 'wished' && html` <small>${T(whom)}</small>`}
      </p>
    <div class="acts">${
      !one.at_ms &&
      html`<button class=${stage === 'wished' ? 'primary' : ''} aria-expanded=${offering}
        aria-label=${`${name} ${t(stage === 'wished' ? 'book.offer' : 'book.offer_again')}`}
        onClick=${() => setOffering(!offering)}>
        ${T(stage === 'wished' ? 'book.offer' : 'book.offer_again')}</button>`
    }
    <${CancelBooking} plaza=${plaza} booking=${booking} what=${`${name} ${said}`}
      label=${stage === 'wished' ? 'book.cannot' : 'book.cancel'}
      note=${stage === 'wished' ? 'book.cannot_note' : 'book.cancel_note'} /></div>
    ${
      offering &&
      html`<${Times} plaza=${plaza} first=${`${dateOf(one.day)}T${HOURS[one.half]}`}
        booking=${booking} onDone=${() => setOffering(false)} />`
    }</li>`;
}

/**
 * For a pupil who did not wish for any.
 * @param {{plaza: import('../plaza.js').Plaza, account: string, name: string}} props
 */
export function ProposeTimes({ plaza, account, name }) {
  const [open, setOpen] = useState(false);
  const arranged = bookingsOf(plaza.model).some(
    (one) =>
      one.account === account && one.to === plaza.model.account && one.stage !== 'called_off',
  );
  if (arranged) return html`<small>${T('book.arranged')}</small>`;
  const tomorrow = dateOf(dayOf(plaza.clock.wallMs()) + 1);
  return html`<button aria-expanded=${open} aria-label=${`${name} ${t('book.plan')}`}
      onClick=${() => setOpen(!open)}>${T('book.plan')}</button>
    ${
      open &&
      html`<${Times} plaza=${plaza} first=${`${tomorrow}T${HOURS.morning}`} account=${account}
        onDone=${() => setOpen(false)} />`
    }`;
}

/**
 * Up to three times, for a booking or (`account`) for a new one.
 * @param {{plaza: import('../plaza.js').Plaza, first: string, booking?: string, account?: string,
 *   onDone: () => void}} props
 */
function Times({ plaza, first, booking = '', account = '', onDone }) {
  const [typed, setTyped] = useState([first]);
  const { refused, busy, ask } = useAnswer(plaza);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const times = typed.map(momentOf).filter((ms) => ms > 0);
    const done = booking
      ? await ask('OfferTimes', booking, times)
      : await ask('ProposeTimes', account, times);
    if (done) onDone();
  };
  return html`<form class="offer" onSubmit=${send}>${typed.map(
    (one, at) => html`<label class="field" key=${at}>
      <span>${T('book.time', { count: at + 1 })}</span>
      <input type="datetime-local" step="300" required=${at === 0} value=${one}
        onChange=${(/** @type {any} */ e) => setTyped(typed.with(at, e.target.value))} /></label>`,
  )}
    ${
      typed.length < TIMES_MAX &&
      html`<button type="button" onClick=${() => setTyped([...typed, ''])}>${T('book.more')}
        </button>`
    }
    <p class="hint">${T('book.send_note')}</p>
    <${Refused} refused=${refused} about=${{}} />
    <${Submit} busy=${busy} class="primary wide">${T('book.send')}<//></form>`;
}
