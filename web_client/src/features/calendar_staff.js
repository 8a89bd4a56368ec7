/**
 * The school's year: first and last day, hours by weekday and floor, and each day at a glance. A
 * press turns a day: an open one closes, a closed one opens. Nothing holds until it is saved.
 */

import { html, useLayoutEffect, useRef, useState } from '../../vendor/vendor.js';
import { dayOf } from '../days.js';
import { dayAndTime, T, t } from '../strings.js';
import { FloorName } from './floor_name.js';
import { Submit } from './press.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';
import { StaffHeader } from './staff_header.js';
import {
  datesOffered,
  endOfSchoolYear,
  fromDate,
  fromTime,
  toDate,
  toTime,
  WEEKDAYS,
  weekdayOf,
} from './times.js';

const SCHOOL_OFFSET_MS = 9 * 3_600_000;
const SHOWN_DAYS = 400;
const MONTH_DAYS = 31;
const DAY_MINUTES = 24 * 60;
/** A school that is begun shortly before April stays open over it. */
const A_TERM_DAYS = 90;
/** @type {import('./refused.js').About} */
const ABOUT = { closes_before_it_opens: 'hours', no_such_floor: 'floors' };

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function CalendarPage({ plaza, onDone }) {
  const [known, setKnown] = useState(/** @type {any} */ (null));
  const [calendar, setCalendar] = useState(/** @type {any} */ (null));
  const [saved, setSaved] = useState(false);
  const latest = useRef(calendar);
  latest.current = calendar;
  const { refused, busy, send } = useAnswer(plaza);
  plaza.version.value;
  const query = useQuery('/api/calendar');
  useLayoutEffect(() => {
    if (!query.found) return;
    setKnown(query.found);
    setCalendar(query.found.calendar ?? newYear(plaza.clock.wallMs()));
  }, [query.found]);
  const head = html`<${StaffHeader} page="calendar" onDone=${onDone} />`;
  if (!calendar)
    return html`<aside class="panel left wide-left">${head}<${NotYet} query=${query} /></aside>`;
  const set = (/** @type {object} */ some) => {
    setSaved(false);
    setCalendar({ ...calendar, ...some });
  };
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const done = await send('/api/calendar', { calendar, over: known.version });
    if (!done) return;
    setKnown({ ...known, version: done.found.version });
    // What was changed meanwhile is not saved yet.
    setSaved(latest.current === calendar);
  };
  const closeHolidays = () => {
    const days = known.holidays.map((/** @type {any} */ [day]) => day).filter(within(calendar));
    set({ closed_days: ordered([...calendar.closed_days, ...days]) });
  };
  const wrong = calendar.first_day > calendar.last_day;
  const offered = datesOffered(dayOf(plaza.clock.wallMs()), known.calendar ?? calendar);
  const date = (/** @type {string} */ name) => html`<label class="field">
    <span>${T(`calendar.${name}`)}</span><input type="date" required ...${offered}
      value=${toDate(calendar[name])} onChange=${(/** @type {any} */ e) =>
        e.target.value && set({ [name]: fromDate(e.target.value) })} /></label>`;
  return html`<aside class="panel left wide-left" aria-label=${t('staff.calendar')}>
    ${head}
    <form onSubmit=${save}><div class="row sizes">${date('first_day')}${date('last_day')}</div>
      ${
        wrong &&
        html`<p class="wrong" role="alert">
        ${T('refused.calendar_ends_before_it_begins')}</p>`
      }
      <${Hours} calendar=${calendar} floors=${known.floors} open=${plaza.model.floors}
        refused=${refused} onChange=${set} />
      <div class="row"><button type="button" onClick=${closeHolidays}>
        ${T('calendar.holidays')}</button></div>
      <${Vacation} calendar=${calendar} onClose=${(/** @type {number[]} */ days) =>
        set({ closed_days: ordered([...calendar.closed_days, ...days]) })} />
      <p class="hint">${T('calendar.hint')}</p>
      ${
        !wrong &&
        html`<${Year} calendar=${calendar} holidays=${new Map(known.holidays)}
        today=${dayOf(plaza.clock.wallMs())} onChange=${set} />`
      }
      <div class="saving">
      <${Submit} busy=${busy} class="primary wide" disabled=${wrong}>${T('calendar.save')}<//>
      <${Refused} refused=${refused} about=${ABOUT} />
      ${saved && html`<p class="hint" role="status">${T('times.saved')}</p>`}</div></form>
    <${OpenAt} floors=${known.floors} plaza=${plaza} /></aside>`;
}

/** @param {number} nowMs */
function newYear(nowMs) {
  const today = dayOf(nowMs);
  return {
    first_day: today,
    last_day: endOfSchoolYear(today + A_TERM_DAYS),
    openings: [],
    closed_days: [],
    extra_days: [],
  };
}

