/** What the day brings: hours, what holds for all, the garden. Nobody is named or compared. */

import { html } from '../../vendor/vendor.js';
import { GARDEN_FRAME, gardenShapes } from '../art/garden.js';
import { has } from '../staying_model.js';
import { clockTime, fromTo, T, t, titleOf, withReadings } from '../strings.js';
import { FloorName } from './floor_name.js';
import { Picture } from './picture.js';
import { NotYet, useQuery } from './query.js';

/** The school's zone is Japan's: minutes of a day become a clock time. @param {number} minutes */
const time = (minutes) => clockTime((minutes - 9 * 60) * 60_000, minutes === 1440 ? 'h24' : 'h23');

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function TodayTab({ plaza }) {
  const query = useQuery('/api/today');
  const today = query.found;
  if (!today) return html`<${NotYet} query=${query} />`;
  const { model } = plaza;
  return html`
    ${has(model, 'today') && html`<${Hours} today=${today} /><${Lessons} plaza=${plaza} />`}
    ${has(model, 'garden') && html`<${Garden} today=${today} />`}`;
}

/** @param {{today: any}} props */
function Hours({ today }) {
  return html`<h3>${T('today.hours')}</h3>
    <dl class="hours">${today.hours.map(
      (/** @type {any} */ floor) => html`<div key=${floor.name}><dt><${FloorName}
          plan=${floor} /></dt>
        <dd>${
          floor.hours.length === 0
            ? T('today.closed')
            : floor.hours
                .map((/** @type {[number, number]} */ [a, b]) => fromTo(time(a), time(b)))
                .join('　')
        }</dd></div>`,
    )}</dl>
    <h3>${T('today.notices')}</h3>
    ${
      today.notices.length === 0
        ? html`<p class="hint">${T('today.no_notices')}</p>`
        : html`<ul class="told-today">${today.notices.map(
            (/** @type {string} */ text) => html`<li>${withReadings(text)}</li>`,
          )}</ul>`
    }`;
}

/**
 * The lessons of today that one has a seat in.
 * @param {{plaza: import('../plaza.js').Plaza}} props
 */
function Lessons({ plaza }) {
  plaza.version.value;
  const day = (/** @type {number} */ ms) => Math.floor((ms + 9 * 3_600_000) / 86_400_000);
  const seats = [...plaza.model.seats.values()]
    .filter((seat) => day(seat.startsMs) === day(plaza.clock.wallMs()))
    .sort((a, b) => a.startsMs - b.startsMs);
  if (seats.length === 0) return null;
  return html`<h3>${T('today.lessons')}</h3>
    <dl class="hours">${seats.map(
      (seat) =>
        html`<div><dt>${titleOf(seat)}</dt><dd>${fromTo(clockTime(seat.startsMs), '')}</dd></div>`,
    )}</dl>`;
}

/** @param {{today: any}} props */
function Garden({ today: { garden, month } }) {
  return html`<h3>${T('today.garden')}</h3>
    <div class="garden"><${Picture} shapes=${gardenShapes(garden.grown, month)}
      frame=${GARDEN_FRAME} label=${t('today.garden_told', { count: garden.grown })} /></div>
    <p class="hint">${T('today.garden_text')}</p>`;
}
