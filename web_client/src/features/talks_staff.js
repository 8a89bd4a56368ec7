/**
 * 相談の記録: what was written and drawn in a pupil's private talks of a day, read back by an admin
 * to protect the child. The look and its reason are stored before a word is shown (T3.4, R6).
 */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { dateOf, dayIn, dayOf, dayText, momentOf } from '../days.js';
import { posted } from '../query.js';
import { clockTime, dayAndTime, T, t } from '../strings.js';
import { loadTalksStaffStrings } from '../talks_staff_strings.js';
import { PupilSearch } from './pupil_search.js';
import { NotYet, useQuery } from './query.js';
import { answerOf, Refused, useAnswer } from './refused.js';
import { StaffHeader } from './staff_header.js';
import { DrawnPage } from './whiteboard_reported.js';

loadTalksStaffStrings();

const REASON_MAX = 200;
/** @type {import('./refused.js').About} */
const ABOUT = {
  no_pupil_chosen: 'pupil',
  no_such_account: 'pupil',
  no_day_chosen: 'day',
  no_reason_given: 'reason',
  text_empty: 'reason',
};

/**
 * @typedef {import('./pupil_search.js').Pupil} Pupil
 * @typedef {{account: string, name: string, text: string, sent_ms: number}} Line
 * @typedef {{page: number, from_ms: number, until_ms: number, names: Record<string, string>,
 *   marks: import('../whiteboard_model.js').Mark[]}} Sheet
 * @typedef {{with: string, began_ms: number | null, ended_ms: number | null, said: Line[],
 *   sheets: Sheet[]}} Talk
 * @typedef {{name: string, day: number, talks: Talk[], more: boolean}} Read
 * @typedef {{name: string, by: string, at_ms: number, reason: string}} Reading
 */

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function TalksPage({ plaza, onDone }) {
  const [read, setRead] = useState(/** @type {Read | null} */ (null));
  const past = useQuery('/api/talks/readings');
  const onRead = (/** @type {Read | null} */ found) => {
    setRead(found);
    if (found) past.again();
  };
  return html`<aside class="panel left wide-left" aria-label=${t('staff.talks')}>
    <${StaffHeader} page="talks" onDone=${onDone} />
    <p class="hint">${T('talks.note')}</p>
    <p class="notice"><span>${T('talks.recorded')}</span><span>${T('talks.who_sees')}</span></p>
    <${Asking} plaza=${plaza} onRead=${onRead} />
    <div aria-live="polite">${read && html`<${Found} read=${read} />`}</div>
    <h3>${T('talks.past')}</h3>
    <${NotYet} query=${past} />${past.found && html`<${Past} past=${past.found} />`}</aside>`;
}

/**
 * Whose talks, of which day, and why.
 * @param {{plaza: import('../plaza.js').Plaza, onRead: (read: Read | null) => void}} props
 */
function Asking({ plaza, onRead }) {
  const today = dateOf(dayOf(plaza.clock.wallMs()));
  const [pupil, setPupil] = useState(/** @type {Pupil | null} */ (null));
  const [date, setDate] = useState(today);
  const [reason, setReason] = useState('');
  const { refused, busy, hear } = useAnswer(plaza);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    onRead(null);
    const missing = missingIn(pupil, date, reason);
    if (missing || !pupil) return void hear(async () => ({ reason: missing, at_ms: 0 }));
    const answer = await hear(() => ask(pupil.account, date, reason));
    if (!answer) return;
    setReason('');
    onRead({ name: pupil.name, day: dayIn(date), ...answer.found });
  };
  return html`<form class="talks-asked" novalidate onSubmit=${send}>
    <${Whose} pupil=${pupil} onChoose=${setPupil} />
    <${Refused} refused=${refused} about=${ABOUT} field="pupil" />
    <label class="field"><span>${T('talks.day')}</span>
      <input type="date" max=${today} value=${date}
        onChange=${(/** @type {any} */ e) => setDate(e.target.value)} /></label>
    <${Refused} refused=${refused} about=${ABOUT} field="day" />
    <label class="field"><span>${T('talks.reason')}</span>
      <textarea rows="2" maxlength=${REASON_MAX} value=${reason}
        onInput=${(/** @type {any} */ e) => setReason(e.target.value)}></textarea></label>
    <p class="hint">${T('talks.reason_note')}</p>
    <${Refused} refused=${refused} about=${ABOUT} field="reason" />
    <${Refused} refused=${refused} about=${ABOUT} />
    <button class="primary wide" aria-disabled=${busy || undefined}>
      ${T(busy ? 'talks.reading' : 'talks.read')}</button></form>`;
}

