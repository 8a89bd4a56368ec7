/** 相談の権限: who of the staff may counsel, one press each, and what was changed when (T5.5). */

import { html, useState } from '../../vendor/vendor.js';
import { loadCounsellorsStrings } from '../counsellors_strings.js';
import { dayAndTime, T, t } from '../strings.js';
import { Dialog } from './dialog.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';
import { RoleMark } from './role_mark.js';
import { StaffHeader } from './staff_header.js';

loadCounsellorsStrings();

/**
 * @typedef {{account: string, name: string, role: string, counsels: boolean,
 *   changeable: boolean}} Member
 * @typedef {{name: string, by: string, on: boolean, at_ms: number}} Change
 */

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function CounsellorsPage({ plaza, onDone }) {
  const query = useQuery('/api/counsellors');
  const found = /** @type {{staff: Member[], changes: Change[]} | null} */ (query.found);
  return html`<aside class="panel left" aria-label=${t('staff.counsellors')}>
    <${StaffHeader} page="counsellors" onDone=${onDone} />
    <p class="hint">${T('counsellors.note')}</p>
    <${NotYet} query=${query} />
    ${
      found &&
      html`<ul class="all counsellors">${found.staff.map(
        (one) =>
          html`<${MemberRow} key=${one.account} plaza=${plaza} one=${one} onDone=${query.again} />`,
      )}</ul>
      <h3>${T('counsellors.changes')}</h3><${Changes} changes=${found.changes} />`
    }</aside>`;
}

/** @param {{plaza: import('../plaza.js').Plaza, one: Member, onDone: () => void}} props */
function MemberRow({ plaza, one, onDone }) {
  const [asking, setAsking] = useState(false);
  const { refused, ask: wish } = useAnswer(plaza);
  const close = () => setAsking(false);
  const { name, counsels } = one;
  const label = counsels ? 'counsellors.take' : 'counsellors.give';
  const sure = async () => {
    close();
    if (await wish('NameCounsellor', one.account, !counsels)) onDone();
  };
  return html`<li class="case"><p><b>${name}</b> <${RoleMark} role=${one.role} />
      ${counsels && one.changeable && html` <mark>${T('counsellors.may')}</mark>`}</p>
    ${!one.changeable && html`<small>${T('counsellors.always')}</small>`}
    ${
      one.changeable &&
      html`<div class="acts"><button aria-label=${`${name} ${t(label)}`}
        onClick=${() => setAsking(true)}>${T(label)}</button></div>`
    }
    <${Refused} refused=${refused} about=${{}} />
    ${
      asking &&
      html`<${Dialog} label=${t(`${label}_sure`, { name })} kind="ask" onClose=${close}>
      <p>${T(`${label}_sure`, { name })}</p><p class="hint">${T(`${label}_note`)}</p>
      <button class="primary big" onClick=${sure}>${T(label)}</button>
      <button class="big" onClick=${close}>${T('cancel')}</button><//>`
    }</li>`;
}

/** @param {{changes: Change[]}} props */
function Changes({ changes }) {
  if (changes.length === 0) return html`<p class="empty">${T('counsellors.no_changes')}</p>`;
  return html`<ol class="changes">${changes.map(
    ({ name, by, on, at_ms: at }) => html`<li key=${at}><small>${dayAndTime(at)}</small>
      <span>${T(on ? 'counsellors.given' : 'counsellors.taken', {
        name,
        by: by || t('counsellors.operator'),
      })}</span></li>`,
  )}</ol>`;
}
