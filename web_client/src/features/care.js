/**
 * What comes up when somebody needs or is given care: help and its answer, a knock, a pointing
 * finger, and the bar of emotes. Fetched when it is first needed.
 */

import { html, useEffect } from '../../vendor/vendor.js';
import { PICTURES } from '../art/emotes.js';
import { Icon } from '../art/icons.js';
import { callsForHelp } from '../safety_model.js';
import { T, t, written } from '../strings.js';
import { useArrival } from './arrival.js';
import { Due, toldBookings } from './booking_card.js';
import { Either } from './bottom.js';
import { AskInPrivate, Asking } from './counselling.js';
import { Dialog } from './dialog.js';
import { useHeightAs } from './height.js';
import { Press, useOnce, useTurned, wished } from './press.js';

const POINT_SHOWN_MS = 8000;
const THANKS_SHOWN_MS = 8000;
const GAP_PX = 8;
/** In the order of the bar; drawn by `stage_signs.js` on the floor and by the style here. */
export const EMOTES = /** @type {const} */ ([
  'smile',
  'laugh',
  'heart',
  'clap',
  'good',
  'wave',
  'surprised',
  'thinking',
  'question',
  'sad',
]);

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function Care({ plaza }) {
  plaza.version.value;
  const asked = plaza.care.value;
  // What stands at the same edge ends above the cards: none covers what is pressed.
  const cards = useHeightAs('--care', GAP_PX);
  return html`
    ${asked === 'help' && html`<${AskHelp} plaza=${plaza} />`}
    ${asked === 'emotes' && plaza.model.plan && html`<${EmoteBar} plaza=${plaza} />`}
    <div class="care" ref=${cards}><${Cards} plaza=${plaza} /></div>`;
}

/**
 * They stand on the lower edge: what comes later stands above, and moves nothing that is pressed.
 * @param {{plaza: import('../plaza.js').Plaza}} props
 */
