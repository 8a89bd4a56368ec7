/** The page of a visit: the floor, three buttons that are always there, the menu and its panels. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { findMe, toggleClose, toggleWhole } from '../camera.js';
import { lookToWire } from '../model.js';
import { settings } from '../settings.js';
import { ring } from '../sounds.js';
import { T, t } from '../strings.js';
import { CallCard } from './call.js';
import { ChatPanel } from './chat.js';
import { Floor } from './floor.js';
import { FloorsPanel, SettingsPanel, StatusPanel } from './panels.js';
import { PeoplePanel } from './people.js';

const PANELS = ['chat', 'people', 'floors', 'status', 'look', 'settings'];
const SHORTCUTS = /** @type {Record<string, string>} */ ({
  KeyC: 'chat',
  KeyM: 'floors',
  KeyP: 'people',
  Enter: 'chat',
});

/** @param {{plaza: import('../plaza.js').Plaza, onLeave: () => void}} props */
export function PlazaPage({ plaza, onLeave }) {
  const [panel, setPanel] = useState('');
  const [peer, setPeer] = useState('');
  const [asking, setAsking] = useState(false);
  plaza.version.value;
  const { model } = plaza;
  useChimes(plaza);
  const toggle = (/** @type {string} */ name) => setPanel(name === panel ? '' : name);
  const press = (/** @type {string} */ code) => {
    const wanted = code === 'Escape' ? '' : SHORTCUTS[code];
    if (wanted !== undefined) setPanel(wanted);
  };
  const unread = [...model.conversations.values()].reduce((sum, talk) => sum + talk.unread, 0);
  const dressing = panel === 'look' || (!model.lookChosen && model.account !== '');
  return html`<div class="plaza">
    ${
      model.plan
        ? html`<${Floor} plaza=${plaza}
          onShortcut=${(/** @type {string} */ code) => press(code)} />`
        : html`<p class="desk">${
            model.account
              ? T(model.opensAtMs || !model.lookChosen ? 'loading' : 'desk_closed')
              : T('loading')
          }</p>`
    }
    <${Top} plaza=${plaza} />
    <nav class="rail" aria-label=${t('menu')}>${PANELS.map(
      (name) => html`
      <button aria-pressed=${panel === name} onClick=${() => toggle(name)}><${Icon}
        name=${name} /><span>${T(name)}</span>
        ${
          name === 'chat' &&
          unread > 0 &&
          html`<b class="dot"
          aria-label=${t('unread', { count: unread })}>${unread}</b>`
        }</button>`,
    )}</nav>
    ${
      panel &&
      panel !== 'look' &&
      html`<aside class="panel" aria-label=${t(panel)}>
      <header><h2>${T(panel)}</h2><button class="quiet" aria-label=${t('close')}
        onClick=${() => setPanel('')}><${Icon} name="close" /></button></header>
      ${panel === 'chat' && html`<${ChatPanel} plaza=${plaza} peer=${peer} onPeer=${setPeer} />`}
      ${
        panel === 'people' &&
        html`<${PeoplePanel} plaza=${plaza} onWrite=${(/** @type {string} */ account) => {
          setPeer(account);
          setPanel('chat');
        }} />`
      }
      ${panel === 'floors' && html`<${FloorsPanel} plaza=${plaza} onDone=${() => setPanel('')} />`}
      ${panel === 'status' && html`<${StatusPanel} plaza=${plaza} />`}
      ${panel === 'settings' && html`<${SettingsPanel} />`}</aside>`
    }
    <${CallCard} plaza=${plaza} />
    <${Bottom} plaza=${plaza} onLeave=${() => setAsking(true)} />
    ${dressing && html`<${LazyWardrobe} plaza=${plaza} onDone=${() => setPanel('')} />`}
    ${
      asking &&
      html`<div class="veil" role="dialog" aria-modal="true" aria-label=${t('leave_sure')}><div
        class="card ask">
      <p>${T('leave_sure')}</p><button class="primary big" onClick=${onLeave}>${T('yes_leave')}
        </button>
      <button class="big" onClick=${() => setAsking(false)}>${T('stay')}</button></div></div>`
    }
    <p class="hidden" aria-live="polite">${plaza.news.value}</p>
  </div>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function Top({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  return html`<div class="top">
    ${plaza.silent.value && html`<p class="banner" role="alert">${T('silent')}</p>`}
    ${model.readOnly && html`<p class="banner" role="alert">${T('read_only')}</p>`}
    ${
      model.closing &&
      html`<p class="banner warm" role="alert">
      ${T('closing', { minutes: model.closing.minutes })}</p>`
    }
    <${Chime} plaza=${plaza} />
    ${model.plan && html`<p class="floor-name">${model.plan.name}</p>`}
    ${
      model.watching &&
      model.plan &&
      html`<p class="watching"><span><${Icon}
      name="eye" /> ${T('watching')}</span><button
      onClick=${() => plaza.send('SetWatching', false)}>${T('watching_off')}</button></p>`
    }
    ${plaza.toast.value && html`<p class="toast" role="status">${plaza.toast.value}</p>`}
  </div>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function Chime({ plaza }) {
  const [shown, setShown] = useState('');
  plaza.version.value;
  const count = plaza.model.chimes;
  useEffect(() => {
    if (count === 0) return undefined;
    setShown(plaza.model.chime?.name ?? '');
    const timer = setTimeout(() => setShown(''), 8000);
    return () => clearTimeout(timer);
  }, [count]);
  return shown
    ? html`<p class="banner bell" role="alert"><${Icon}
      name="bell" /> ${T('chime', { name: shown })}</p>`
    : null;
}

/** @param {import('../plaza.js').Plaza} plaza */
function useChimes(plaza) {
  const count = plaza.model.chimes;
  useEffect(() => {
    const chime = plaza.model.chime;
    if (count > 0 && chime && !settings.value.soundOff && plaza.model.status !== 'quiet')
      ring(chime.sound, chime.volume);
  }, [count]);
}

/** @param {{plaza: import('../plaza.js').Plaza, onLeave: () => void}} props */
function Bottom({ plaza, onLeave }) {
  const { model } = plaza;
  plaza.version.value;
  const { mode } = plaza.camera;
  const look = (/** @type {any} */ camera) => {
    plaza.camera = camera;
    plaza.version.value += 1;
  };
  const view = () => {
    const host = document.querySelector('.stage');
    return { width: host?.clientWidth ?? 1, height: host?.clientHeight ?? 1 };
  };
  const floor = () => ({
    width: (model.plan?.width ?? 1) * 32,
    height: (model.plan?.height ?? 1) * 32,
  });
  return html`
    <div class="bottom left">
      <button class=${`alone ${model.status === 'quiet' ? 'on' : ''}`}
        aria-pressed=${model.status === 'quiet'}
        onClick=${() =>
          plaza.send(
            'ShowStatus',
            model.status === 'quiet' ? 'none' : 'quiet',
          )}><${Icon} name="alone" />${T(model.status === 'quiet' ? 'alone_off' : 'alone')}
        </button>
      <button class="leave" onClick=${onLeave}><${Icon} name="leave" />${T('leave')}</button>
    </div>
    ${
      model.plan &&
      html`<div class="bottom right">
      <button onClick=${() => look(findMe(plaza.camera))}><${Icon} name="where" />${T('where')}
        </button>
      <button aria-pressed=${mode === 'close'}
        onClick=${() => look(toggleClose(plaza.camera))}><${Icon} name="zoom" />
        ${T(mode === 'close' ? 'zoom_off' : 'zoom')}</button>
      <button aria-pressed=${mode === 'whole'}
        onClick=${() => look(toggleWhole(plaza.camera, floor(), view()))}><${Icon} name="whole" />
        ${T(mode === 'whole' ? 'whole_off' : 'whole')}</button>
    </div>`
    }`;
}

/**
 * The wardrobe comes when it is opened: most visits never need it.
 * @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props
 */
function LazyWardrobe({ plaza, onDone }) {
  const [page, setPage] = useState(/** @type {any} */ (null));
  useEffect(() => {
    import('./wardrobe.js').then((module) => setPage(() => module.Wardrobe));
  }, []);
  const { model } = plaza;
  const close = (/** @type {any} */ look) => {
    plaza.send('ChooseLook', lookToWire(look));
    Object.assign(model, { lookChosen: true, look });
    if (model.desk) plaza.enterFirstFloor();
    plaza.version.value += 1;
    onDone();
  };
  return html`<div class="veil" role="dialog" aria-modal="true" aria-label=${t('look_title')}><div
    class="card wide-card"><h2>${T('look_title')}</h2>
    ${
      page
        ? html`<${page} look=${model.look} staff=${model.role !== 'pupil'} onDone=${close}
      onLater=${() => (model.lookChosen ? onDone() : close(model.look))} />`
        : T('loading')
    }</div>
      </div>`;
}