/** @param {any} calendar */
const within = (calendar) => (/** @type {number} */ day) =>
  day >= calendar.first_day && day <= calendar.last_day;

/** @param {number[]} days */
const ordered = (days) => [...new Set(days)].toSorted((a, b) => a - b);

/** Said while it is being set, and shown again by a refusal. @param {{refused: any}} props */
const Backwards = ({ refused }) =>
  refused.reason === 'closes_before_it_opens'
    ? html`<${Refused} refused=${refused} about=${ABOUT} field="hours" />`
    : html`<p class="wrong" role="alert">${T('refused.closes_before_it_opens')}</p>`;

/**
 * The midnight at which a floor closes is the end of its day.
 * @param {string} name @param {string} time
 */
const minuteOf = (name, time) =>
  name === 'closes' ? fromTime(time) || DAY_MINUTES : fromTime(time);

/** @param {{pairs: Set<string>}} row @param {string} floor */
const has = ({ pairs }, floor) => WEEKDAYS.some((_, day) => pairs.has(`${day} ${floor}`));

/** Rows of the same times, for several floors and weekdays at once. @param {any[]} openings */
function rowsOf(openings) {
  /** @type {Map<string, {opens: number, closes: number, pairs: Set<string>}>} */
  const rows = new Map();
  for (const { floor, weekday, opens, closes } of openings) {
    const key = `${opens} ${closes}`;
    if (!rows.has(key)) rows.set(key, { opens, closes, pairs: new Set() });
    rows.get(key)?.pairs.add(`${weekday} ${floor}`);
  }
  return [...rows.values()];
}

/**
 * @param {{calendar: any, floors: any[], open: Map<string, {yomi: string}>,
 *   refused: import('./refused.js').Answer, onChange: (some: object) => void}} props what there
 *   was when the page opened, and what there is
 */
function Hours({ calendar, floors, open, refused, onChange }) {
  const [rows, setRows] = useState(() => rowsOf(calendar.openings));
  /** @param {any[]} next */
  const give = (next) => {
    setRows(next);
    const openings = next.flatMap(({ opens, closes, pairs }) =>
      [...pairs].map((pair) => {
        const [weekday, floor] = pair.split(' ');
        return { floor, weekday: Number(weekday), opens, closes };
      }),
    );
    onChange({ openings });
  };
  /** @param {number} at @param {object} some */
  const set = (at, some) => give(rows.map((row, n) => (n === at ? { ...row, ...some } : row)));
  /** @param {number} at @param {string} pair */
  const flip = (at, pair) => {
    const pairs = new Set(rows[at]?.pairs);
    if (!pairs.delete(pair)) pairs.add(pair);
    set(at, { pairs });
  };
  const time = (/** @type {any} */ row, /** @type {number} */ at, /** @type {string} */ name) =>
    html`<label>${T(`calendar.${name}`)} <input type="time" required
      value=${toTime(row[name] % DAY_MINUTES)} onChange=${(/** @type {any} */ e) =>
        e.target.value && set(at, { [name]: minuteOf(name, e.target.value) })} /></label>`;
  return html`<h3>${T('calendar.hours')}</h3>${rows.map(
    (row, at) => html`<fieldset><div class="row">${time(row, at, 'opens')}
      ${time(row, at, 'closes')}<button type="button" class="danger"
        onClick=${() => give(rows.filter((_, n) => n !== at))}>${T('chimes.drop')}</button></div>
      ${
        row.closes === DAY_MINUTES &&
        html`<p class="hint">
          ${T(row.opens === 0 ? 'calendar.all_day' : 'calendar.to_midnight')}</p>`
      }
      ${row.opens >= row.closes && html`<${Backwards} refused=${refused} />`}
      <table class="hours"><tbody>${floors.map(
        ({ floor, name }) =>
          html`<tr><th scope="row">
            <${FloorName} plan=${{ name, yomi: open.get(floor)?.yomi }} />${
              !open.has(floor) && html` <small>${T('floor.gone')}</small>`
            }</th>${WEEKDAYS.map(
              (weekday, day) => html`<td><button type="button"
            aria-label=${`${name} ${t(`times.${weekday}`)}`}
            aria-pressed=${row.pairs.has(`${day} ${floor}`)}
            onClick=${() => flip(at, `${day} ${floor}`)}>${T(`times.${weekday}`)}</button></td>`,
            )}</tr>`,
      )}</tbody></table>
      ${
        floors.some(({ floor }) => !open.has(floor) && has(row, floor)) &&
        html`<${Refused} refused=${refused} about=${ABOUT} field="floors" />`
      }</fieldset>`,
  )}
    <button type="button" onClick=${() =>
      give([...rows, { opens: 780, closes: 900, pairs: new Set() }])}>
      ${T('calendar.add_hours')}</button>`;
}

