/** Who is in the call: their pictures or avatars; who speaks; how loud each one is for me. */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { CallIcon } from '../art/call_icons.js';
import { loadCallStrings } from '../call_strings.js';
import { slotOf } from '../calling_model.js';
import { seen } from '../media.js';
import { findPerson, lookFromWire } from '../model.js';
import { T, t } from '../strings.js';
import { Doll } from './doll.js';
import { RoleMark } from './role_mark.js';

loadCallStrings();

/** More people than these have a wider card, and their pictures stand three in a row. */
const MANY = 4;

/** @typedef {import('../plaza.js').Plaza} Plaza */
/** @typedef {import('../calling_model.js').Member} Member */

/** @param {{plaza: Plaza}} props */
export function CallPeople({ plaza }) {
  const [picked, setPicked] = useState('');
  const media = seen(plaza);
  const { model } = plaza;
  if (!model.call) return null;
  const { members, seats } = model.call;
  const shown = new Set(media.watch.shownCameras());
  const connection = media.way.connection();
  /** @param {string} account @returns {MediaStreamTrack | null} */
  const trackOf = (account) => {
    if (account === model.account) return media.own.camera;
    const slot = slotOf(seats, model.account, account);
    return (shown.has(account) && connection?.cameras[slot]?.track) || null;
  };
  const others = [...members].filter(([account]) => account !== model.account);
  const own = members.get(model.account);
  const rows = own ? [...others, /** @type {[string, Member]} */ ([model.account, own])] : others;
  const pictures = rows.some(([account]) => trackOf(account));
  const chosen = others.find(([account]) => account === picked);
  const form = ['tiles', pictures && 'pictures', rows.length > MANY && 'many'];
  return html`<ul class=${form.filter(Boolean).join(' ')}>${rows.map(
    ([account, member]) => html`<${Tile} key=${account} plaza=${plaza} account=${account}
      member=${member} track=${trackOf(account)} picked=${picked === account}
      onPick=${() => setPicked(picked === account ? '' : account)} />`,
  )}</ul>
  ${chosen && html`<${Voice} plaza=${plaza} account=${picked} name=${chosen[1].name} />`}`;
}

/**
 * @param {{plaza: Plaza, account: string, member: Member, track: MediaStreamTrack | null,
 *   picked: boolean, onPick: () => void}} props
 */
function Tile({ plaza, account, member, track, picked, onPick }) {
  const media = seen(plaza);
  const own = account === plaza.model.account;
  const speaks = media.watch.speaks(account);
  const muted = !own && media.ears.wishOf(account).muted;
  const person = findPerson(plaza.model, account);
  // Under cover nobody is seen on a floor.
  const look = own ? plaza.model.look : (person?.look ?? lookFromWire(member.look));
  const lost = html`<small>${T('call.lost')}</small>`;
  const signs = html`<${CallIcon} name="microphone" off=${!member.microphone} />
    ${muted && html`<${CallIcon} name="voice" off=${true} />`}
    <b>${own ? T('call.me') : member.name}</b>
    ${person?.away ? lost : member.apart && html`<small>${T('call_apart')}</small>`}`;
  const said = [
    own ? t('call.me') : member.name,
    t(member.microphone ? 'call.hears' : 'call.hears_not'),
    t(member.camera ? 'call.sees' : 'call.sees_not'),
    muted ? t('call.muted') : '',
    person?.away ? t('call.lost') : '',
    speaks ? t('call.speaks') : '',
  ];
  const label = said.filter(Boolean).join('、');
  const form = ['tile', own && 'own', speaks && 'speaks', person?.away && 'lost'];
  return html`<li class=${form.filter(Boolean).join(' ')}>
    <span class="face">${
      track
        ? html`<${Picture} track=${track} />`
        : html`<${Doll} look=${look} role=${person?.role} seen="head" />`
    }</span>${!own && html`<${RoleMark} role=${person?.role} />`}
    ${
      own
        ? html`<span class="who" role="img" aria-label=${label}>${signs}</span>`
        : html`<button class="who" aria-expanded=${picked} aria-label=${label}
          onClick=${onPick}>${signs}</button>`
    }</li>`;
}

/**
 * A moving picture; sound comes its own way.
 * @param {{track: MediaStreamTrack, label?: string}} props
 */
export function Picture({ track, label }) {
  const place = useRef(/** @type {HTMLVideoElement | null} */ (null));
  useEffect(() => {
    const video = place.current;
    if (!video) return undefined;
    video.srcObject = new MediaStream([track]);
    video.play().catch(() => {});
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return html`<video ref=${place} muted playsinline autoplay aria-label=${label}
    aria-hidden=${label ? undefined : 'true'}></video>`;
}

/**
 * How loud one person is, for me alone.
 * @param {{plaza: Plaza, account: string, name: string}} props
 */
function Voice({ plaza, account, name }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [account]);
  const { ears } = seen(plaza);
  const { volume, muted } = ears.wishOf(account);
  return html`<div class="voice" ref=${place} role="group" aria-label=${t('call.voice', { name })}>
    <label><span>${T('call.voice', { name })}</span>
      <input type="range" min="10" max="100" step="10" value=${volume} disabled=${muted}
        onInput=${(/** @type {any} */ e) =>
          ears.change(account, { volume: Number(e.target.value) })} /></label>
    <button aria-pressed=${muted} onClick=${() => ears.change(account, { muted: !muted })}>
      <${CallIcon} name="voice" off=${!muted} /> ${T(muted ? 'call.unmute' : 'call.mute')}</button>
    <p class="hint">${T('call.voice_note')}</p></div>`;
}
