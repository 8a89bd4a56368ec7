/** The pages that only staff open: a rail of their own, at the other side of the floor. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { waitingBookings } from '../booking_model.js';
import { loadCounsellingStrings } from '../counselling_strings.js';
import { Later } from '../later.js';
import { settings } from '../settings.js';
import { ring } from '../sounds.js';
import { loadStaffStrings } from '../staff_strings.js';
import { T, t } from '../strings.js';

loadStaffStrings();
loadCounsellingStrings();

/**
 * Page name to the roles that see it and how it is fetched.
 * @type {Record<string, {roles: string[], load: () => Promise<any>}>}
 */
const PAGES = {
  care: {
    roles: ['supporter', 'teacher', 'admin'],
    load: () => import('./care_staff.js').then((module) => module.CarePage),
  },
  counsel: {
    roles: [],
    load: () => import('./counselling_staff.js').then((module) => module.CounselPage),
  },
  counsellors: {
    roles: ['admin'],
    load: () => import('./counsellors_staff.js').then((module) => module.CounsellorsPage),
  },
  talks: {
    roles: ['admin'],
    load: () => import('./talks_staff.js').then((module) => module.TalksPage),
  },
  calendar: {
    roles: ['admin'],
    load: () => import('./calendar_staff.js').then((module) => module.CalendarPage),
  },
  chimes: {
    roles: ['admin'],
    load: () => import('./chimes_staff.js').then((module) => module.ChimesPage),
  },
  lessons: {
    roles: ['teacher', 'admin'],
    load: () => import('./lessons_staff.js').then((module) => module.LessonsPage),
  },
  notices: {
    roles: ['admin'],
    load: () => import('./notices_staff.js').then((module) => module.NoticesPage),
  },
  extras: {
    roles: ['supporter', 'admin'],
    load: () => import('./staying_staff.js').then((module) => module.ExtrasPage),
  },
  board: {
    roles: ['supporter', 'teacher', 'admin'],
    load: () => import('./boards_staff.js').then((module) => module.BoardPage),
  },
  surveys: {
    roles: ['supporter', 'admin'],
    load: () => import('./surveys_staff.js').then((module) => module.SurveysPage),
  },
  build: {
    roles: ['admin'],
    load: () => import('./objects.js').then((module) => module.Editor),
  },
};

/** Who could counsel when this was last shown: the right may go in a talk, where nothing is. */
let counselled = '';

/** Tells whoever may not counsel any more. @param {import('../plaza.js').Plaza} plaza */
function useRightToCounsel({ model: { account, mayCounsel }, say }) {
  useEffect(() => {
    if (counselled === account && !mayCounsel) say(t('counsel.right_gone'));
    counselled = mayCounsel ? account : '';
  }, [account, mayCounsel]);
}

/** @param {{plaza: import('../plaza.js').Plaza, onOpen: () => void}} props */
export function StaffTools({ plaza, onOpen }) {
  const [open, setOpen] = useState('');
  plaza.version.value;
  const { role, mayCounsel } = plaza.model;
  // Who may counsel was named by an admin, whatever their role.
  const pages = Object.entries(PAGES).filter(
    ([name, page]) => page.roles.includes(role) || (name === 'counsel' && mayCounsel),
  );
  const close = () => setOpen('');
  const toggle = (/** @type {string} */ name) => {
    setOpen(open === name ? '' : name);
    if (open !== name) onOpen();
  };
  useRightToCounsel(plaza);
  // A page goes with the right to it.
  const page = pages.some(([name]) => name === open) && PAGES[open];
  const { helps, reports, counsellees } = plaza.model;
  const asked =
    [...counsellees.values()].filter((one) => one.asking === 'asked').length +
    waitingBookings(plaza.model);
  const waiting = [...helps.values()].filter((help) => !help.by).length + reports.size;
  useEffect(() => {
    if (waiting === 0) return;
    plaza.news.value = t('care.waiting', { count: waiting });
    if (!settings.value.soundOff) ring('help', settings.value.volume);
  }, [helps.size, reports.size]);
  useEffect(() => {
    if (asked === 0) return;
    plaza.news.value = t('counsel.count', { count: asked });
    if (!settings.value.soundOff) ring('help', settings.value.volume);
  }, [asked]);
  /** @type {Record<string, [number, string]>} */
  const marks = { care: [waiting, 'care.waiting'], counsel: [asked, 'counsel.count'] };
  return html`
    ${
      pages.length > 0 &&
      html`<nav class="rail staff" aria-label=${t('staff_menu')}>${pages.map(
        ([name]) => html`<button key=${name} aria-pressed=${open === name}
          onClick=${() => toggle(name)}><${Icon} name=${name} /><span>
          ${T(`staff.${name}`)}</span>${mark(marks[name])}</button>`,
      )}</nav>`
    }
    ${page && html`<${Later} key=${open} load=${page.load} plaza=${plaza} onDone=${close} />`}`;
}

/** How many wait on a page. @param {[number, string] | undefined} waits */
const mark = ([count, label] = [0, '']) =>
  count > 0 && html`<b class="dot" aria-label=${t(label, { count })}>${count}</b>`;
