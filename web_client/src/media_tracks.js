/**
 * One's own microphone, camera and screen: opened by a press and by nothing else, and given back to
 * the device when off, so that its light goes out (T4.2, T4.7).
 *
 * @typedef {'microphone' | 'camera' | 'screen'} Source
 * @typedef {'denied' | 'missing' | 'in_use' | 'unsupported' | 'failed' | 'lost'} Trouble
 */

import { callSettings } from './call_settings.js';

/** @type {Source[]} */
export const SOURCES = ['microphone', 'camera', 'screen'];

/** @type {Record<string, Trouble>} names of DOMException, by Media Capture and Streams */
const TROUBLES = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'in_use',
  AbortError: 'in_use',
};

/** What to tell somebody whose device did not open. @param {unknown} error @returns {Trouble} */
export function troubleOf(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return TROUBLES[name] ?? 'failed';
}

/** Whether this browser can at all, asked without opening anything. @param {Source} source */
export function isOffered(source) {
  const devices = globalThis.navigator?.mediaDevices;
  return source === 'screen' ? !!devices?.getDisplayMedia : !!devices?.getUserMedia;
}

/**
 * Called from a press. Rejects with what the browser says. Without caps for one's own eyes only.
 * @param {Source} source @param {import('./media_steps.js').Caps} [caps]
 * @returns {Promise<MediaStreamTrack>}
 */
export async function openTrack(source, caps) {
  const { cameraId, microphoneId } = callSettings.value;
  const asked = {
    microphone: () => heard(microphoneId),
    camera: () => seen(cameraId, caps?.camera),
    screen: () => shared(caps?.screen),
  };
  const [track] = (await asked[source]()).getTracks();
  if (!track) throw new DOMException('no track', 'NotFoundError');
  if (source === 'screen') track.contentHint = 'detail';
  return track;
}

/** @param {string} deviceId */
const heard = (deviceId) =>
  navigator.mediaDevices.getUserMedia({
    audio: {
      ...chosen(deviceId),
      channelCount: 1,
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  });

/** @typedef {import('./media_steps.js').Picture} Picture */

/** @param {string} deviceId @param {Picture} [cap] */
const seen = (deviceId, cap) => {
  const picture = cap && {
    width: { ideal: cap.width },
    height: { ideal: cap.height },
    frameRate: { ideal: cap.frames_per_s, max: cap.frames_per_s },
  };
  return navigator.mediaDevices.getUserMedia({ video: { ...chosen(deviceId), ...picture } });
};

/** @param {Picture} [cap] */
const shared = (cap) => {
  const video = cap && {
    width: { max: cap.width },
    height: { max: cap.height },
    frameRate: { max: cap.frames_per_s },
  };
  return navigator.mediaDevices.getDisplayMedia({ video: video ?? true, audio: false });
};

/** A device that is gone is no reason to fail: another one is taken. @param {string} deviceId */
const chosen = (deviceId) => (deviceId ? { deviceId: { ideal: deviceId } } : {});

/**
 * Those one may choose from; they have names only once one has been allowed to use them.
 * @returns {Promise<{microphone: MediaDeviceInfo[], camera: MediaDeviceInfo[]}>}
 */
export async function devices() {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const named = all.filter((one) => one.label);
  return {
    microphone: named.filter((one) => one.kind === 'audioinput'),
    camera: named.filter((one) => one.kind === 'videoinput'),
  };
}
