/** Small panels of the menu: floors and status. */

import { html } from '../../vendor/vendor.js';
import { clockTime, T, t } from '../strings.js';
import { FloorName } from './floor_name.js';
import { useTurned, wished } from './press.js';
import { NotYet, useQuery } from './query.js';

const STATUSES = /** @type {const} */ (['none', 'open_to_talk', 'focusing', 'resting']);
const MODES = /** @type {const} */ (['open', 'ask', 'closed']);
const SIGNS = /** @type {Record<string, string>} */ ({
  none: '・',
  open_to_talk: '☺',
  focusing: '✎',
  resting: '☕',
});

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function FloorsPanel({ plaza, onDone }) {
  const query = useQuery('/api/floors');
  const floors = /** @type {any[] | null} */ (query.found);
  plaza.version.value;
  if (!floors) return html`<${NotYet} query=${query} />`;
  const here = plaza.model.plan?.floor;
  /** @param {any} floor */
  const when = (floor) =>
    floor.until_ms
      ? floor.state === 'closed'
        ? t('opens', { time: clockTime(floor.until_ms) })
        : t('until', { time: clockTime(floor.until_ms, 'h24') })
      : '';
  return html`<ul class="floors">${floors.map(
    (floor) => html`
    <li><button class="floor ${floor.theme.split('-')[0]}"
      disabled=${floor.state !== 'open' || floor.floor === here}
      onClick=${() => {
        plaza.enterFloor(floor.floor);
        onDone();
      }}>
      <span><${FloorName} plan=${floor} /></span>
      <small>${floor.floor === here ? T('floor.here') : T(`floor.${floor.state}`)} ${when(floor)}
        </small></button></li>`,
  )}</ul>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function StatusPanel({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  const [status, turnStatus] = useTurned(model.status);
  const [talkMode, turnTalkMode] = useTurned(model.talkMode);
  const [watching, turnWatching] = useTurned(model.watching);
  return html`
    <div class="choices" role="radiogroup" aria-label=${t('status')}>${STATUSES.map(
      (name) => html`
      <button role="radio" aria-checked=${status === name}
        onClick=${() => turnStatus(name, wished(plaza, 'ShowStatus', name))}>
        <i aria-hidden="true">${SIGNS[name]}</i>
        ${T(`status.${name}`)}</button>`,
    )}</div>
    <h3>${T('talk_mode')}</h3>
    <div class="choices three" role="radiogroup" aria-label=${t('talk_mode')}>${MODES.map(
      (mode) => html`<button role="radio" aria-checked=${talkMode === mode}
        onClick=${() => turnTalkMode(mode, wished(plaza, 'SetTalkMode', mode))}>
        ${T(`talk_mode.${mode}`)}</button>`,
    )}</div>
    <p class="hint">${T('talk_mode_note')}</p>
    ${
      model.hidden.size > 0 &&
      html`<h3>${T('hidden_people')}</h3><ul class="hidden-people">${[...model.hidden].map(
        ([account, name]) => html`<li key=${account}><span>${name}</span>
          <button aria-label=${`${name} ${t('show_again')}`}
            onClick=${() => plaza.send('ShowPerson', account)}>${T('show_again')}</button></li>`,
      )}</ul>`
    }
    <button class="wide" aria-pressed=${watching}
      onClick=${() => turnWatching(!watching, wished(plaza, 'SetWatching', !watching))}>${T(
        watching ? 'watching_off' : 'watching_on',
      )}</button>`;
}
