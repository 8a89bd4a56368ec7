/** One's own microphone, camera and screen, each behind a press; what is wrong, said kindly. */

import { html, useState } from '../../vendor/vendor.js';
import { CallIcon } from '../art/call_icons.js';
import { callSettings } from '../call_settings.js';
import { loadCallStrings } from '../call_strings.js';
import { seen } from '../media.js';
import { isOffered, SOURCES } from '../media_tracks.js';
import { T, t } from '../strings.js';
import { DeviceCheck, findDevices } from './device_check.js';
import { useTurned, wished } from './press.js';

loadCallStrings();

/** @typedef {import('../plaza.js').Plaza} Plaza */
/** @typedef {import('../media_tracks.js').Source} Source */

/** Each reason why there is no way has its words; the others are told alike. */
const REASONS = new Set(['off', 'unsupported', 'worker_lost']);

/** @param {{plaza: Plaza}} props */
export function CallControls({ plaza }) {
  const [checking, setChecking] = useState(false);
  seen(plaza);
  const call = plaza.model.call;
  if (!call) return null;
  const { lockedBy } = call;
  return html`<div class="controls" role="group" aria-label=${t('call.own')}>
      ${SOURCES.filter(isOffered).map(
        (source) => html`<${Switch} key=${source} plaza=${plaza} source=${source} />`,
      )}
      ${!plaza.model.cover && html`<${Lock} plaza=${plaza} lockedBy=${lockedBy} />`}
      <button aria-haspopup="dialog" onClick=${() => findDevices().then(() => setChecking(true))}>
        <${CallIcon} name="devices" /><span>${T('call.devices')}</span></button>
    </div>
    ${!isOffered('screen') && html`<p class="hint">${T('call.no_screen')}</p>`}
    ${checking && html`<${DeviceCheck} plaza=${plaza} onClose=${() => setChecking(false)} />`}`;
}

/**
 * Nobody can walk up to a talk under cover; any other may be closed to those who would.
 * @param {{plaza: Plaza, lockedBy: string}} props
 */
function Lock({ plaza, lockedBy }) {
  const [locked, turn] = useTurned(lockedBy !== '');
  return html`<button aria-pressed=${locked} aria-label=${t(locked ? 'call.locked' : 'call.lock')}
    onClick=${() => turn(!locked, wished(plaza, 'LockCall', !locked))}>
    <${CallIcon} name=${locked ? 'locked' : 'open'} /><span>${T('call.lock')}</span></button>`;
}

/** @param {{plaza: Plaza, source: Source}} props */
function Switch({ plaza, source }) {
  const media = seen(plaza);
  const { call, account } = plaza.model;
  const on = media.own[source] !== null;
  const waits = media.opening.has(source);
  const taken = source === 'screen' && call?.screen && call.screen !== account;
  const state = waits ? 'call.waits' : on ? 'call.on' : 'call.off';
  const off = !on && (media.way.state() !== 'up' || !!taken || isLeftOut(media, source));
  return html`<button class=${on ? 'live' : ''} aria-pressed=${on} disabled=${waits || off}
    onClick=${() => media.press(source, !on)}><${CallIcon} name=${source} off=${!on} />
    <span>${T(`call.${source}`)}</span><small>${T(state)}</small></button>`;
}

/** What the chosen way of calling does without. @param {import('../media.js').Media} media
 * @param {Source} source */
const isLeftOut = (media, source) =>
  media.watch.step() === 'avatars' || (media.watch.step() === 'sound' && source !== 'microphone');

/**
 * What one has to know about one's own sound and picture now. It stands above whatever is pressed,
 * which keeps its place when this comes and goes.
 * @param {{plaza: Plaza}} props
 */
export function CallTold({ plaza }) {
  const media = seen(plaza);
  const { call, account } = plaza.model;
  const state = media.way.state();
  const reason = media.way.reason();
  const sharer = call?.screen && call.screen !== account ? call.members.get(call.screen) : null;
  const chosen = callSettings.value.mode;
  const anything = [...(call?.members.values() ?? [])].some((one) => one.microphone || one.camera);
  const told = [
    state === 'opening' && T('call.opening'),
    state === 'up' && chosen === 'pictures' && !anything && T('call.note'),
    call?.lockedBy && T('call.lock_told'),
    state === 'down' && T(`call.down${REASONS.has(reason) ? `.${reason}` : ''}`),
    state === 'up' && media.ears.waitsForPress() && T('call.press_to_hear'),
    state === 'up' && chosen !== 'pictures' && T(`call.mode_told.${chosen}`),
    media.own.screen && T('call.you_share'),
    sharer && T('call.shares', { name: sharer.name }),
    ...SOURCES.map(
      (source) =>
        media.troubles[source] &&
        T(`call.trouble.${media.troubles[source]}`, { what: t(`call.${source}`) }),
    ),
  ].filter(Boolean);
  return html`<div class="call-told" role="status">
    ${told.map((text) => html`<p>${text}</p>`)}
    ${
      media.watch.isReduced() &&
      html`<p>${T(`call.reduced.${media.watch.step()}`)}</p>
      <button class="wide" onClick=${media.watch.tryAgain}>${T('call.try_again')}</button>`
    }</div>`;
}
