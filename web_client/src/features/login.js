/**
 * The login page: short id, three words, for staff a code. Calm, no permission asked, errors
 * beside the form.
 */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Later } from '../later.js';
import { posted } from '../query.js';
import { change } from '../settings.js';
import { dayAndTime, LANGUAGES, language, T, t } from '../strings.js';

const ID_MAX = 40;
const comfort = () => import('./comfort.js').then((module) => module.ComfortSettings);

/** A slip's address may carry its id: `/#id=k7m2pq`. Read once, and taken out of the address. */
function idOfSlip() {
  const id = new URLSearchParams(location.hash.slice(1)).get('id') ?? '';
  if (id) history.replaceState(null, '', location.pathname);
  return id.slice(0, ID_MAX);
}

/** @param {{note: string, onEntered: () => void}} props */
export function LoginPage({ note, onEntered }) {
  const [form, setForm] = useState(() => ({ login_id: idOfSlip(), passphrase: '', code: '' }));
  const [next, setNext] = useState({ id: form.login_id ? 'passphrase' : 'login_id' });
  const [choosing, setChoosing] = useState(false);
  const [picker, setPicker] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState({ reason: '', at_ms: 0 });
  const [busy, setBusy] = useState(false);
  const [codeNeeded, setCodeNeeded] = useState(false);
  const [easing, setEasing] = useState(false);

  /** @param {SubmitEvent} event */
  async function enter(event) {
    event.preventDefault();
    setBusy(true);
    const answer = await post('/api/login', { ...form, device: deviceKind() });
    setBusy(false);
    if (answer.ok) return onEntered();
    if (answer.reason === 'code_needed' || answer.reason === 'code_wrong') setCodeNeeded(true);
    setProblem(answer);
  }

  /** The word list comes when it is wanted: whoever types fast never needs it. */
  const loadPicker = () => {
    if (picker) return;
    import('./word_picker.js')
      .then((module) => module.load().then((words) => setPicker({ ...module, words })))
      .catch(() => setProblem({ reason: 'no_network', at_ms: 0 }));
  };
  const setWords = (/** @type {string} */ passphrase, /** @type {string} */ id) => {
    setForm({ ...form, passphrase });
    setChoosing(false);
    setNext({ id });
  };
  useEffect(() => document.getElementById(next.id)?.focus(), [next]);

  const field = (
    /** @type {'login_id' | 'passphrase' | 'code'} */ name,
    /** @type {object} */ extra = {},
  ) => html`
    <input id=${name} name=${name} value=${form[name]} autocapitalize="none"
      spellcheck=${false} ...${extra}
      aria-describedby="problem"
        onInput=${(/** @type {any} */ e) => setForm({ ...form, [name]: e.target.value })} />`;

  return html`
    <main class="login">
      <div class="scene" aria-hidden="true"><i class="sun"></i><i class="cloud one"></i><i
        class="cloud two"></i><i class="hill back"></i><i class="hill front"></i><i
        class="tree left"></i><i class="tree right"></i></div>
      <form class="card" onSubmit=${enter}>
        <h1><span class="mark" aria-hidden="true"></span>${T('title')}</h1>
        <p class="tagline">${T(note || 'tagline')}</p>
        <label for="login_id">${T('login_id')}</label>
        ${field('login_id', { autocomplete: 'username', maxlength: ID_MAX, required: true })}
        <label for="passphrase">${T('words')}</label>
        ${field('passphrase', {
          autocomplete: 'current-password',
          maxlength: 200,
          required: true,
          onFocus: loadPicker,
        })}
        ${
          picker &&
          html`<${picker.Completions} words=${picker.words} typed=${form.passphrase}
          onType=${(/** @type {string} */ typed) => setWords(typed, 'passphrase')} />`
        }
        <div class="pair"><p class="hint">${T('words_hint')}</p><button type="button"
          onClick=${() => {
            loadPicker();
            setChoosing(true);
          }}>${T('words_choose')}</button></div>
        ${
          codeNeeded &&
          html`<label for="code">${T('code')}</label>
          ${field('code', { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 6 })}`
        }
        <p id="problem" class="problem" role="alert">${problemText(problem)}</p>
        <button class="primary big" id="enter" disabled=${busy}>${T(busy ? 'entering' : 'enter')}
          </button>
        <div class="languages" role="group" aria-label=${t('language')}>
          ${LANGUAGES.map(
            (name) => html`<button type="button" class="quiet"
            aria-pressed=${language.value === name} onClick=${() => change({ language: name })}>
            ${t(`lang.${name}`)}</button>`,
          )}
          <button type="button" class="quiet" data-name="comfort" aria-expanded=${easing}
            onClick=${() => setEasing(!easing)}>${T('comfort')}</button>
        </div>
        ${easing && html`<${Later} load=${comfort} />`}
        <p class="hint">${T('card_lost')}</p>
        <p class="hint"><a href="/guide/leaflet.html" target="_blank" rel="noopener">
          ${T('guide')}</a></p>
      </form>
    </main>${
      choosing &&
      picker &&
      html`<${picker.WordPicker} words=${picker.words} typed=${form.passphrase}
        onDone=${(/** @type {string} */ typed) => setWords(typed, 'enter')}
        onClose=${() => setChoosing(false)} />`
    }`;
}

/** @param {{reason: string, at_ms: number}} problem */
function problemText({ reason, at_ms }) {
  if (!reason) return '';
  if (reason === 'school_closed' && !at_ms) return T('school_closed_long');
  const time = at_ms ? dayAndTime(at_ms) : '';
  return t(reason) === reason ? T('refused.other') : T(reason, { time });
}

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<{ok: boolean, reason: string, at_ms: number}>}
 */
export async function post(path, body) {
  const { ok, status, found } = await posted(path, body);
  if (ok) return { ok, reason: '', at_ms: 0 };
  return { reason: status ? 'other' : 'no_network', at_ms: 0, ...found, ok };
}

function deviceKind() {
  const agent = navigator.userAgent;
  if (agent.includes('CrOS')) return 'chromebook';
  if (agent.includes('iPad') || (agent.includes('Mac') && navigator.maxTouchPoints > 1))
    return 'ipad';
  return agent.includes('Windows') ? 'windows' : 'other';
}
