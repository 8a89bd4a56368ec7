/** Somebody who was tapped on the floor: who it is, and what one may do with them. */

import { html } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { findPerson } from '../model.js';
import { T, t } from '../strings.js';
import { Apart } from './apart.js';
import { Doll } from './doll.js';
import { goNear, goTo } from './floor.js';
import { RoleMark } from './role_mark.js';

/** @param {{plaza: import('../plaza.js').Plaza, onWrite: (account: string) => void}} props */
export function PersonCard({ plaza, onWrite }) {
  plaza.version.value;
  const account = plaza.tapped.value;
  const person = account ? findPerson(plaza.model, account) : undefined;
  if (!person) return null;
  const close = () => {
    plaza.tapped.value = '';
  };
  /** @param {() => void} act */
  const then = (act) => () => {
    act();
    close();
  };
  return html`<section class="person" aria-label=${person.name}>
    <header><${Doll} look=${person.look} role=${person.role} scale=${0.7}
      seen="head" /><h2>${person.name} <${RoleMark} role=${person.role} /></h2><button class="quiet"
      aria-label=${t('close')} onClick=${close}><${Icon} name="close" /></button></header>
    <p class="hint">${
      person.away ? T('away') : person.status === 'none' ? '' : T(`status.${person.status}`)
    }</p>
    <div class="acts">
      <button class="primary" onClick=${then(() => goTo(plaza, person))}>${T('go_to')}</button>
      <button onClick=${then(() => goNear(plaza, account))}>${T('near')}</button>
      <button onClick=${then(() => onWrite(account))}>${T('talk')}</button>
    </div>
    ${
      account !== plaza.model.account &&
      html`<${Apart} plaza=${plaza} person=${person}
      then=${then} />`
    }</section>`;
}
