/** Search: a name leads to a floor and a zone; a press more, and one goes near (T2.2.c). */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { T, t } from '../strings.js';
import { goNear } from './floor.js';
import { RoleMark } from './role_mark.js';

const NAME_MAX = 12;
const WAIT_MS = 350;

/**
 * @typedef {{account: string, name: string, role: string, floor: string, floor_name: string,
 *   zone_name: string}} Found
 * @param {{plaza: import('../plaza.js').Plaza, onWrite: (account: string, name: string) => void}}
 * props
 */
export function Search({ plaza, onWrite }) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState(/** @type {Found[] | null} */ (null));
  useEffect(() => {
    const name = typed.trim();
    setFound(null);
    if (!name) return undefined;
    let wanted = true;
    // Whoever is still typing, or composing a word, is not asked for yet.
    const timer = setTimeout(async () => {
      const answer = await fetch(`/api/search?name=${encodeURIComponent(name)}`).catch(() => null);
      if (!wanted) return;
      if (answer?.ok) setFound(await answer.json());
      else plaza.say(t(answer?.status === 429 ? 'refused.too_fast' : 'no_network'));
    }, WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return html`<div class="search" role="search">
    <input type="search" value=${typed} maxlength=${NAME_MAX} aria-label=${t('search_hint')}
      placeholder=${t('search_hint')}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.stopPropagation()}
      onInput=${(/** @type {any} */ e) => setTyped(e.target.value)} />
    <div aria-live="polite">${
      found?.length === 0 && html`<p class="empty">${T('search_nobody')}</p>`
    }</div>
    ${
      found &&
      found.length > 0 &&
      html`<ul class="matches">${found.map(
        (one) => html`<li key=${one.account}>
        <span class="who"><b>${one.name}</b><${RoleMark} role=${one.role} /><small>${
          one.floor_name
        }${one.zone_name ? `・${one.zone_name}` : ''}</small></span>
        <button aria-label=${`${one.name} ${t('near')}`}
          onClick=${() => goNear(plaza, one.account)}>${T('near')}</button>
        <button aria-label=${`${one.name} ${t('talk')}`}
          onClick=${() => onWrite(one.account, one.name)}>${T('talk')}</button></li>`,
      )}</ul>`
    }</div>`;
}
