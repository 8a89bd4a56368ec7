/** How hiroba looks, reads and sounds: set by oneself, on the login page or in the menu (T1.7). */

import { html } from '../../vendor/vendor.js';
import { change, settings } from '../settings.js';
import { ring, unlockSound } from '../sounds.js';
import { en, ja, jaEasy } from '../strings/comfort.js';
import { addStrings, LANGUAGES, language, T, t } from '../strings.js';

addStrings({ ja, 'ja-easy': jaEasy, en });

const SIZES = /** @type {const} */ ([100, 125, 150, 200]);

/** @typedef {'calm' | 'reducedMotion' | 'soundOff' | 'letterKeys'} Switch */

/** @param {{plaza?: import('../plaza.js').Plaza}} props without a visit, on the login page */
export function ComfortSettings({ plaza }) {
  const now = settings.value;
  const again = () => {
    if (plaza) plaza.touring.value = true;
  };
  return html`<div class="comfort">
    ${plaza && html`<${Languages} />`}
    <h3>${T('text_size')}</h3>
    <div class="choices sizes" role="radiogroup" aria-label=${t('text_size')}>
      ${SIZES.map(
        (size) => html`<button type="button" role="radio" aria-checked=${now.textSize === size}
        onClick=${() => change({ textSize: size })}>${size}%</button>`,
      )}</div>
    <h3>${T('seeing')}</h3>
    <${Toggle} name="calm" hint="calm_hint" />
    <${Toggle} name="reducedMotion" off=${now.calm} />
    <h3>${T('sound')}</h3>
    <${Toggle} name="soundOff" hint="sound_off_hint" />
    ${!now.soundOff && html`<${Volume} />`}
    ${
      plaza &&
      html`<h3>${T('more_settings')}</h3><${Toggle} name="letterKeys" hint="key_letters_hint" />
      <button class="wide" onClick=${again}>${T('tour_again')}</button>`
    }</div>`;
}

const Languages = () => html`<h3>${T('language')}</h3>
  <div class="choices" role="radiogroup" aria-label=${t('language')}>
    ${LANGUAGES.map(
      (name) => html`<button role="radio" aria-checked=${language.value === name}
      onClick=${() => change({ language: name })}>${t(`lang.${name}`)}</button>`,
    )}</div>`;

const LABELS = /** @type {Record<Switch, string>} */ ({
  calm: 'calm',
  reducedMotion: 'reduced_motion',
  soundOff: 'sound_off',
  letterKeys: 'key_letters',
});

/**
 * @param {{name: Switch, hint?: string, off?: boolean}} props `off` when another one has it on
 */
const Toggle = ({ name, hint, off = false }) =>
  html`<label class="toggle"><input type="checkbox" checked=${settings.value[name] || off}
    disabled=${off} onChange=${(/** @type {any} */ e) => change({ [name]: e.target.checked })} />
    <span>${T(LABELS[name])}${hint && html`<small>${T(hint)}</small>`}</span></label>`;

/** How loud it is here; the press that tries it also lets the browser sound. */
function Volume() {
  const { volume } = settings.value;
  const set = (/** @type {any} */ e) => change({ volume: Number(e.target.value) });
  const listen = () => {
    unlockSound();
    ring('chimes', volume);
  };
  return html`<div class="volume"><label for="volume">${T('volume')}</label>
    <input id="volume" type="range" min="10" max="100" step="10" value=${volume}
      onChange=${set} />
    <button type="button" onClick=${listen}>${T('try_sound')}</button></div>`;
}
