/** The floor as a list: the same place for keyboard, screen reader and slow lines (T1.8). */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { positionAt } from '../motion.js';
import { readable, T, t, withRuby, written } from '../strings.js';
import { useArrival } from './arrival.js';
import { goNear } from './floor.js';
import { Called, calledOf, tells } from './objects_card.js';
import { RoleMark } from './role_mark.js';
import { Search } from './search.js';

const NEW_LIST_MS = 2000;
const SUBTILES_PER_TILE = 16;
const SIGNS = /** @type {Record<string, string>} */ ({
  none: '',
  open_to_talk: '☺',
  focusing: '✎',
  resting: '☕',
  quiet: '☾',
});

/**
 * @param {{plaza: import('../plaza.js').Plaza, onWrite: (account: string, name: string) => void}}
 * props
 */
export function PeoplePanel({ plaza, onWrite }) {
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again((n) => n + 1), NEW_LIST_MS);
    return () => clearInterval(timer);
  }, []);
  plaza.version.value;
  const { model } = plaza;
  const tick = Math.floor(plaza.clock.tick());
  const own = model.me === null ? undefined : model.people.get(model.me);
  const here = own ? positionAt(own.walk, tick) : [0, 0];
  const near = new Map(
    [...model.people.values()]
      .filter((p) => p !== own)
      .map((person) => {
        const at = positionAt(person.walk, tick);
        return {
          person,
          tiles: Math.round(Math.hypot(at[0] - here[0], at[1] - here[1]) / SUBTILES_PER_TILE),
        };
      })
      .sort((a, b) => a.tiles - b.tiles)
      .map((row) => [row.person.account, row]),
  );
  // The nearest first, as they stood when one looked: a row does not walk away from its finger.
  const order = useArrival([...near.keys()]);

  const told = (model.plan?.objects ?? []).filter((one) => tells(one, model));

  return html`<div class="people-list">
    <${Search} plaza=${plaza} onWrite=${onWrite} />
    <p class="hint keys-only">${T('list_help')}</p>
    ${near.size === 0 && html`<p class="empty">${T('nobody')}</p>`}
    <ul>${order
      .flatMap((account) => near.get(account) ?? [])
      .map(
        ({ person, tiles }) => html`
      <li key=${person.account}>
        <span class="who"><b>${person.name}</b><${RoleMark} role=${person.role} />
          <small>${T('tiles', { count: tiles })}${
            person.status !== 'none'
              ? withRuby(`・${SIGNS[person.status] ?? ''} ${written(`status.${person.status}`)}`)
              : ''
          }${person.away && ['・', T('away')]}</small>
          ${
            person.murmur &&
            person.murmur.until > tick &&
            html`<q class="murmured">${person.murmur.text}</q>`
          }</span>
        <button onClick=${() => goNear(plaza, person.account)}
          aria-label=${`${person.name} ${t('near')}`}>${T('near')}</button>
        <button onClick=${() => onWrite(person.account, person.name)}
          aria-label=${`${person.name} ${t('talk')}`}>${T('talk')}</button>
      </li>`,
      )}</ul>
    ${told.length > 0 && html`<h3>${T('objects_here')}</h3>`}
    <ul>${told.map(
      (object) => html`<li key=${object.object}><span class="who"><${Called}
        object=${object} /></span>
        <button aria-label=${`${calledOf(object)} ${t('look_at')}`}
          onClick=${() => {
            plaza.opened.value = object.object;
          }}>${T('look_at')}</button></li>`,
    )}</ul>
    <h3>${T('doors')}</h3>
    <ul>${(model.plan?.doors ?? []).map(
      (/** @type {any} */ door) => html`
      <li><button onClick=${() => plaza.enterFloor(door.to_floor)}>
        ${T('go_through', {
          name: readable(model.floors.get(door.to_floor) ?? { name: '' }),
        })}</button></li>`,
    )}</ul>
  </div>`;
}
