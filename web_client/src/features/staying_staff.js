/** For staff: which of the pleasant things are kept from a pupil whom they would not do good. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { loadStayingStrings } from '../staying_strings.js';
import { T, t } from '../strings.js';
import { StaffHeader } from './staff_header.js';
import { Desk } from './staying_desk.js';
import { EXTRAS } from './staying_extras.js';

loadStayingStrings();

const SHOWN_MAX = 40;

/** @typedef {import('./staying_extras.js').Extra} Extra */

/**
 * @typedef {object} Row
 * @property {string} account
 * @property {string} name
 * @property {string[]} off
 * @property {string[]} withheld
 * @property {number[]} desk
 */

/** @param {Row} a @param {Row} b */
const byName = (a, b) => a.name.localeCompare(b.name, 'ja');

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function ExtrasPage({ plaza, onDone }) {
  const [rows, setRows] = useState(/** @type {Row[]} */ ([]));
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState('');
  useEffect(() => {
    fetch('/api/extras')
      .then((answer) => (answer.ok ? answer.json() : []))
      .then((found) => setRows(found.toSorted(byName)))
      .catch(() => {});
  }, []);
  const found = rows.filter((row) => row.name.includes(wanted.trim())).slice(0, SHOWN_MAX);
  /** @param {Row} row @param {Extra} extra @param {boolean} kept */
  const withhold = (row, extra, kept) => {
    plaza.send('WithholdExtra', row.account, extra, kept);
    const others = row.withheld.filter((one) => one !== extra);
    const withheld = kept ? [...others, extra] : others;
    setRows(rows.map((one) => (one === row ? { ...row, withheld } : one)));
  };
  return html`<aside class="panel left" aria-label=${t('staff.extras')}>
    <${StaffHeader} page="extras" onDone=${onDone} />
    <p class="hint">${T('extras.per_pupil')}</p>
    <label class="field"><span>${T('extras.find')}</span><input value=${wanted}
      onInput=${(/** @type {any} */ e) => setWanted(e.target.value)} /></label>
    ${found.length === 0 && html`<p class="empty">${T('extras.nobody')}</p>`}
    <ul class="all">${found.map(
      (row) => html`<li key=${row.account}>
        <button aria-expanded=${open === row.account}
          onClick=${() => setOpen(open === row.account ? '' : row.account)}>${row.name}</button>
        ${open === row.account && html`<${Pupil} row=${row} onWithhold=${withhold} />`}</li>`,
    )}</ul></aside>`;
}

/** @param {{row: Row, onWithhold: (row: Row, extra: Extra, kept: boolean) => void}} props */
function Pupil({ row, onWithhold }) {
  return html`<fieldset><legend>${T('extras.pause')}</legend>
      ${EXTRAS.map(
        (extra) => html`<label key=${extra} class="toggle"><input type="checkbox"
          checked=${row.withheld.includes(extra)}
          onChange=${(/** @type {any} */ e) => onWithhold(row, extra, e.target.checked)} />
          <span>${T(`extra.${extra}`)}
          ${row.off.includes(extra) && html`<small>${T('extras.own')}</small>`}</span></label>`,
      )}</fieldset>
    ${
      row.desk.some((thing) => thing > 0) &&
      html`<p><b>${T('extras.desk')}</b></p><${Desk} desk=${row.desk} />`
    }`;
}
