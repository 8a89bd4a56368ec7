/**
 * How calls are on this device: how loud voices are, how much of a call it bears, which microphone
 * and camera. All of it belongs to the device, not to the account, and stays there.
 */

import { signal } from '../vendor/vendor.js';

const KEY = 'hiroba-call';
const FIRST = {
  /** 0–100, of all voices */ volume: 100,
  mode: /** @type {import('./media_steps.js').Mode} */ ('pictures'),
  cameraId: '',
  microphoneId: '',
};

/** @returns {typeof FIRST} */
function kept() {
  try {
    return { ...FIRST, ...JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}') };
  } catch {
    return FIRST;
  }
}

export const callSettings = signal(kept());

/** @param {Partial<typeof FIRST>} some */
export function changeCall(some) {
  callSettings.value = { ...callSettings.value, ...some };
  localStorage.setItem(KEY, JSON.stringify(callSettings.value));
}
