/** Pupils found by a part of their name, for staff who may: here or not, they look the same. */

import { html, useState } from '../../vendor/vendor.js';
import { loadBookingStrings } from '../booking_strings.js';
import { T, t } from '../strings.js';
import { NotYet, useSearch } from './query.js';

loadBookingStrings();

const NAME_MAX = 12;

/** @typedef {{account: string, name: string, gone?: boolean}} Pupil */

/**
 * @param {{path: string, label: string, row: (one: Pupil) => any}} props `path` answers the
 * question, `label` says whom one looks for, `row` shows one that was found
 */
export function PupilSearch({ path, label, row }) {
  const [typed, setTyped] = useState('');
  const query = useSearch(path, typed);
  const found = /** @type {Pupil[] | null} */ (query.found);
  return html`<div class="search pupils" role="search">
    <input type="search" value=${typed} maxlength=${NAME_MAX} aria-label=${label}
      placeholder=${t('pupils.name')}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        event.stopPropagation();
        // Inside of a form it would send that.
        if (event.key === 'Enter') event.preventDefault();
      }}
      onInput=${(/** @type {any} */ e) => setTyped(e.target.value)} />
    ${query.failed && html`<${NotYet} query=${query} />`}
    <div aria-live="polite">
      ${found?.length === 0 && html`<p class="empty">${T('pupils.nobody')}</p>`}</div>
    ${found && found.length > 0 && html`<ul class="all">${found.map(row)}</ul>`}</div>`;
}