/** @param {{pupil: Pupil | null, onChoose: (pupil: Pupil | null) => void}} props */
function Whose({ pupil, onChoose }) {
  if (pupil)
    return html`<p class="whose"><span>${T('talks.pupil')}</span> <b>${pupil.name}</b>
      <button type="button" onClick=${() => onChoose(null)}>${T('talks.other')}</button></p>`;
  return html`<div class="field"><span>${T('talks.pupil')}</span>
    <${PupilSearch} path="/api/talks/pupils" label=${t('talks.pupil')}
      row=${(/** @type {Pupil} */ one) => html`<li key=${one.account} class="case">
        <b>${one.name}</b>${one.gone && html` <small>${T('talks.gone')}</small>`}
        <div class="acts"><button type="button" aria-label=${`${one.name} ${t('talks.choose')}`}
          onClick=${() => onChoose(one)}>${T('talks.choose')}</button></div></li>`} /></div>`;
}

/** @param {Pupil | null} pupil @param {string} date @param {string} reason */
function missingIn(pupil, date, reason) {
  if (!pupil) return 'no_pupil_chosen';
  if (!date) return 'no_day_chosen';
  return reason.trim() ? '' : 'no_reason_given';
}

/**
 * The answer, or why there is none.
 * @param {string} account @param {string} date @param {string} reason
 */
async function ask(account, date, reason) {
  const from = momentOf(`${date}T00:00`);
  const until = momentOf(`${dateOf(dayIn(date) + 1)}T00:00`) - 1;
  return answerOf(
    await posted('/api/talks/read', { account, from_ms: from, until_ms: until, reason }),
  );
}

/** @param {{read: Read}} props */
function Found({ read }) {
  const { name, day, talks, more } = read;
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  // On a low screen it would begin at the lower edge, below the form.
  useEffect(() => place.current?.scrollIntoView({ block: 'start' }), [read]);
  return html`<section class="talks-found" ref=${place}><h3>
    ${T('talks.found', { name, day: dayText(day) })}</h3>
    ${talks.length === 0 && html`<p class="empty">${T('talks.none')}</p>`}
    ${talks.map((talk, at) => html`<${OneTalk} key=${at} talk=${talk} />`)}
    ${more && html`<p class="notice"><span>${T('talks.more')}</span></p>`}</section>`;
}

/** @param {{talk: Talk}} props */
function OneTalk({ talk: { with: name, began_ms: began, ended_ms: ended, said, sheets } }) {
  const from = clockTime(began ?? 0);
  const whole = ended
    ? T('talks.with', { from, until: clockTime(ended), name })
    : T('talks.going_on', { from, name });
  const head = began ? whole : T('talks.with_unknown');
  return html`<section class="case"><h4>${head}</h4>
    ${said.length + sheets.length === 0 && html`<p class="empty">${T('talks.nothing_kept')}</p>`}
    ${
      said.length > 0 &&
      html`<ol class="read">${said.map(
        (line, at) => html`<li key=${at}><b>${line.name}</b>${' '}
        <small>${clockTime(line.sent_ms)}</small> ${line.text}</li>`,
      )}</ol>`
    }
    ${sheets.map(
      (sheet, at) => html`<h5>${T('talks.sheet', {
        page: sheet.page,
        from: clockTime(sheet.from_ms),
        until: clockTime(sheet.until_ms),
      })}</h5>
      <${DrawnPage} key=${at} then=${{ ...sheet, stroke: '', about: '' }} />`,
    )}
    ${sheets.length > 0 && html`<p class="hint">${T('talks.sheet_note')}</p>`}</section>`;
}

/** @param {{past: Reading[]}} props */
function Past({ past }) {
  if (past.length === 0) return html`<p class="empty">${T('talks.no_past')}</p>`;
  return html`<ol class="changes">${past.map(
    ({ name, by, at_ms: at, reason }) => html`<li key=${at}><small>${dayAndTime(at)}</small>
      <span>${T('talks.past_one', { name, by })}</span>
      <small>${t('talks.past_reason', { reason })}</small></li>`,
  )}</ol>`;
}
