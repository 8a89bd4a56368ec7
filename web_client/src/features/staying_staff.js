/** For staff: which of the pleasant things are kept from a pupil whom they would not do good. */

import { html, useState } from '../../vendor/vendor.js';
import { loadStayingStrings } from '../staying_strings.js';
import { T, t } from '../strings.js';
import { Toggle, wished } from './press.js';
import { NotYet, useQuery } from './query.js';
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
  const query = useQuery('/api/extras');
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState('');
  const rows = /** @type {Row[] | null} */ (query.found)?.toSorted(byName);
  const found = rows?.filter((row) => row.name.includes(wanted.trim())).slice(0, SHOWN_MAX);
  return html`<aside class="panel left" aria-label=${t('staff.extras')}>
    <${StaffHeader} page="extras" onDone=${onDone} />
    <p class="hint">${T('extras.per_pupil')}</p>
    <label class="field"><span>${T('extras.find')}</span><input value=${wanted}
      onInput=${(/** @type {any} */ e) => setWanted(e.target.value)} /></label>
    <${NotYet} query=${query} />
    ${found?.length === 0 && html`<p class="empty">${T('extras.nobody')}</p>`}
    <ul class="all">${found?.map(
      (row) => html`<li key=${row.account}>
        <button aria-expanded=${open === row.account}
          onClick=${() => setOpen(open === row.account ? '' : row.account)}>${row.name}</button>
        ${
          open === row.account && html`<${Pupil} plaza=${plaza} row=${row} onDone=${query.again} />`
        }</li>`,
    )}</ul></aside>`;
}

/**
 * @param {{plaza: import('../plaza.js').Plaza, row: Row, onDone: () => void}} props
 */
function Pupil({ plaza, row, onDone }) {
  const [withheld, setWithheld] = useState(row.withheld);
  const withhold = async (/** @type {Extra} */ extra, /** @type {boolean} */ kept) => {
    if (!(await wished(plaza, 'WithholdExtra', row.account, extra, kept))) return;
    setWithheld((now) => [...now.filter((one) => one !== extra), ...(kept ? [extra] : [])]);
    onDone();
  };
  return html`<fieldset><legend>${T('extras.pause')}</legend>
      ${EXTRAS.map(
        (extra) => html`<${Toggle} key=${extra} on=${withheld.includes(extra)}
          onTurn=${(/** @type {boolean} */ kept) => withhold(extra, kept)}>
          ${T(`extra.${extra}`)}
          ${row.off.includes(extra) && html`<small>${T('extras.own')}</small>`}<//>`,
      )}</fieldset>
    ${
      row.desk.some((thing) => thing > 0) &&
      html`<p><b>${T('extras.desk')}</b></p><${Desk} desk=${row.desk} />`
    }`;
}
