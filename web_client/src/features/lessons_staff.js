/** Planning lessons: teachers their own, admins all; where they meet is told to those in them. */

import { html, useLayoutEffect, useState } from '../../vendor/vendor.js';
import { withoutReadings } from '../readings.js';
import { clockTime, dayOf, T, t, titleOf } from '../strings.js';
import { SEATS_EVERY_MS, useTimetable } from './lessons.js';
import { Submit, Sure } from './press.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';
import { StaffHeader } from './staff_header.js';

const NEW = {
  title: '',
  yomi: '',
  subject: '',
  teacher: '',
  floor: '',
  zone: '',
  starts_ms: 0,
  minutes: 45,
  capacity: 10,
  content: '',
  code: '',
  walk_in: false,
  link: '',
};
const SCHOOL_OFFSET_MS = 9 * 3_600_000;
/** @type {import('./refused.js').About} */
const ABOUT = {
  text_empty: 'title',
  yomi_not_hiragana: 'yomi',
  not_your_lesson: 'teacher',
  no_such_teacher: 'teacher',
  teacher_busy: 'teacher',
  no_such_floor: 'room',
  no_such_zone: 'room',
  room_taken: 'room',
  floor_closed_then: 'starts',
  lesson_in_the_past: 'starts',
  lesson_is_running: 'starts',
  link_not_https: 'link',
};
const HTTPS = /^https:\/\/\S+$/;

/** @param {number} ms @returns {string} as a field for date and time has it, in Japan */
const toField = (ms) => new Date(ms + SCHOOL_OFFSET_MS).toISOString().slice(0, 16);

/** @param {string} value */
const fromField = (value) => Date.parse(`${value}:00Z`) - SCHOOL_OFFSET_MS;

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function LessonsPage({ plaza, onDone }) {
  plaza.version.value;
  const { timetable } = plaza.model;
  const query = useTimetable(timetable, SEATS_EVERY_MS);
  const rows = /** @type {any[] | null} */ (query.found);
  const [editing, setEditing] = useState(/** @type {string | null} */ (null));
  return html`<aside class="panel left lessons-panel" aria-label=${t('staff.lessons')}>
    <${StaffHeader} page="lessons" onDone=${onDone} />
    ${
      editing === null
        ? html`<button class="primary wide" onClick=${() => setEditing('')}>
            ${T('plan.new')}</button>`
        : html`<${Form} key=${editing} lesson=${editing} plaza=${plaza}
            onClose=${() => setEditing(null)} />`
    }
    <${NotYet} query=${query} />
    ${rows?.length === 0 && editing === null && html`<p class="empty">${T('lessons_none')}</p>`}
    <ul class="lessons">${rows?.map(
      (row) => html`<li key=${row.lesson}>
        <p><b>${dayOf(row.starts_ms)} ${clockTime(row.starts_ms)}</b> ${
          row.running && html`<mark>${T('lesson_now')}</mark>`
        }</p>
        <p class="title">${titleOf(row)}</p>
        <p><small>${row.room} ${row.zone}　${row.teacher}　${t('lesson_seats', {
          count: row.capacity - row.left,
          of: row.capacity,
        })}</small></p>
        ${
          row.own &&
          html`<div class="row"><button
              aria-label=${`${withoutReadings(row.title)} ${t('plan.change')}`}
              onClick=${() => setEditing(row.lesson)}>${T('plan.change')}</button>
            <${Sure} plaza=${plaza} wish=${['CancelLesson', row.lesson]} ask="plan.cancel"
              sure="plan.cancel_sure"
              aria-label=${`${withoutReadings(row.title)} ${t('plan.cancel')}`} /></div>`
        }</li>`,
    )}</ul></aside>`;
}

