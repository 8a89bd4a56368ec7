/**
 * How hiroba looks, reads and sounds here (T1.7). Before a login it is the device's own and kept
 * there. From a login on it is the account's and goes to the server; the tab keeps a copy, so that
 * a reload does not flash, and drops it when the person leaves: devices are shared.
 */

import { effect, signal } from '../vendor/vendor.js';
import { showLanguage } from './strings.js';

const KEY = 'hiroba-settings';
const LANGUAGE_KEY = 'hiroba-language';
const FIRST = {
  language: 'ja',
  textSize: 100,
  calm: false,
  reducedMotion: false,
  soundOff: false,
  volume: 100,
  letterKeys: true,
  toured: false,
};
const PARTS = /** @type {(keyof typeof FIRST)[]} */ (Object.keys(FIRST));

/**
 * @typedef {typeof FIRST} Settings
 * @typedef {import('./vocabulary_types.js').Comfort} Row
 */

/** @param {Storage | undefined} store @returns {Partial<Settings> | null} */
function kept(store) {
  try {
    return JSON.parse(store?.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

/** What this device has for whoever has not logged in. @returns {Settings} */
const ofDevice = () => ({
  ...FIRST,
  ...kept(globalThis.localStorage),
  language: localStorage.getItem(LANGUAGE_KEY) ?? FIRST.language,
});

/** @param {Row} row @returns {Settings} */
const fromRow = (row) =>
  /** @type {any} */ ({
    ...FIRST,
    ...Object.fromEntries(row.map((value, at) => [PARTS[at], value])),
  });

/** @param {Settings} now */
const toRow = (now) => /** @type {Row} */ (PARTS.map((part) => now[part]));

export const settings = signal(
  typeof localStorage === 'undefined'
    ? FIRST
    : { ...ofDevice(), ...kept(globalThis.sessionStorage) },
);

/** Sends to the account; returns 0 while there is no line. @type {((row: Row) => number) | null} */
let send = null;
/** Pressed on the login page of this visit, or while there was no line: it is still to be sent. */
/** @type {Partial<Settings>} */ let unsent = {};

/** @param {Partial<Settings>} some */
export function change(some) {
  settings.value = { ...settings.value, ...some };
  if (send) tell(some);
  else keepOnDevice(some);
}

/** @param {Partial<Settings>} some */
function tell(some) {
  sessionStorage.setItem(KEY, JSON.stringify(settings.value));
  if (!send?.(toRow(settings.value))) unsent = { ...unsent, ...some };
}

/** @param {Partial<Settings>} some */
function keepOnDevice(some) {
  const { language: spoken, ...rest } = { ...kept(localStorage), ...some };
  if (spoken !== undefined) localStorage.setItem(LANGUAGE_KEY, spoken);
  localStorage.setItem(KEY, JSON.stringify(rest));
  unsent = { ...unsent, ...some };
}

/**
 * Somebody is logged in: what they chose holds, and goes where they are. Whoever never chose has
 * what the device has.
 * @param {Row | null} row @param {(row: Row) => number} sender
 */
export function adopt(row, sender) {
  const pressed = unsent;
  send = sender;
  unsent = {};
  settings.value = { ...(row ? fromRow(row) : settings.value), ...pressed };
  sessionStorage.setItem(KEY, JSON.stringify(settings.value));
  if (Object.keys(pressed).length > 0) tell(pressed);
}

/** Whoever was here has left: the device has its own again. */
export function release() {
  send = null;
  unsent = {};
  sessionStorage.removeItem(KEY);
  settings.value = ofDevice();
}

function show() {
  const { textSize, calm } = settings.value;
  const { classList, style } = document.documentElement;
  style.fontSize = `${textSize}%`;
  classList.toggle('reduced-motion', settings.value.reducedMotion || calm);
  classList.toggle('calm', calm);
  showLanguage(settings.value.language);
}

const NARROW_PX = 700;

/**
 * Whether there is room for less than a tablet: on a small screen, and with large letters on a
 * larger one. Then the menu would cover the floor, and opens when it is asked for.
 */
export const narrow = signal(false);

function measure() {
  narrow.value = (innerWidth * 100) / settings.value.textSize <= NARROW_PX;
  document.documentElement.classList.toggle('narrow', narrow.value);
}

/** Called once, when there is a page. */
export function begin() {
  addEventListener('resize', measure);
  effect(() => {
    show();
    measure();
  });
}

/** Asked once: it is read in every frame, and stays true to what the device says. */
const device =
  typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-reduced-motion: reduce)');

export const reducedMotion = () =>
  settings.value.reducedMotion || settings.value.calm || device?.matches === true;