/** @param {{calendar: any, onClose: (days: number[]) => void}} props */
function Vacation({ calendar, onClose }) {
  const [min, max] = [toDate(calendar.first_day), toDate(calendar.last_day)];
  const [span, setSpan] = useState({ from: '', to: '' });
  const first = fromDate(span.from);
  const count = fromDate(span.to) - first + 1;
  const date = (/** @type {'from' | 'to'} */ name) => html`<label class="field">
    <span>${T(`calendar.${name}`)}</span>
    <input type="date" min=${min} max=${max} value=${span[name]}
      onChange=${(/** @type {any} */ e) =>
        setSpan({ ...span, [name]: e.target.value })} /></label>`;
  return html`<div class="row sizes">${date('from')}${date('to')}
    <button type="button" disabled=${!(count > 0 && count < 400)}
      onClick=${() => onClose(Array.from({ length: count }, (_, n) => first + n))}>
      ${T('calendar.close_days')}</button></div>`;
}

/**
 * @param {{calendar: any, holidays: Map<number, string>, today: number,
 *   onChange: (some: object) => void}} props
 */
function Year({ calendar, holidays, today, onChange }) {
  const weekdays = new Set(calendar.openings.map((/** @type {any} */ one) => one.weekday));
  const closed = new Set(calendar.closed_days);
  const extra = new Set(calendar.extra_days.map((/** @type {any} */ one) => one.day));
  const usual = [...weekdays].toSorted()[0] ?? 0;
  const isOpen = (/** @type {number} */ day) =>
    extra.has(day) || (weekdays.has(weekdayOf(day)) && !closed.has(day));
  const turn = (/** @type {number} */ day) => {
    const extra_days = calendar.extra_days.filter((/** @type {any} */ one) => one.day !== day);
    const closed_days = calendar.closed_days.filter((/** @type {number} */ one) => one !== day);
    if (isOpen(day)) {
      if (weekdays.has(weekdayOf(day))) closed_days.push(day);
    } else if (!weekdays.has(weekdayOf(day))) extra_days.push({ day, like_weekday: usual });
    onChange({ closed_days: ordered(closed_days), extra_days });
  };
  return html`<div class="year">${monthsOf(calendar, today).map(
    ([month, days]) => html`<section key=${month}><h3>${month}</h3><div class="month">
      ${WEEKDAYS.map((name) => html`<b aria-hidden="true">${T(`times.${name}`)}</b>`)}
      ${Array.from({ length: weekdayOf(days[0] ?? 0) }, () => html`<i></i>`)}
      ${days.map(
        (day) => html`<button type="button" aria-pressed=${isOpen(day)} title=${holidays.get(day)}
          class=${holidays.has(day) ? 'holiday' : ''} onClick=${() => turn(day)}
          aria-label=${`${toDate(day)} ${holidays.get(day) ?? ''}`}>
          ${Number(toDate(day).slice(8))}</button>`,
      )}</div></section>`,
  )}</div>`;
}

/**
 * Each month of the calendar with its days; of a calendar of many years, from last month on.
 * @param {any} calendar @param {number} today @returns {[string, number[]][]}
 */
function monthsOf({ first_day, last_day }, today) {
  /** @type {Map<string, number[]>} */ const months = new Map();
  const long = last_day - first_day > SHOWN_DAYS;
  const first = long ? Math.max(first_day, Math.min(today, last_day) - MONTH_DAYS) : first_day;
  const last = Math.min(last_day, first + SHOWN_DAYS);
  for (let day = first; day <= last; day += 1) {
    const month = toDate(day).slice(0, 7).replace('-', '/');
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return [...months];
}

/** What is saved, asked for one moment. @param {{floors: any[], plaza: any}} props */
function OpenAt({ floors, plaza }) {
  const now = new Date(plaza.clock.wallMs() + SCHOOL_OFFSET_MS).toISOString().slice(0, 16);
  const [moment, setMoment] = useState(now);
  const [asked, setAsked] = useState('');
  const query = useQuery(asked && `/api/open-at?ms=${asked}`);
  const told = query.found;
  return html`<h3>${T('calendar.open_at')}</h3><div class="row">
    <input class="moment" type="datetime-local" aria-label=${t('calendar.open_at')} value=${moment}
      onChange=${(/** @type {any} */ e) => setMoment(e.target.value)} />
    <button onClick=${() =>
      setAsked(
        String(Date.parse(`${moment}:00Z`) - SCHOOL_OFFSET_MS),
      )}>${T('calendar.ask')}</button></div>
    ${asked && html`<${NotYet} query=${query} />`}
    ${
      told &&
      html`<ul role="status">${floors.map(({ floor, name }) => {
        const [open, until] = told[floor] ?? [false, 0];
        return html`<li><b>${name}</b> ${T(open ? 'floor.open' : 'floor.closed')} ${
          until > 0 && t(open ? 'until' : 'opens', { time: dayAndTime(until) })
        }</li>`;
      })}</ul>`
    }`;
}
