/** Pupils found by a part of their name, for staff who may: here or not, they look the same. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { loadBookingStrings } from '../booking_strings.js';
import { T, t } from '../strings.js';

loadBookingStrings();

const NAME_MAX = 12;
const WAIT_MS = 350;

/** @typedef {{account: string, name: string, gone?: boolean}} Pupil */

/**
 * @param {{path: string, label: string, row: (one: Pupil) => any}} props `path` answers the
 * question, `label` says whom one looks for, `row` shows one that was found
 */
export function PupilSearch({ path, label, row }) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState(/** @type {Pupil[] | null} */ (null));
  const [wrong, setWrong] = useState('');
  useEffect(() => {
    const name = typed.trim();
    setFound(null);
    setWrong('');
    if (!name) return undefined;
    let wanted = true;
    // Whoever is still typing, or composing a word, is not asked for yet.
    const timer = setTimeout(async () => {
      const answer = await fetch(`${path}?name=${encodeURIComponent(name)}`).catch(() => null);
      const rows = answer?.ok ? await answer.json().catch(() => null) : null;
      if (!wanted) return;
      setFound(rows);
      if (!rows) setWrong(answer?.status === 429 ? 'refused.too_fast' : 'no_network');
    }, WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return html`<div class="search pupils" role="search">
    <input type="search" value=${typed} maxlength=${NAME_MAX} aria-label=${label}
      placeholder=${t('pupils.name')}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        event.stopPropagation();
        // Inside of a form it would send that.
        if (event.key === 'Enter') event.preventDefault();
      }}
      onInput=${(/** @type {any} */ e) => setTyped(e.target.value)} />
    <div aria-live="polite">
      ${found?.length === 0 && html`<p class="empty">${T('pupils.nobody')}</p>`}
      ${wrong && html`<p class="wrong">${T(wrong)}</p>`}</div>
    ${found && found.length > 0 && html`<ul class="all">${found.map(row)}</ul>`}</div>`;
}
