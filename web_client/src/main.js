/** The beginning: is somebody logged in? Then the plaza, otherwise the login page. */

import { html, render, signal } from '../vendor/vendor.js';
import { LoginPage, post } from './features/login.js';
import { PlazaPage } from './features/plaza_page.js';
import { createPlaza } from './plaza.js';
import { fetched } from './query.js';
import { begin as beginSettings, release, settings } from './settings.js';
import { unlockSound } from './sounds.js';
import { has } from './staying_model.js';
import { language, showLanguage, T } from './strings.js';

const page = signal('loading');
const note = signal('');
/** @type {import('./plaza.js').Plaza | null} */ let plaza = null;
/** @type {{card: any, next: import('./plaza.js').Ahead} | null} */ let goodbye = null;
/** The line may end a moment before the answer to logging out has come. */
let leaving = false;
let ended = false;

function App() {
  language.value;
  if (page.value === 'plaza' && plaza)
    return html`<${PlazaPage} plaza=${plaza} onLeave=${leave} />`;
  if (page.value === 'login') return html`<${LoginPage} note=${note.value} onEntered=${enter} />`;
  if (page.value === 'goodbye' && goodbye)
    return html`<${goodbye.card} next=${goodbye.next} onDone=${toLogin} />`;
  if (page.value === 'moved')
    return html`<main class="login"><div class="card goodbye"><h1>${T('moved_title')}</h1><p>
      ${T('moved_text')}</p><button class="primary big" onClick=${() => location.reload()}>
      ${T('again')}</button></div></main>`;
  return html`<p class="desk">${T('loading')}</p>`;
}

function enter() {
  const own = createPlaza((code, cause) => {
    if (leaving) {
      ended = true;
      return;
    }
    plaza = null;
    if (code === 4410) location.reload();
    note.value = cause ? `left.${cause}` : '';
    if (code === 4409) page.value = 'moved';
    else if (cause === 'closing' && own.next && has(own.model, 'goodbye'))
      closed({ ...own.next, closes_ms: 0 });
    else toLogin();
  });
  plaza = own;
  page.value = 'plaza';
}

/** Whoever could not log out stays, and is told: the device may be another's next. */
async function leave() {
  const own = plaza;
  leaving = true;
  ended = false;
  // Asked while one may still ask.
  goodbye = own && has(own.model, 'goodbye') ? await goodbyeWith(await own.lookAhead()) : null;
  const answer = await post('/api/logout', {});
  leaving = false;
  if (!answer.ok && !ended && answer.reason !== 'login_needed') return answer;
  own?.close();
  plaza = null;
  note.value = 'left.logout';
  if (goodbye) page.value = 'goodbye';
  else toLogin();
  return answer;
}

/**
 * A kind word before the login page; without a line there is none.
 * @param {import('./plaza.js').Ahead | null} next
 */
async function goodbyeWith(next) {
  if (!next) return null;
  return import('./features/goodbye.js').then(
    ({ Goodbye }) => ({ card: Goodbye, next }),
    () => null,
  );
}

/**
 * The floor has closed: what comes next was asked for at the warning.
 * @param {import('./plaza.js').Ahead} next
 */
async function closed(next) {
  page.value = 'loading';
  goodbye = await goodbyeWith(next);
  if (goodbye) page.value = 'goodbye';
  else toLogin();
}

/** Whoever comes next finds the device as it was. */
function toLogin() {
  release();
  page.value = 'login';
}

async function begin() {
  beginSettings();
  const [answer] = await Promise.all([
    fetched('/api/session'),
    showLanguage(settings.value.language),
  ]);
  if (answer.ok && answer.found.account) enter();
  else toLogin();
}

// Sound needs a press first, also after a reload, when nobody logs in.
for (const press of ['click', 'keydown'])
  addEventListener(press, () => settings.value.soundOff || unlockSound());
// A page kept by the browser after logging out must not show the floor again.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById('app')));
begin();
