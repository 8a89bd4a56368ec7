/** The page of a visit: the floor, what is always there, the menu and its panels. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { dueBookings, waitingBookings } from '../booking_model.js';
import { conversation } from '../chatting_model.js';
import { Later } from '../later.js';
import { findPerson, lookToWire } from '../model.js';
import { change, narrow, settings } from '../settings.js';
import { comesBack, ownsDesk } from '../staying_model.js';
import { dayAndTime, T, t } from '../strings.js';
import { Banners } from './banners.js';
import { Bottom } from './bottom.js';
import { CallCard } from './call.js';
import { ChatPanel } from './chat.js';
import { Dialog } from './dialog.js';
import { Floor } from './floor.js';
import { ObjectCard } from './objects_card.js';
import { FloorsPanel, StatusPanel } from './panels.js';
import { PersonCard } from './person_card.js';
import { Submit, useOnce, wished } from './press.js';

/** On less, a page of staff and a panel would lie over each other. */
const TWO_PANELS = '(min-width: 1000px)';
const PANELS = [
  'chat',
  'people',
  'floors',
  'status',
  'look',
  'timetable',
  'today',
  'board',
  'counsel',
  'settings',
];
const SHORTCUTS = /** @type {Record<string, string>} */ ({
  KeyC: 'chat',
  KeyM: 'floors',
  KeyP: 'people',
  Enter: 'chat',
  Escape: '',
});

/** @typedef {() => Promise<import('../asked.js').Answer>} Leave */

const care = () => import('./care.js').then((module) => module.Care);
const sharedScreen = () => import('./call_screen.js').then((module) => module.SharedScreen);
const counsel = () => import('./booking.js').then((module) => module.CounselPanel);
const coverPage = () => import('./cover.js').then((module) => module.CoverPage);
const board = () => import('./boards.js').then((module) => module.BoardPanel);
const surveyCard = () => import('./surveys.js').then((module) => module.SurveyCard);
const settingsPanel = () => import('./settings_panel.js').then((module) => module.SettingsPanel);
const people = () => import('./people.js').then((module) => module.PeoplePanel);
const timetable = () => import('./lessons.js').then((module) => module.Timetable);
const stayingPanel = () => import('./staying.js').then((module) => module.StayingPanel);
const ownDesk = () => import('./staying_desk.js').then((module) => module.DeskCard);
const wardrobe = () => import('./wardrobe.js').then((module) => module.Wardrobe);
const tour = () => import('./tour.js').then((module) => module.Tour);
const whiteboard = () => import('./whiteboard.js').then((module) => module.WhiteboardPage);
const staffTools = () => import('./staff.js').then((module) => module.StaffTools);

