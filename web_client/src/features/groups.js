/** Groups: making one, and who belongs to it. */

import { html, useState } from '../../vendor/vendor.js';
import { inKana, T, t } from '../strings.js';
import { Dialog } from './dialog.js';
import { Press, Submit } from './press.js';
import { Refused, useAnswer } from './refused.js';
import { RoleMark } from './role_mark.js';

const NAME_MAX = 20;

/**
 * Whom one may take in: who is near, and whom one has written with.
 * @param {import('../model.js').Model} model
 */
function candidates(model) {
  const near = [...model.people.values()].map(({ account, name }) => ({ account, name }));
  const written = [...model.conversations]
    .filter(([, talk]) => !talk.group)
    .map(([account, { name }]) => ({ account, name }));
  const all = new Map([...written, ...near].map((one) => [one.account, one]));
  all.delete(model.account);
  return [...all.values()].sort((one, other) => one.name.localeCompare(other.name, 'ja'));
}

/** @param {{value: string, onInput: (name: string) => void}} props */
const NameField = ({ value, onInput }) => html`<input value=${value} maxlength=${NAME_MAX}
  aria-label=${t('group_name')} placeholder=${inKana('group_name')}
  onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.stopPropagation()}
  onInput=${(/** @type {any} */ e) => onInput(e.target.value)} />`;

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function NewGroup({ plaza, onDone }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  plaza.version.value;
  const people = candidates(plaza.model);
  const toggle = (/** @type {string} */ account) =>
    setChosen(
      chosen.includes(account) ? chosen.filter((one) => one !== account) : [...chosen, account],
    );
  const { refused, busy, ask } = useAnswer(plaza);
  const make = async () => {
    if (await ask('MakeGroup', name.trim(), chosen)) onDone();
  };
  return html`<div class="talk group-card"><div class="talk-head">
    <button class="quiet" onClick=${onDone}>‹ ${T('talk_back')}</button>
    <h3>${T('group_new')}</h3></div>
    <${NameField} value=${name} onInput=${setName} />
    <h4>${T('group_choose')}</h4>
    ${people.length === 0 && html`<p class="empty">${T('group_nobody')}</p>`}
    <ul>${people.map(
      (one) => html`<li key=${one.account}><label class="toggle"><input type="checkbox"
        checked=${chosen.includes(one.account)} onChange=${() => toggle(one.account)} /><span>
        ${one.name}</span></label></li>`,
    )}</ul>
    <${Refused} refused=${refused} about=${{}} />
    <${Submit} busy=${busy} class="primary" disabled=${!name.trim() || chosen.length === 0}
      onClick=${make}>${T('group_make')}<//></div>`;
}

/**
 * @param {{plaza: import('../plaza.js').Plaza, id: string,
 *   talk: import('../chatting_model.js').Talk, onLeft: () => void}} props
 */
export function GroupCard({ plaza, id, talk, onLeft }) {
  const [name, setName] = useState(talk.name);
  const [asking, setAsking] = useState(false);
  plaza.version.value;
  const { model } = plaza;
  const group = talk.group;
  if (!group) return null;
  const cares = group.owner === model.account || model.role !== 'pupil';
  const others = candidates(model).filter((one) => !group.members.has(one.account));
  return html`<div class="group-card">
    ${
      cares &&
      html`<div class="typing"><${NameField} value=${name} onInput=${setName} />
      <${Press} plaza=${plaza} wish=${['NameGroup', id, name.trim()]}
        disabled=${!name.trim() || name.trim() === talk.name}>${T('group_rename')}<//>
      </div>`
    }
    <ul>${[...group.members].map(
      ([account, member]) => html`<li key=${account}>
      <span class="who"><b>${member.name}</b><${RoleMark} role=${member.role} />${
        account === group.owner && html`<small>${T('group_owner')}</small>`
      }</span>${
        cares &&
        account !== model.account &&
        html`<${Press} plaza=${plaza} wish=${['RemoveFromGroup', id, account]}
        aria-label=${`${member.name} ${t('group_remove')}`}>${T('group_remove')}<//>`
      }</li>`,
    )}${others.map(
      (one) => html`<li key=${`＋${one.account}`}><span class="who">${one.name}</span>
      <${Press} plaza=${plaza} wish=${['AddToGroup', id, one.account]}
        aria-label=${`${one.name} ${t('group_add')}`}>＋ ${T('group_add')}<//>
      </li>`,
    )}</ul>
    <button class="wide" onClick=${() => setAsking(true)}>${T('group_leave')}</button>
    ${
      asking &&
      html`<${Dialog} label=${t('group_leave')} kind="ask" onClose=${() => setAsking(false)}>
      <p>${T('group_leave_sure')}</p>
      <${Press} plaza=${plaza} class="primary big" wish=${['LeaveGroup', id]}
        front onYes=${onLeft}>${T('group_leave')}<//>
      <button class="big" onClick=${() => setAsking(false)}>${T('cancel')}</button><//>`
    }</div>`;
}
