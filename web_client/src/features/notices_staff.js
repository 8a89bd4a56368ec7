/** The page of those who write notices: to whom, for how long, and whom they reached. */

import { html, useState } from '../../vendor/vendor.js';
import { clockTime, fromTo, T, t, withReadings } from '../strings.js';
import { Press, Submit } from './press.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';
import { StaffHeader } from './staff_header.js';

const LOOK_EVERY_MS = 2000;
const MINUTES = [10, 30, 60, 120, 480];

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function NoticesPage({ plaza, onDone }) {
  const query = useQuery('/api/notices', { everyMs: LOOK_EVERY_MS });
  const sent = /** @type {any[] | null} */ (query.found);
  const floors = plaza.model.floors;
  const scope = (/** @type {string[]} */ named) =>
    named.length === 0
      ? t('notices.school')
      : named.map((floor) => floors.get(floor)?.name ?? '').join('、');
  return html`<aside class="panel left" aria-label=${t('staff.notices')}>
    <${StaffHeader} page="notices" onDone=${onDone} />
    <${Writing} plaza=${plaza} onSent=${query.again} />
    <h3>${T('notices.sent')}</h3>
    <${NotYet} query=${query} />
    ${sent?.length === 0 && html`<p class="empty">${T('notices.none')}</p>`}
    <ul class="all">${sent?.map(
      (one) => html`<li key=${one.notice} class="sent">
        <p>${withReadings(one.text)}</p>
        <small>${fromTo(clockTime(one.sent_ms), clockTime(one.until_ms))}
          ${'　'}${scope(one.floors)}</small>
        <div class="row"><b>${T('notices.reached', { count: one.reached })}</b>
          <small>${T('notices.read', { count: one.closed })}</small>
          ${
            one.ended
              ? html`<small>${T('notices.over')}</small>`
              : html`<${Press} plaza=${plaza} wish=${['WithdrawNotice', one.notice]}>
                  ${T('notices.withdraw')}<//>`
          }</div></li>`,
    )}</ul></aside>`;
}

/** @param {{plaza: import('../plaza.js').Plaza, onSent: () => void}} props */
function Writing({ plaza, onSent }) {
  const [text, setText] = useState('');
  const [floor, setFloor] = useState('');
  const [minutes, setMinutes] = useState(30);
  const { refused, busy, ask } = useAnswer(plaza);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const done = await ask('SendNotice', text.trim(), floor ? [floor] : [], minutes);
    if (!done) return;
    // What was typed meanwhile is the next notice.
    setText((now) => (now === text ? '' : now));
    onSent();
  };
  return html`<form onSubmit=${send}>
    <label class="field"><span>${T('notices.text')}</span>
      <textarea rows="3" maxlength="300" required value=${text}
        onInput=${(/** @type {any} */ e) => setText(e.target.value)}></textarea></label>
    <p class="hint">${T('readings_hint')}</p>
    <label class="field"><span>${T('notices.to')}</span>
      <select onChange=${(/** @type {any} */ e) => setFloor(e.target.value)}>
        <option value="" selected=${floor === ''}>${t('notices.school')}</option>
        ${[...plaza.model.floors].map(
          ([id, { name }]) => html`<option value=${id} selected=${floor === id}>${name}</option>`,
        )}</select></label>
    <label class="field"><span>${T('notices.minutes')}</span>
      <select onChange=${(/** @type {any} */ e) => setMinutes(Number(e.target.value))}>
        ${MINUTES.map(
          (count) => html`<option value=${count} selected=${minutes === count}>
            ${t('notices.for', { count })}</option>`,
        )}</select></label>
    <${Refused} refused=${refused} about=${{}} />
    <${Submit} busy=${busy} class="primary wide" disabled=${text.trim() === ''}>
      ${T('notices.send')}<//>
  </form>`;
}