/** @param {{lesson: string, plaza: import('../plaza.js').Plaza, onClose: () => void}} props */
function Form({ lesson, plaza, onClose }) {
  const offered = useQuery('/api/lessons/rooms');
  const kept = useQuery(lesson && `/api/lessons/plan?lesson=${lesson}`);
  const rooms = offered.found;
  const [plan, setPlan] = useState(/** @type {any} */ (null));
  const { refused, busy, ask } = useAnswer(plaza);
  useLayoutEffect(() => {
    if (!rooms || plan || (lesson && !kept.found)) return;
    const starts_ms = Math.ceil(plaza.clock.wallMs() / 3_600_000) * 3_600_000;
    const floor = plaza.model.plan?.floor ?? rooms.floors[0]?.floor ?? '';
    setPlan(kept.found ?? { ...NEW, teacher: rooms.me, floor, starts_ms });
  }, [rooms, kept.found]);
  if (!plan)
    return html`<${NotYet} query=${kept.failed ? kept : offered} />
      <button type="button" onClick=${onClose}>${T('cancel')}</button>`;
  const set = (/** @type {object} */ some) => setPlan({ ...plan, ...some });
  const wrong = plan.link !== '' && !HTTPS.test(plan.link);
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { link, version, ...wish } = { ...plan, yomi: plan.yomi.trim() };
    const done = lesson
      ? await ask('ChangeLesson', lesson, wish, link, version)
      : await ask('PlanLesson', wish, link);
    if (done) onClose();
  };
  const wrongAt = (/** @type {string} */ field) =>
    html`<${Refused} refused=${refused} about=${ABOUT} field=${field} />`;
  /** @param {string} name @param {string} type @param {object} [limits] */
  const input = (name, type, limits = {}) => html`<label class="field">
      <span>${T(`plan.${name}`)}</span><input type=${type} value=${plan[name]} ...${limits}
        onInput=${(/** @type {any} */ e) =>
          set({ [name]: type === 'number' ? Number(e.target.value) : e.target.value })} /></label>`;
  const admin = plaza.model.role === 'admin';
  const mayTeach = (/** @type {any} */ one) => admin || one.account === rooms.me;
  const teachers = rooms.teachers.filter(mayTeach);
  return html`<form onSubmit=${save}>
    ${input('title', 'text', { maxlength: 40, required: true })}${wrongAt('title')}
    ${input('yomi', 'text', { maxlength: 40 })}${wrongAt('yomi')}
    ${input('subject', 'text', { maxlength: 20 })}
    <label class="field"><span>${T('plan.teacher')}</span>
      <${Select} value=${plan.teacher}
        onChange=${(/** @type {string} */ teacher) => set({ teacher })}
        options=${teachers.map((/** @type {any} */ one) => [one.account, one.name])} /></label>
    ${wrongAt('teacher')}
    <label class="field"><span>${T('plan.room')}</span>
      <${Select} value=${`${plan.floor} ${plan.zone}`} options=${roomsOf(rooms.floors)}
        onChange=${(/** @type {string} */ value) => {
          const [floor, zone] = value.split(' ');
          set({ floor, zone });
        }} /></label>
    ${wrongAt('room')}
    <label class="field"><span>${T('plan.starts')}</span>
      <input type="datetime-local" required value=${toField(plan.starts_ms)}
        onChange=${(/** @type {any} */ e) =>
          e.target.value && set({ starts_ms: fromField(e.target.value) })} /></label>
    ${wrongAt('starts')}
    <div class="row sizes">${input('minutes', 'number', { min: 5, max: 240, required: true })}
      ${input('capacity', 'number', { min: 1, max: 100, required: true })}</div>
    <label class="toggle"><input type="checkbox" checked=${plan.walk_in}
      onChange=${(/** @type {any} */ e) => set({ walk_in: e.target.checked })} /><span>
      ${T('plan.walk_in')}</span></label>
    ${input('link', 'url', { maxlength: 300, placeholder: 'https://' })}
    ${wrong && html`<p class="wrong" role="alert">${T('refused.link_not_https')}</p>`}
    ${wrongAt('link')}
    <p class="hint">${T('plan.link_hint')}</p>
    <label class="field"><span>${T('plan.content')}</span>
      <textarea rows="3" maxlength="400" value=${plan.content}
        onInput=${(/** @type {any} */ e) => set({ content: e.target.value })}></textarea></label>
    <p class="hint">${T('readings_hint')}</p>
    ${input('code', 'text', { maxlength: 60, pattern: '[0-9A-Za-z ,\\-]*' })}
    ${wrongAt('')}
    <div class="row"><${Submit} busy=${busy} class="primary" disabled=${wrong}>
      ${T('plan.save')}<//>
      <button type="button" onClick=${onClose}>${T('cancel')}</button></div></form>`;
}

/** Each floor as a whole, then its zones. @param {any[]} floors @returns {[string, string][]} */
const roomsOf = (floors) =>
  floors.flatMap(({ floor, name, zones }) => [
    /** @type {[string, string]} */ ([`${floor} `, name]),
    ...zones.map((/** @type {any} */ zone) => [`${floor} ${zone.zone}`, `${name}・${zone.name}`]),
  ]);

/** @param {{value: string, options: string[][], onChange: (value: string) => void}} props */
function Select({ value, options, onChange }) {
  return html`<select onChange=${(/** @type {any} */ e) => onChange(e.target.value)}>
    ${options.map(
      ([one, name]) => html`<option value=${one} selected=${one === value}>${name}</option>`,
    )}</select>`;
}
