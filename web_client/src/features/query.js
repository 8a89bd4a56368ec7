/** A list that is asked for: on its way, not to be had, or there. An empty one is none of these. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { fetched } from '../query.js';
import { T } from '../strings.js';

/**
 * @typedef {object} Query
 * @property {any} found what was answered last; null until then
 * @property {boolean} failed the last question has no answer; `found` is what was known before
 * @property {boolean} busy asked again, by the person
 * @property {number} status of the last answer, 0 for none
 * @property {() => void} again
 */

const TYPED_MS = 350;
const TOO_FAST = 429;
const FIRST = { address: '', found: null, failed: false, busy: false, status: 0 };

/**
 * Asked when it is first shown, when `version` changes, and every `everyMs` after an answer.
 * @param {string} address none is not asked
 * @param {{version?: number | string, everyMs?: number} & Parameters<typeof fetched>[1]} [how]
 * @returns {Query}
 */
export function useQuery(address, { version = 0, everyMs = 0, ...how } = {}) {
  const [last, setLast] = useState(FIRST);
  // What was answered to another question is not shown under this one.
  const state = last.address === address ? last : FIRST;
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (!address) return undefined;
    let current = true;
    let timer = 0;
    async function look() {
      const { ok, status, found } = await fetched(address, how);
      if (!current) return;
      setLast((before) => ({
        address,
        found: ok ? found : before.address === address ? before.found : null,
        failed: !ok,
        busy: false,
        status,
      }));
      if (everyMs) timer = window.setTimeout(look, everyMs);
    }
    look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [address, version, times]);
  const again = () => {
    setLast((before) => ({ ...before, busy: true }));
    setTimes((count) => count + 1);
  };
  return { ...state, again };
}

/**
 * People by a part of their name. Whoever is still typing, or composing a word, is not asked for
 * yet.
 * @param {string} path @param {string} typed
 */
export function useSearch(path, typed) {
  const [stood, setStood] = useState('');
  const name = typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => setStood(name), TYPED_MS);
    return () => clearTimeout(timer);
  }, [name]);
  return useQuery(name && name === stood ? `${path}?name=${encodeURIComponent(name)}` : '');
}

/**
 * Stands where the list will be until it is there, and above one that is no longer fresh.
 * @param {{query: Query}} props
 */
export function NotYet({ query: { found, failed, busy, again, status } }) {
  const why = status === TOO_FAST ? 'refused.too_fast' : 'list_failed';
  if (failed) return html`<${Failed} why=${why} busy=${busy} onAgain=${again} />`;
  return found === null && html`<p class="empty" role="status">${T('loading')}</p>`;
}

/** @param {{why?: string, busy?: boolean, onAgain: () => void}} props */
export const Failed = ({ why = 'list_failed', busy = false, onAgain }) => html`<div
  class="failed" role="alert"><p>${T(why)}</p>
  <button type="button" aria-disabled=${busy || undefined} onClick=${() => busy || onAgain()}>
    ${T(busy ? 'loading' : 'list_again')}</button></div>`;
