/**
 * The call card: names and text first; microphone and camera are offered on it and wait for one's
 * own press. A countdown comes before it, with a no.
 */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { early, Later } from '../later.js';
import { nameOf } from '../model.js';
import { en, ja, jaEasy } from '../strings/calling.js';
import { addStrings, T } from '../strings.js';
import { Lines, Told, Typing, telling } from './chat.js';
import { Press, Submit, wished } from './press.js';

addStrings({ ja, 'ja-easy': jaEasy, en });

/** More names than these are read under their pictures. */
const NAMED = 2;
/** What has not become a talk by then does not: it is full, or one of them has said no. */
const LATE_TICKS = 40;
const people = () => import('./call_people.js').then((module) => module.CallPeople);
const beside = () => import('./call_beside.js').then((module) => module.Beside);
const told = () => import('./call_controls.js').then((module) => module.CallTold);
const controls = () => import('./call_controls.js').then((module) => module.CallControls);

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function CallCard({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  const call = model.call;
  const refused = call !== null && [...call.members.keys()].some((one) => plaza.declined.has(one));
  useEffect(() => {
    // A no is for one talk: the next is a new question, and one that cannot be left is seen.
    const forget = () => {
      plaza.declined.clear();
      plaza.version.value += 1;
    };
    if (refused) wished(plaza, 'LeaveCall').then(forget);
    else if (call) plaza.declined.clear();
  }, [refused, call?.call]);
  if (!call || refused) return html`<${Countdown} plaza=${plaza} />`;
  const others = [...call.members].filter(([account]) => account !== model.account);
  // A line breaks between names, not in them.
  const names = others.map(([, member]) => member.name).join('・\u200b');
  const title =
    others.length > NAMED
      ? T('call_with_many', { count: others.length })
      : T('call_with', { name: names });
  return html`<section class="call" aria-label=${names}>
    <div class="talked" tabindex="-1">
      <h2>${title}</h2>
      <${Later} load=${people} plaza=${plaza} />
      ${model.beside.size > 0 && html`<${Later} load=${beside} plaza=${plaza} />`}
      <${Told} account=${model.account} />
      <${Lines}
        rows=${call.lines.map((line) => ({
          ...line,
          own: line.account === model.account,
          ...telling(plaza, line, 'call'),
        }))} />
    </div>
    <footer>
      <${Later} load=${told} plaza=${plaza} />
      <div class="saying"><${Typing} plaza=${plaza} place=${`call ${call.call}`} label="call_hint"
        max=${200} onSay=${(/** @type {string} */ text) => plaza.ask('SayInCall', text)} /></div>
      <${Later} load=${controls} plaza=${plaza} room=${html`<div class="controls"></div>`} />
      <${Press} plaza=${plaza} class="board-of-call" wish=${['OpenWhiteboard', '']}>
        ${T('whiteboard')}<//>
      <${Press} plaza=${plaza} class="leave-call" wish=${['LeaveCall']}>
        ${T('call_leave')}<//></footer>
  </section>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function Countdown({ plaza }) {
  plaza.version.value;
  const [, again] = useState(0);
  const { overlaps, full } = plaza.model;
  const tick = plaza.clock.tick();
  const first = [...overlaps].find(([, opens]) => tick < opens + LATE_TICKS);
  const late = first ? first[1] + LATE_TICKS : 0;
  useEffect(
    () => (late ? plaza.clock.reaches(late, () => again(late)) : undefined),
    [first?.[0], late],
  );
  useEffect(() => {
    if (first) for (const load of [people, told, controls]) early(load);
    else if (!plaza.model.call) plaza.declined.clear();
  }, [first !== undefined]);
  if (full)
    return html`<section class="call soon" role="status"><p>${T('call_full')}</p></section>`;
  if (!first) return null;
  const said = plaza.declined.has(first[0]);
  const no = () => {
    for (const account of overlaps.keys()) plaza.declined.add(account);
    if (!said) plaza.send('DeclineCall');
    again(-1);
  };
  return html`<section class="call soon" role="status"><p>
    ${T('call_soon', { name: nameOf(plaza.model, first[0]) })}</p>
    ${!said && html`<div class="bar"><i></i></div>`}
    <${Submit} busy=${said} class="wide" onClick=${no}>${T('call_no')}<//>
      </section>`;
}
