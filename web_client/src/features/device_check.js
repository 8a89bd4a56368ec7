/**
 * Trying out one's own devices, before any call or in one: the microphone's level, one's own
 * picture, a sound; which device is taken; how much of a call one wants. Nobody else hears or sees
 * it, and each device opens by its own press here, too.
 */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { CallIcon } from '../art/call_icons.js';
import { callSettings, changeCall } from '../call_settings.js';
import { loadCallStrings } from '../call_strings.js';
import { MODES } from '../media_steps.js';
import { devices, isOffered, openTrack, troubleOf } from '../media_tracks.js';
import { ring, unlockSound } from '../sounds.js';
import { T, t } from '../strings.js';
import { Picture } from './call_people.js';
import { Dialog } from './dialog.js';

loadCallStrings();

const KINDS = /** @type {const} */ (['microphone', 'camera']);
/** @typedef {typeof KINDS[number]} Kind */

/** @type {Record<Kind, MediaDeviceInfo[]>} */
let found = { microphone: [], camera: [] };

/** Asked before the page is shown: the choice of one has its place there from the beginning. */
export async function findDevices() {
  found = await devices().catch(() => found);
  return found;
}

/** @param {{plaza: import('../plaza.js').Plaza, onClose: () => void}} props */
export function DeviceCheck({ plaza, onClose }) {
  const now = callSettings.value;
  return html`<${Dialog} label=${t('try_devices')} kind="devices" onClose=${onClose}>
    <h2>${T('try_devices')}</h2>
    <p class="hint">${T('call.devices_note')}</p>
    ${KINDS.map((kind) => html`<${Trial} key=${kind} plaza=${plaza} kind=${kind} />`)}
    <h3>${T('call.voices')}</h3>
    <div class="volume"><label for="call-volume">${T('call.volume')}</label>
      <input id="call-volume" type="range" min="0" max="100" step="10" value=${now.volume}
        onInput=${(/** @type {any} */ e) => changeCall({ volume: Number(e.target.value) })} />
      <button onClick=${listen}>${T('try_sound')}</button></div>
    <h3>${T('call.mode')}</h3>
    <div class="choices three" role="radiogroup" aria-label=${t('call.mode')}>${Object.keys(
      MODES,
    ).map(
      (mode) => html`<button role="radio" aria-checked=${now.mode === mode}
        onClick=${() => changeCall({ mode: /** @type {keyof typeof MODES} */ (mode) })}>
        ${T(`call.mode.${mode}`)}</button>`,
    )}</div>
    <p class="hint">${T('call.mode_note')}</p>
    <button class="primary big" onClick=${onClose}>${T('close')}</button><//>`;
}

function listen() {
  unlockSound();
  ring('harp', callSettings.value.volume);
}

/**
 * One device, tried: opened by the press, given back by the next one and when the page closes.
 * @param {{plaza: import('../plaza.js').Plaza, kind: Kind}} props
 */
function Trial({ plaza, kind }) {
  const [track, setTrack] = useState(/** @type {MediaStreamTrack | null} */ (null));
  const [trouble, setTrouble] = useState('');
  const [known, setKnown] = useState(found[kind]);
  const open = useRef(true);
  useEffect(() => {
    findDevices().then((all) => setKnown(all[kind]));
  }, [track]);
  useEffect(() => () => track?.stop(), [track]);
  useEffect(
    () => () => {
      open.current = false;
    },
    [],
  );
  const tryIt = async () => {
    setTrouble('');
    try {
      const opened = await openTrack(kind);
      if (open.current) setTrack(opened);
      else opened.stop();
    } catch (error) {
      setTrack(null);
      setTrouble(troubleOf(error));
    }
  };
  const key = kind === 'camera' ? 'cameraId' : 'microphoneId';
  const choose = (/** @type {string} */ id) => {
    changeCall({ [key]: id });
    plaza.media?.again(kind);
    if (track) tryIt();
  };
  if (!isOffered(kind))
    return html`<p class="call-told">
      ${T('call.trouble.unsupported', { what: t(`call.${kind}`) })}</p>`;
  return html`<section class="trial"><h3><${CallIcon} name=${kind} /> ${T(`call.${kind}`)}</h3>
    <div class="tried">${
      track
        ? kind === 'camera'
          ? html`<${Picture} track=${track} label=${t('call.own_picture')} />`
          : html`<${Level} track=${track} />`
        : html`<p class="hint">${T(`call.try_note.${kind}`)}</p>`
    }</div>
    <button aria-pressed=${track !== null} onClick=${() => (track ? setTrack(null) : tryIt())}>
      ${T(track ? 'call.try_stop' : `call.try.${kind}`)}</button>
    ${
      known.length > 1 &&
      html`<label class="which"><span>${T('call.which')}</span>
      <select onChange=${(/** @type {any} */ e) => choose(e.target.value)}>${known.map(
        (one) => html`<option value=${one.deviceId}
          selected=${one.deviceId === callSettings.value[key]}>${one.label}</option>`,
      )}</select></label>`
    }
    ${
      trouble &&
      html`<p class="call-told" role="alert">
      ${T(`call.trouble.${trouble}`, { what: t(`call.${kind}`) })}</p>`
    }</section>`;
}

/** How loud one is oneself. @param {{track: MediaStreamTrack}} props */
function Level({ track }) {
  const place = useRef(/** @type {HTMLMeterElement | null} */ (null));
  useEffect(() => {
    const context = new AudioContext();
    const listener = context.createAnalyser();
    const heard = new Float32Array(listener.fftSize);
    context.createMediaStreamSource(new MediaStream([track])).connect(listener);
    let frame = 0;
    const look = () => {
      listener.getFloatTimeDomainData(heard);
      const loudest = heard.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      if (place.current) place.current.value = Math.sqrt(loudest);
      frame = requestAnimationFrame(look);
    };
    look();
    return () => {
      cancelAnimationFrame(frame);
      context.close();
    };
  }, [track]);
  return html`<meter ref=${place} min="0" max="1" aria-label=${t('call.level')}></meter>`;
}
