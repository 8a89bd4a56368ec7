/** What a person set for this device: text size, motion, sound. Kept locally. */

import { signal } from '../vendor/vendor.js';

const KEY = 'hiroba-settings';
const FIRST = {
  textSize: 100,
  reducedMotion: false,
  soundOff: false,
  volume: 100,
  letterKeys: true,
};

/** @returns {typeof FIRST} */
function read() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return FIRST;
  }
}

export const settings = signal(read());

/** @param {Partial<typeof FIRST>} some */
export function change(some) {
  settings.value = { ...settings.value, ...some };
  localStorage.setItem(KEY, JSON.stringify(settings.value));
  show();
}

export function show() {
  document.documentElement.style.fontSize = `${settings.value.textSize}%`;
  document.documentElement.classList.toggle('reduced-motion', settings.value.reducedMotion);
}

/** Asked once: it is read in every frame, and stays true to what the device says. */
const device =
  typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-reduced-motion: reduce)');

export const reducedMotion = () => settings.value.reducedMotion || device?.matches === true;