/** @param {{plaza: import('../plaza.js').Plaza, onLeave: Leave}} props */
export function PlazaPage({ plaza, onLeave }) {
  const [menu, setMenu] = useState(!narrow.value);
  const [panel, setPanel] = useState('');
  const [peer, setPeer] = useState('');
  const [asking, setAsking] = useState(false);
  plaza.version.value;
  const { model } = plaza;
  const object = model.plan?.objects.find((one) => one.object === plaza.opened.value);
  const closeObject = () => {
    plaza.opened.value = '';
  };
  const makeRoom = () => narrow.value && setMenu(false);
  const makeRoomForStaff = () => {
    makeRoom();
    if (!matchMedia(TWO_PANELS).matches) setPanel('');
  };
  const open = (/** @type {string} */ name) => {
    setPanel(name);
    // What waits to be read is what chat opens with.
    if (name === 'chat' && peer === '' && unreadOf(model) > 0) setPeer('talks');
    if (name) makeRoom();
  };
  const write = (/** @type {string} */ account, name = findPerson(model, account)?.name ?? '') => {
    conversation(model, account, name);
    setPeer(account);
    open('chat');
  };
  const press = (/** @type {string} */ code) => {
    const wanted = SHORTCUTS[code];
    if (wanted !== undefined) open(wanted);
  };
  useEffect(() => {
    if (object?.kind !== 'notice_board' && object?.kind !== 'whiteboard_stand') return;
    closeObject();
    if (object.kind === 'notice_board') open('board');
    else plaza.send('OpenWhiteboard', object.object);
  }, [object]);
  useEffect(() => setMenu(!narrow.value), [narrow.value]);
  useEffect(() => {
    if (plaza.touring.value) open('');
  }, [plaza.touring.value]);
  if (model.cover)
    return html`<div key="covered" class="plaza covered"><${Banners} plaza=${plaza} />
      <${Later} load=${coverPage} plaza=${plaza} />
      <p class="hidden" aria-live="polite">${plaza.news.value}</p></div>`;
  const dressing = panel === 'look' || (!model.lookChosen && model.account !== '');
  const shown = panel === 'look' ? '' : panel;
  const state = [menu && 'with-menu', shown && 'with-panel', model.call && 'with-call'];
  return html`<div class=${['plaza', ...state].filter(Boolean).join(' ')}>
    ${
      model.plan
        ? html`<${Floor} plaza=${plaza}
          onShortcut=${(/** @type {string} */ code) => press(code)} />`
        : html`<${Desk} plaza=${plaza} />`
    }
    <${Banners} plaza=${plaza} />
    <${Menu} plaza=${plaza} open=${menu} panel=${panel} onOpen=${setMenu} onChoose=${open} />
    ${
      shown &&
      html`<aside class=${`panel ${shown}-panel`} aria-label=${t(shown)}>
      <header><h2>${T(shown)}</h2><button class="quiet" aria-label=${t('close')}
        onClick=${() => open('')}><${Icon} name="close" /></button></header>
      ${shown === 'chat' && html`<${ChatPanel} plaza=${plaza} peer=${peer} onPeer=${setPeer} />`}
      ${shown === 'people' && html`<${Later} load=${people} plaza=${plaza} onWrite=${write} />`}
      ${shown === 'floors' && html`<${FloorsPanel} plaza=${plaza} onDone=${() => open('')} />`}
      ${shown === 'status' && html`<${StatusPanel} plaza=${plaza} />`}
      ${shown === 'timetable' && html`<${Later} load=${timetable} plaza=${plaza} />`}
      ${shown === 'board' && html`<${Later} load=${board} plaza=${plaza} />`}
      ${shown === 'counsel' && html`<${Later} load=${counsel} plaza=${plaza} />`}
      ${shown === 'today' && html`<${Later} load=${stayingPanel} plaza=${plaza} />`}
      ${shown === 'settings' && html`<${Later} load=${settingsPanel} plaza=${plaza} />`}</aside>`
    }
    ${
      model.role &&
      model.role !== 'pupil' &&
      html`<${Later} load=${staffTools} plaza=${plaza} onOpen=${makeRoomForStaff} />`
    }
    ${object && html`<${Opened} plaza=${plaza} object=${object} onDone=${closeObject} />`}
    ${model.whiteboard && html`<${Later} load=${whiteboard} plaza=${plaza} />`}
    ${needsCare(plaza) && html`<${Later} load=${care} plaza=${plaza} />`}
    <${CallCard} plaza=${plaza} />
    ${model.call?.screen && html`<${Later} load=${sharedScreen} plaza=${plaza} />`}
    <${PersonCard} plaza=${plaza} onWrite=${write} />
    <${Bottom} plaza=${plaza} onLeave=${() => setAsking(true)} />
    ${dressing && html`<${LazyWardrobe} plaza=${plaza} onDone=${() => open('')} />`}
    ${asking && html`<${Leaving} onLeave=${onLeave} onStay=${() => setAsking(false)} />`}
    ${ledRound(plaza) && html`<${Later} load=${tour} onDone=${() => endTour(plaza)} />`}
    <p class="hidden" aria-live="polite">${plaza.news.value}</p>
  </div>`;
}

/** A pupil's first visit, or a wish of theirs. @param {import('../plaza.js').Plaza} plaza */
const ledRound = ({ model, touring }) =>
  touring.value ||
  (model.role === 'pupil' && model.plan && model.lookChosen && !settings.value.toured);

/** @param {import('../plaza.js').Plaza} plaza */
function endTour(plaza) {
  plaza.touring.value = false;
  change({ toured: true });
}

/** Whether anything of `care.js` is to be seen. @param {import('../plaza.js').Plaza} plaza */
const needsCare = ({ model, care: asked }) =>
  asked.value !== '' ||
  model.ownHelp !== null ||
  model.asking.state !== 'none' ||
  dueBookings(model).length > 0 ||
  model.pointed !== null ||
  model.knocksHere.size + model.knocksThere.size > 0;

/**
 * What a thing on the floor opens, each in its own way; a notice board opens the panel.
 * @param {{plaza: import('../plaza.js').Plaza, onDone: () => void,
 *   object: import('../vocabulary_types.js').Placed}} props
 */
function Opened({ plaza, object, onDone }) {
  if (object.kind === 'notice_board' || object.kind === 'whiteboard_stand') return null;
  if (object.kind === 'survey_box')
    return html`<${Later} load=${surveyCard} plaza=${plaza} survey=${object.target}
      onDone=${onDone} />`;
  if (object.kind === 'own_desk' && ownsDesk(plaza.model))
    return html`<${Later} load=${ownDesk} plaza=${plaza} onDone=${onDone} />`;
  return html`<${ObjectCard} object=${object} onDone=${onDone} />`;
}

