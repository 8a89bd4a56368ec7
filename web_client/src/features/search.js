/** Search: a name leads to a floor and a zone; a press more, and one goes near (T2.2.c). */

import { html, useState } from '../../vendor/vendor.js';
import { inKana, readable, T, t, withRuby } from '../strings.js';
import { goNear, walkTo } from './floor.js';
import { NotYet, useSearch } from './query.js';
import { RoleMark } from './role_mark.js';

const NAME_MAX = 12;
const TILE = 16;

/**
 * @typedef {{account: string, name: string, role: string, floor: string, floor_name: string,
 *   floor_yomi: string, zone_name: string, zone_yomi: string}} Found
 * @param {{plaza: import('../plaza.js').Plaza, onWrite: (account: string, name: string) => void}}
 * props
 */
export function Search({ plaza, onWrite }) {
  const [typed, setTyped] = useState('');
  const query = useSearch('/api/search', typed);
  const found = /** @type {Found[] | null} */ (query.found);
  const places = placesLike(plaza, typed);
  return html`<div class="search" role="search">
    <input type="search" value=${typed} maxlength=${NAME_MAX} aria-label=${t('search_hint')}
      placeholder=${inKana('search_hint')}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.stopPropagation()}
      onInput=${(/** @type {any} */ e) => setTyped(e.target.value)} />
    <div class=${typed.trim() ? 'results' : ''}>${
      query.failed && html`<${NotYet} query=${query} />`
    }
    <div aria-live="polite">${
      found?.length === 0 && places.length === 0 && html`<p class="empty">${T('search_nobody')}</p>`
    }</div>
    ${
      found &&
      found.length > 0 &&
      html`<ul class="matches">${found.map(
        (one) => html`<li key=${one.account}>
        <span class="who"><b>${one.name}</b><${RoleMark} role=${one.role} /><small>${withRuby(
          placeOf(one),
        )}</small></span>
        <button aria-label=${`${one.name} ${t('near')}`}
          onClick=${() => goNear(plaza, one.account)}>${T('near')}</button>
        <button aria-label=${`${one.name} ${t('talk')}`}
          onClick=${() => onWrite(one.account, one.name)}>${T('talk')}</button></li>`,
      )}</ul>`
    }
    ${
      places.length > 0 &&
      html`<ul class="matches">${places.map(
        ({ key, place, go }) => html`<li key=${key}><button onClick=${go}>
          ${T('go_through', { name: readable(place) })}</button></li>`,
      )}</ul>`
    }</div></div>`;
}

/**
 * Floors, and zones of this one, whose name or reading has what is typed in it.
 * @param {import('../plaza.js').Plaza} plaza @param {string} typed
 */
function placesLike(plaza, typed) {
  const { floors, plan } = plaza.model;
  const wanted = kanaForm(typed);
  if (!wanted) return [];
  const places = [...floors]
    .filter(([floor, { open }]) => open && floor !== plan?.floor)
    .map(([floor, place]) => ({ key: floor, place, go: () => plaza.enterFloor(floor) }));
  for (const zone of plan?.zones ?? [])
    places.push({
      key: `zone ${zone.zone}`,
      place: /** @type {any} */ (zone),
      go: () => walkTo(plaza, (zone.x + zone.w / 2) * TILE, (zone.y + zone.h / 2) * TILE),
    });
  return places.filter(({ place }) =>
    [place.name, place.yomi ?? ''].some((one) => kanaForm(one).includes(wanted)),
  );
}

/** As the server compares names: kana kind, width, case and spaces make no difference. */
const kanaForm = (/** @type {string} */ typed) =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** @param {Found} found */
const placeOf = ({ floor_name, floor_yomi, zone_name, zone_yomi }) =>
  [
    { name: floor_name, yomi: floor_yomi },
    { name: zone_name, yomi: zone_yomi },
  ]
    .filter(({ name }) => name)
    .map(readable)
    .join('・');
