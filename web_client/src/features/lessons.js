/** The timetable: what comes, taking a seat and giving it back; for staff, who has one (T6.8). */

import { html, useState } from '../../vendor/vendor.js';
import { withoutReadings } from '../readings.js';
import {
  clockTime,
  dayOf,
  fromTo,
  readable,
  T,
  t,
  titleOf,
  withReadings,
  withRuby,
} from '../strings.js';
import { Press } from './press.js';
import { NotYet, useQuery } from './query.js';

/** How the subjects of a school are read: teachers write them many times over. */
/** @type {Record<string, string>} */
const SUBJECTS = {
  ...{ 国語: 'こくご', 算数: 'さんすう', 数学: 'すうがく', 理科: 'りか', 社会: 'しゃかい' },
  ...{ 英語: 'えいご', 外国語: 'がいこくご', 音楽: 'おんがく', 図工: 'ずこう', 美術: 'びじゅつ' },
  ...{ 体育: 'たいいく', 保健: 'ほけん', 家庭: 'かてい', 技術: 'ぎじゅつ', 道徳: 'どうとく' },
  ...{
    生活: 'せいかつ',
    総合: 'そうごう',
    書写: 'しょしゃ',
    学活: 'がっかつ',
    特別活動: 'とくべつかつどう',
  },
};

/** Seats are taken, and people come in and go, without a word to anybody else. */
export const SEATS_EVERY_MS = 5000;
/** Whoever chooses a lesson looks at how many seats are left, perhaps on a slow line. */
const LEFT_EVERY_MS = 15_000;

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function Timetable({ plaza }) {
  plaza.version.value;
  const { timetable, chimes, role } = plaza.model;
  // A bell may say that a lesson begins.
  const query = useTimetable(timetable + chimes, role === 'pupil' ? LEFT_EVERY_MS : SEATS_EVERY_MS);
  const rows = /** @type {any[] | null} */ (query.found);
  if (!rows) return html`<${NotYet} query=${query} />`;
  const days = [...new Set(rows.map((row) => dayOf(row.starts_ms)))];
  return html`<${NotYet} query=${query} />
  ${rows.length === 0 && html`<p class="empty">${T('lessons_none')}</p>`}
  ${days.map(
    (day) => html`<section key=${day}><h3>${day}</h3><ul class="lessons">${rows
      .filter((row) => dayOf(row.starts_ms) === day)
      .map(
        (row) => html`<${Row} key=${row.lesson} row=${row} role=${role} plaza=${plaza}
          onStale=${query.again} />`,
      )}
      </ul></section>`,
  )}`;
}

/**
 * The timetable as the server has it, asked again when it changed.
 * @param {number} version @param {number} [everyMs]
 */
export const useTimetable = (version, everyMs = 0) =>
  useQuery('/api/lessons', { version, everyMs });

/**
 * @param {{row: any, role: string, plaza: import('../plaza.js').Plaza, onStale: () => void}} props
 */
function Row({ row, role, plaza, onStale }) {
  const ends = clockTime(row.starts_ms + row.minutes * 60_000);
  const places = [readable({ name: row.room, yomi: row.room_yomi })];
  if (row.zone) places.push(readable({ name: row.zone, yomi: row.zone_yomi }));
  return html`<li class=${row.mine ? 'mine' : ''}>
    <p><b>${fromTo(clockTime(row.starts_ms), ends)}</b> ${
      row.running && html`<mark>${T('lesson_now')}</mark>`
    }</p>
    <p class="title">${titleOf(row)} ${
      row.subject &&
      html`<small>${titleOf({ title: row.subject, yomi: SUBJECTS[row.subject] })}</small>`
    }</p>
    <p><small>${withRuby(places.join('・'))}　${row.teacher}</small></p>
    ${row.content && html`<p class="content">${withReadings(row.content)}</p>`}
    ${
      role === 'pupil'
        ? html`<${Seat} row=${row} plaza=${plaza} onStale=${onStale} />`
        : html`<${SignedUp} row=${row} />`
    }</li>`;
}

/** @param {{row: any, plaza: import('../plaza.js').Plaza, onStale: () => void}} props */
function Seat({ row, plaza, onStale }) {
  const here = row.running && plaza.model.plan?.floor === row.floor;
  return html`<div class="row">
    <small>${row.left > 0 ? T('lesson_left', { count: row.left }) : T('lesson_no_seat')}${
      row.walk_in && [' ', T('lesson_walk_in')]
    }</small>
    ${
      row.running &&
      (row.mine || row.walk_in) &&
      !here &&
      html`<button class="primary" onClick=${() => plaza.enterFloor(row.floor)}>
        ${T('lesson_go')}</button>`
    }
    ${
      row.mine
        ? html`<${Press} key="back" plaza=${plaza} wish=${['Withdraw', row.lesson]}
            aria-label=${`${withoutReadings(row.title)} ${t('lesson_withdraw')}`}>
            ${T('lesson_withdraw')}<//>`
        : html`<${Press} key="take" plaza=${plaza} wish=${['SignUp', row.lesson]} class="primary"
            onNo=${onStale} disabled=${row.left <= 0}
            aria-label=${`${withoutReadings(row.title)} ${t('lesson_sign_up')}`}>
            ${T('lesson_sign_up')}<//>`
    }</div>`;
}

/** @param {{row: any}} props */
function SignedUp({ row }) {
  const [open, setOpen] = useState(false);
  return html`<div class="row"><small>${t('lesson_seats', {
    count: row.capacity - row.left,
    of: row.capacity,
  })}</small><button aria-expanded=${open}
      onClick=${() => setOpen(!open)}>${T('lesson_who')}</button></div>
    ${open && html`<${Seats} lesson=${row.lesson} taken=${row.capacity - row.left} />`}`;
}

/** @param {{lesson: string, taken: number}} props */
function Seats({ lesson, taken }) {
  const address = `/api/lessons/signed-up?lesson=${lesson}`;
  const query = useQuery(address, { version: taken, everyMs: SEATS_EVERY_MS });
  const people = /** @type {any[] | null} */ (query.found);
  return html`<${NotYet} query=${query} />
    ${people?.length === 0 && html`<p class="hint">${T('lesson_nobody')}</p>`}
    <ul class="seats">${people?.map(
      (one) => html`<li key=${one.account}>${one.name}
        ${one.inside && html`<mark>${T(one.away ? 'lesson_away' : 'lesson_inside')}</mark>`}
        ${!one.signed && !one.staff && html` <small>${T('lesson_no_sign_up')}</small>`}</li>`,
    )}</ul>`;
}