function Cards({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  const { ownHelp, asking, knocksHere, knocksThere } = model;
  /** @type {Record<string, any>} */
  const shown = {};
  if (ownHelp && ownHelp.state !== 'taken_back')
    shown['help'] = html`<${OwnHelp} key="help" plaza=${plaza} />`;
  if (asking.state !== 'none') shown['asking'] = html`<${Asking} key="asking" plaza=${plaza} />`;
  for (const one of toldBookings(model))
    shown[one.booking] = html`<${Due} key=${one.booking} plaza=${plaza} one=${one} />`;
  for (const account of knocksHere.keys())
    shown[`from ${account}`] = html`<${KnockHere} key=${`from ${account}`} plaza=${plaza}
      account=${account} />`;
  for (const account of knocksThere.keys())
    shown[`to ${account}`] = html`<${KnockThere} key=${`to ${account}`} plaza=${plaza}
      account=${account} />`;
  const cards = useArrival(Object.keys(shown)).map((key) => shown[key]);
  return html`<${Pointed} plaza=${plaza} />${cards.toReversed()}`;
}

/**
 * One more press, so that nobody calls by mistake.
 * @param {{plaza: import('../plaza.js').Plaza}} props
 */
function AskHelp({ plaza }) {
  const close = () => {
    plaza.care.value = '';
  };
  return html`<${Dialog} label=${t('help_sure')} kind="ask" onClose=${close}>
    <p>${T('help_sure')}</p><p class="hint">${T('help_note')}</p>
    <${Press} plaza=${plaza} class="primary big" wish=${['CallForHelp']} front
      onYes=${close}>${T('help_call')}<//>
    <${AskInPrivate} plaza=${plaza} onDone=${close} />
    <button class="big" onClick=${close}>${T('cancel')}</button><//>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function OwnHelp({ plaza }) {
  plaza.version.value;
  const { ownHelp } = plaza.model;
  const open = callsForHelp(plaza.model);
  useEffect(() => {
    if (!ownHelp || open) return undefined;
    const timer = setTimeout(() => {
      plaza.model.ownHelp = null;
      plaza.version.value += 1;
    }, THANKS_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [ownHelp]);
  if (!ownHelp || ownHelp.state === 'taken_back') return null;
  return html`<section class="own-help" role="status"><${Icon} name="help" />
    <p>${T(`help.${ownHelp.state}`, { name: ownHelp.by })}</p>
    ${open && html`<${Press} plaza=${plaza} wish=${['TakeHelpBack']}>${T('help_back')}<//>`}
    </section>`;
}

/** @param {import('../plaza.js').Plaza} plaza @param {string} account */
const knocker = ({ model }, account) =>
  [...model.people.values()].find((one) => one.account === account)?.name ?? '';

/** @param {{plaza: import('../plaza.js').Plaza, account: string}} props */
function KnockHere({ plaza, account }) {
  const name = knocker(plaza, account);
  const one = useOnce();
  return html`<section class="knock" role="alertdialog" aria-label=${t('knock_from', { name })}>
      <p><${Icon} name="knock" /> ${T('knock_from', { name })}</p>
      <div class="acts"><${Press} plaza=${plaza} one=${one} class="primary"
        wish=${['AnswerKnock', account, true]}>${T('knock_yes')}<//><${Press} plaza=${plaza}
        one=${one} wish=${['AnswerKnock', account, false]}>${T('knock_no')}<//></div>
      <p class="hint">${T('knock_safe')}</p></section>`;
}

/** @param {{plaza: import('../plaza.js').Plaza, account: string}} props */
const KnockThere = ({ plaza, account }) => html`<section class="knock" role="status"><p><${Icon}
  name="knock" /> ${T('knock_waits', { name: knocker(plaza, account) })}</p></section>`;

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function Pointed({ plaza }) {
  plaza.version.value;
  const { pointed, points } = plaza.model;
  useEffect(() => {
    if (!pointed) return undefined;
    const button = pointed.button && document.querySelector(`[data-name="${pointed.button}"]`);
    if (button) button.classList.add('pointed');
    const timer = setTimeout(() => {
      plaza.model.pointed = null;
      plaza.version.value += 1;
    }, POINT_SHOWN_MS);
    return () => {
      clearTimeout(timer);
      if (button) button.classList.remove('pointed');
    };
  }, [points]);
  if (!pointed) return null;
  const what = written(pointed.button ? `point.${pointed.button}` : 'point_place');
  return html`<section class="knock" role="status"><p><${Icon} name="point" />
    ${T('pointed', { name: pointed.by, what })}</p></section>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function EmoteBar({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  const [up, turn] = useTurned(model.me !== null && model.hands.has(model.me));
  const close = () => {
    plaza.care.value = '';
  };
  return html`<section class="emotes" role="toolbar" aria-label=${t('emotes')}>
    ${EMOTES.map(
      (emote) => html`<button key=${emote} class="quiet" title=${t(`emote.${emote}`)}
        aria-label=${t(`emote.${emote}`)} onClick=${() => plaza.send('ShowEmote', emote)}>
        <${EmotePicture} emote=${emote} /></button>`,
    )}
    <button aria-pressed=${up}
      onClick=${() => turn(!up, wished(plaza, 'RaiseHand', !up))}><${Icon} name="hand" />
      <${Either} on=${up} yes="hand_down" no="hand_up" /></button>
    <button class="quiet" aria-label=${t('close')} onClick=${close}><${Icon} name="close" />
    </button></section>`;
}

/** @param {{emote: string}} props */
function EmotePicture({ emote }) {
  const picture = PICTURES[emote];
  return html`<svg viewBox="0 0 32 32" class="emote" aria-hidden="true"><path d=${picture?.fill}
    fill=${picture?.colour} /><path d=${picture?.lines} fill="none" /></svg>`;
}
