/** 相談: a pupil asks for a private talk, now or on a day, and sees what is arranged (T3.10). */

import { html, useState } from '../../vendor/vendor.js';
import { bookingsOf } from '../booking_model.js';
import { loadBookingStrings } from '../booking_strings.js';
import { dayText } from '../days.js';
import { dayAndTime, T, t } from '../strings.js';
import { CancelBooking } from './booking_cancel.js';
import { AskInPrivate } from './counselling.js';
import { Press, Submit } from './press.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';

loadBookingStrings();

/** @type {import('./refused.js').About} */
const ABOUT = { booking_in_the_past: 'day', booking_too_far: 'day', closed_then: 'day' };

/** @typedef {import('../booking_model.js').Booking} Booking */
/** @typedef {{day: number, halves: string[]}} Day one on which a talk may be wished for */

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function CounselPanel({ plaza }) {
  plaza.version.value;
  // What grows stands below what asks at once: a second press must not call anybody.
  const mine = bookingsOf(plaza.model);
  const { name, state } = plaza.model.asking;
  return html`<div class="booking"><p class="hint">${T('book.lead')}</p>
    <h3>${T('book.now')}</h3>
    ${state === 'asked' && html`<p>${T('counsel.asked')}</p>`}
    ${state === 'offered' && html`<p>${T('counsel.offered', { name })}</p>`}
    <${AskInPrivate} plaza=${plaza} onDone=${() => {}} />
    ${
      mine.length > 0 &&
      html`<h3>${T('book.mine')}</h3><ul>${mine.map(
        (one) => html`<${Own} key=${one.booking} plaza=${plaza} one=${one} />`,
      )}</ul>`
    }
    <h3>${T('book.later')}</h3>
    <${Wish} plaza=${plaza} /></div>`;
}

/** @param {{plaza: import('../plaza.js').Plaza, one: Booking}} props */
function Own({ plaza, one }) {
  const [another, setAnother] = useState(false);
  const { refused, ask } = useAnswer(plaza);
  const { stage, booking, to_name: name } = one;
  if (stage === 'called_off')
    return html`<li class="case"><p>${T('book.off')}</p>
      <${Press} plaza=${plaza} wish=${['CancelBooking', booking]}>${T('book.read')}<//></li>`;
  const at = one.at_ms ? dayAndTime(one.at_ms) : `${dayText(one.day)} ${t(`book.${one.half}`)}`;
  return html`<li class="case"><p><b>${stage !== 'offered' && at}</b></p>
    ${stage === 'wished' && html`<p>${T('book.waiting')}</p>`}
    ${
      stage === 'offered' &&
      html`<p>${T('book.choose', { name })}</p>
      <div class="times">${one.times.map(
        (ms) => html`<button key=${ms} class="primary"
          onClick=${() => ask('ChooseTime', booking, ms)}>${dayAndTime(ms)}</button>`,
      )}</div>
      <${Refused} refused=${refused} about=${{}} />
      <button aria-expanded=${another} onClick=${() => setAnother(!another)}>
        ${T('book.another')}</button>
      ${
        another &&
        html`<${Wish} plaza=${plaza} booking=${booking}
        onDone=${() => setAnother(false)} />`
      }`
    }
    ${
      one.at_ms > 0 && html`<p>${T('book.with', { name })}</p><p class="hint">${T('book.come')}</p>`
    }
    <${CancelBooking} plaza=${plaza} booking=${booking} label="book.cancel"
      note="book.cancel_note" what=${at} /></li>`;
}

/**
 * A day and a half of it: of anybody who may counsel, or (`booking`) of who has offered times.
 * @param {{plaza: import('../plaza.js').Plaza, booking?: string, onDone?: () => void}} props
 */
function Wish({ plaza, booking = '', onDone = () => {} }) {
  const query = useQuery('/api/bookings/days');
  const days = /** @type {Day[] | null} */ (query.found);
  const [chosen, setChosen] = useState({ day: 0, half: '' });
  const { refused, busy, ask } = useAnswer(plaza);
  if (!days) return html`<${NotYet} query=${query} />`;
  if (days.length === 0) return html`<p class="empty">${T('book.no_days')}</p>`;
  const open = days.find(({ day }) => day === chosen.day) ?? days[0];
  const { day, halves } = /** @type {Day} */ (open);
  const half = halves.includes(chosen.half) ? chosen.half : halves[0];
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const wish = /** @type {[number, 'morning' | 'afternoon']} */ ([day, half]);
    const done = booking
      ? await ask('WishForAnother', booking, ...wish)
      : await ask('WishForTalk', ...wish);
    if (done) onDone();
  };
  return html`<form class="wish" onSubmit=${send}>
    <label class="field"><span>${T('book.day')}</span>
      <select onChange=${(/** @type {any} */ e) =>
        setChosen({ day: Number(e.target.value), half })}>${days.map(
        (one) => html`<option value=${one.day} selected=${one.day === day}>${dayText(one.day)}
          </option>`,
      )}</select></label>
    <${Refused} refused=${refused} about=${ABOUT} field="day" />
    <div class="choices" role="radiogroup" aria-label=${t('book.half')}>${halves.map(
      (name) => html`<button type="button" role="radio" key=${name} aria-checked=${name === half}
        onClick=${() => setChosen({ day, half: name })}>${T(`book.${name}`)}</button>`,
    )}</div>
    <${Refused} refused=${refused} about=${ABOUT} />
    <${Submit} busy=${busy} class="primary wide">${T('book.wish')}<//></form>`;
}
