/** The school's bells: when, on which days and floors, how they sound (T2.3.a). */

import { html, useLayoutEffect, useRef, useState } from '../../vendor/vendor.js';
import { settings } from '../settings.js';
import { ring, unlockSound } from '../sounds.js';
import { T, t } from '../strings.js';
import { FloorName } from './floor_name.js';
import { Submit } from './press.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';
import { StaffHeader } from './staff_header.js';
import { fromTime, toTime, WEEKDAYS } from './times.js';

const SOUNDS = ['bell', 'chimes', 'harp', 'bowl', 'birds', 'wood'];
const LESSON_MINUTE = 9 * 60;
/** @type {import('./refused.js').About} */
const ABOUT = { no_such_floor: 'floors' };

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function ChimesPage({ plaza, onDone }) {
  const [rules, setRules] = useState(/** @type {any[] | null} */ (null));
  const [over, setOver] = useState('');
  const [saved, setSaved] = useState(false);
  const latest = useRef(rules);
  latest.current = rules;
  const { refused, busy, send } = useAnswer(plaza);
  plaza.version.value;
  const query = useQuery('/api/chimes');
  useLayoutEffect(() => {
    if (!query.found) return;
    const byTime = (/** @type {any} */ a, /** @type {any} */ b) => a.minute - b.minute;
    setRules(query.found.rules.toSorted(byTime));
    setOver(query.found.version);
  }, [query.found]);
  const head = html`<${StaffHeader} page="chimes" onDone=${onDone} />`;
  if (!rules)
    return html`<aside class="panel left wide-left">${head}<${NotYet} query=${query} /></aside>`;
  /** @param {number} at @param {object} some */
  const set = (at, some) => {
    setSaved(false);
    setRules(rules.map((rule, n) => (n === at ? { ...rule, ...some } : rule)));
  };
  const add = () => {
    const chime = `c-${Math.floor(Math.random() * 1e12).toString(36)}`;
    const minute = Math.min(1439, (rules.at(-1)?.minute ?? LESSON_MINUTE - 50) + 50);
    const days = [0, 1, 2, 3, 4];
    const rule = { chime, name: '', minute, weekdays: days, floors: [], sound: 'bell', volume: 60 };
    setSaved(false);
    setRules([...rules, rule]);
  };
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const done = await send('/api/chimes', { rules, over });
    if (!done) return;
    setOver(done.found.version);
    // What was changed meanwhile is not saved yet.
    setSaved(latest.current === rules);
  };
  return html`<aside class="panel left wide-left" aria-label=${t('staff.chimes')}>
    ${head}
    <form onSubmit=${save}>
      ${rules.length === 0 && html`<p class="empty">${T('chimes.none')}</p>`}
      ${rules.map(
        (rule, at) => html`<${Rule} key=${rule.chime} rule=${rule} floors=${plaza.model.floors}
          refused=${refused}
          onChange=${(/** @type {object} */ some) => set(at, some)}
          onDrop=${() => {
            setSaved(false);
            setRules(rules.filter((_, n) => n !== at));
          }} />`,
      )}
      <div class="saving"><div class="row">
        <button type="button" disabled=${rules.length >= 500} onClick=${add}>
          ${T('chimes.add')}</button>
        <${Submit} busy=${busy} class="primary">${T('chimes.save')}<//></div>
      <${Refused} refused=${refused} about=${ABOUT} />
      ${saved && html`<p class="hint" role="status">${T('times.saved')}</p>`}</div></form></aside>`;
}

/**
 * @param {{rule: any, floors: Map<string, {name: string, yomi: string}>,
 *   refused: import('./refused.js').Answer,
 *   onChange: (some: object) => void, onDrop: () => void}} props
 */
function Rule({ rule, floors, refused, onChange, onDrop }) {
  const gone = rule.floors.filter((/** @type {string} */ floor) => !floors.has(floor));
  const listen = () => {
    unlockSound();
    ring(rule.sound, (rule.volume * settings.value.volume) / 100);
  };
  const toggle = (/** @type {string} */ field, /** @type {any} */ one) => {
    const now = rule[field];
    const next = now.includes(one)
      ? now.filter((/** @type {any} */ other) => other !== one)
      : [...now, one].toSorted();
    onChange({ [field]: next });
  };
  return html`<fieldset class="chime"><div class="row">
      <input type="time" required aria-label=${t('chimes.time')} value=${toTime(rule.minute)}
        onChange=${(/** @type {any} */ e) =>
          e.target.value && onChange({ minute: fromTime(e.target.value) })} />
      <input class="name" required maxlength="40" aria-label=${t('chimes.name')} value=${rule.name}
        placeholder=${t('chimes.name')}
        onInput=${(/** @type {any} */ e) => onChange({ name: e.target.value })} />
      <button type="button" class="danger" aria-label=${`${rule.name} ${t('chimes.drop')}`}
        onClick=${onDrop}>${T('chimes.drop')}</button></div>
    <div class="row days" role="group" aria-label=${t('chimes.days')}>${WEEKDAYS.map(
      (name, day) => html`<button type="button" aria-pressed=${rule.weekdays.includes(day)}
        onClick=${() => toggle('weekdays', day)}>${T(`times.${name}`)}</button>`,
    )}</div>
    <div class="row days" role="group" aria-label=${t('chimes.floors')}>
      <button type="button" aria-pressed=${rule.floors.length === 0}
        onClick=${() => onChange({ floors: [] })}>${T('chimes.all_floors')}</button>
      ${[...floors].map(
        ([floor, named]) => html`<button type="button"
          aria-pressed=${rule.floors.includes(floor)} onClick=${() => toggle('floors', floor)}>
          <${FloorName} plan=${named} /></button>`,
      )}${gone.map(
        (/** @type {string} */ floor) => html`<button type="button" aria-pressed="true"
          onClick=${() => toggle('floors', floor)}>${T('floor.gone')}</button>`,
      )}</div>
    ${gone.length > 0 && html`<${Refused} refused=${refused} about=${ABOUT} field="floors" />`}
    <div class="row"><select aria-label=${t('chimes.sound')}
        onChange=${(/** @type {any} */ e) => onChange({ sound: e.target.value })}>${SOUNDS.map(
          (sound) => html`<option value=${sound} selected=${sound === rule.sound}>
            ${t(`sound.${sound}`)}</option>`,
        )}</select>
      <input type="range" min="0" max="100" step="10" aria-label=${t('volume')}
        value=${rule.volume}
        onInput=${(/** @type {any} */ e) => onChange({ volume: Number(e.target.value) })} />
      <button type="button" onClick=${listen}>${T('try_sound')}</button></div></fieldset>`;
}
