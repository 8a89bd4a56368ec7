/**
 * The call card: names and text first, no camera, no microphone. A countdown comes before it, with
 * a no.
 */

import { html } from '../../vendor/vendor.js';
import { findPerson, nameOf } from '../model.js';
import { T } from '../strings.js';
import { Lines, Told, Typing, telling } from './chat.js';
import { RoleMark } from './role_mark.js';

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function CallCard({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  const call = model.call;
  if (!call) return html`<${Countdown} plaza=${plaza} />`;
  const others = [...call.members].filter(([account]) => account !== model.account);
  const names = others.map(([, member]) => member.name).join('・');
  return html`<section class="call" aria-label=${names}>
    <h2>${T('call_with', { name: names })}</h2>
    <p class="members">${others.map(
      ([account, member]) => html`<span>${member.name}<${RoleMark}
        role=${findPerson(model, account)?.role} />${
          member.apart && html` <small>${T('call_apart')}</small>`
        }</span>`,
    )}</p>
    <${Lines}
      rows=${call.lines.map((line) => ({
        ...line,
        own: line.account === model.account,
        ...telling(plaza, line, 'call'),
      }))} />
    <${Typing} label="call_hint" max=${200}
      onSay=${(/** @type {string} */ text) => plaza.send('SayInCall', text)} />
    <p class="hint">${T('call_note')}</p>
    <button class="wide" onClick=${() => plaza.send('LeaveCall')}>${T('call_leave')}</button>
    <${Told} account=${model.account} />
  </section>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function Countdown({ plaza }) {
  const [first] = plaza.model.overlaps;
  if (!first) return null;
  return html`<section class="call soon" role="status"><p>
    ${T('call_soon', { name: nameOf(plaza.model, first[0]) })}</p>
    <div class="bar"><i></i></div>
    <button class="wide" onClick=${() => plaza.send('DeclineCall')}>${T('call_no')}</button>
      </section>`;
}