/**
 * No floor yet: one is being entered, or all are closed, or the wanted one has no room.
 * @param {{plaza: import('../plaza.js').Plaza}} props
 */
function Desk({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  if (!model.desk || !model.lookChosen) return html`<p class="desk">${T('loading')}</p>`;
  const open = [...model.floors.values()].some((floor) => floor.open);
  const time = model.opensAtMs ? dayAndTime(model.opensAtMs) : '';
  return html`<div class="desk late"><div class="card">
    <h2>${T(open ? 'desk_choose' : 'desk_closed')}</h2>
    ${!open && time && html`<p>${T('desk_opens', { time })}</p>`}
    <${FloorsPanel} key=${open} plaza=${plaza} onDone=${() => {}} /></div></div>`;
}

/** @param {{onLeave: Leave, onStay: () => void}} props */
function Leaving({ onLeave, onStay }) {
  const [wrong, setWrong] = useState('');
  const { busy, once } = useOnce();
  const leave = async () => setWrong((await once(onLeave))?.reason ?? '');
  return html`<${Dialog} label=${t('leave_sure')} kind="ask" onClose=${onStay}>
    <p>${T('leave_sure')}</p>
    ${
      wrong &&
      !busy &&
      html`<p class="wrong" role="alert">${wrong === 'read_only' ? T(wrong) : T('not_left')}</p>`
    }
    <${Submit} busy=${busy} class="primary big" onClick=${leave}>${T('yes_leave')}<//>
    <button class="big" onClick=${onStay}>${T('stay')}</button><//>`;
}

/** @param {import('../model.js').Model} model */
const unreadOf = (model) =>
  [...model.conversations.values()].reduce((sum, one) => sum + one.unread, 0);

/**
 * One press shows or hides what can be done; unread messages are seen on either form.
 * @param {{plaza: import('../plaza.js').Plaza, open: boolean, panel: string,
 *   onOpen: (open: boolean) => void, onChoose: (panel: string) => void}} props
 */
function Menu({ plaza, open, panel, onOpen, onChoose }) {
  plaza.version.value;
  const { posts, surveys, role } = plaza.model;
  const unread = unreadOf(plaza.model);
  const news = posts.unread.size + surveys.size;
  const answers = role === 'pupil' ? waitingBookings(plaza.model) : 0;
  useEffect(() => {
    if (answers > 0) plaza.news.value = t('counsel_marks', { count: answers });
  }, [answers]);
  const marks = /** @type {Record<string, any>} */ ({
    chat: mark(unread, 'unread'),
    board: mark(news, 'board.marks'),
    counsel: mark(answers, 'counsel_marks'),
  });
  return html`<div class="side">
    <button class="menu" data-name="menu"
      aria-expanded=${open} onClick=${() => onOpen(!open)}><${Icon}
      name=${open ? 'close' : 'menu'} /><span>${T('menu')}</span>${
        !open && mark(unread + news + answers, 'board.marks')
      }</button>
    ${
      open &&
      html`<nav class="rail" aria-label=${t('menu')}>${PANELS.filter(
        (name) => (name !== 'today' || comesBack(plaza.model)) && isFor(name, role),
      ).map(
        (name) => html`
      <button data-name=${name} aria-pressed=${panel === name}
        onClick=${() => onChoose(name === panel ? '' : name)}>
        <${Icon} name=${name} /><span>${T(name)}</span>${marks[name]}</button>`,
      )}</nav>`
    }</div>`;
}

/** Staff who counsel have a page of their own. @param {string} name @param {string} role */
const isFor = (name, role) => name !== 'counsel' || role === 'pupil';

/** How many things are new. @param {number} count @param {string} label */
const mark = (count, label) =>
  count > 0 && html`<b class="dot" aria-label=${t(label, { count })}>${count}</b>`;

/**
 * The wardrobe comes when it is opened: most visits never need it.
 * @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props
 */
function LazyWardrobe({ plaza, onDone }) {
  const { model } = plaza;
  // What was chosen stays on the page until it is known to be kept.
  const close = async (/** @type {any} */ look) => {
    if (!(await wished(plaza, 'ChooseLook', lookToWire(look)))) return;
    Object.assign(model, { lookChosen: true, look });
    if (model.desk) plaza.enterFirstFloor();
    plaza.version.value += 1;
    onDone();
  };
  const later = () => (model.lookChosen ? onDone() : close(model.look));
  return html`<${Dialog} label=${t('look_title')} kind="wide-card" onClose=${later}>
    <h2>${T('look_title')}</h2>
    <${Later} load=${wardrobe} look=${model.look} role=${model.role} first=${!model.lookChosen}
      onDone=${close} onLater=${later} /><//>`;
}
