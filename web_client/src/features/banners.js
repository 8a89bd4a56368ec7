/** What stands over the floor: where one is, and what everybody has to know now. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { Later } from '../later.js';
import { settings } from '../settings.js';
import { ring } from '../sounds.js';
import { chimeSaid, T, withReadings } from '../strings.js';
import { useArrival } from './arrival.js';
import { FloorName } from './floor_name.js';
import { useHeightAs } from './height.js';
import { Notice } from './notices.js';
import { Press } from './press.js';

const CHIME_SHOWN_MS = 8000;
/** For whoever does not hear it. */
const SEEN_CHIME_MS = 25_000;
const lineOffer = () => import('./line.js').then((module) => module.LineOffer);
const lessonCard = () => import('./lesson_card.js').then((module) => module.LessonCard);

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function Banners({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  // A page that leaves no room beside it ends above what is told.
  const told = useHeightAs('--told');
  return html`<div class="top" ref=${told}>
    ${
      model.plan &&
      html`<div class="place"><p class="floor-name"><${FloorName} plan=${model.plan} /></p>
    ${
      model.watching &&
      html`<p class="watching"><span><${Icon}
      name="eye" /> ${T('watching')}</span><${Press} plaza=${plaza}
      wish=${['SetWatching', false]}>${T('watching_off')}<//></p>`
    }</div>`
    }
    <${Pressed} plaza=${plaza} />
    ${plaza.silent.value && html`<p class="banner" role="alert">${T('silent')}</p>`}
    ${model.readOnly && html`<p class="banner" role="alert">${T('read_only')}</p>`}
    ${
      model.closing &&
      html`<p class="banner warm" role="alert">
      ${T('closing', { minutes: model.closing.minutes })}</p>`
    }
    <${Chime} plaza=${plaza} />
    ${plaza.toast.value && html`<p class="toast" role="status">${plaza.toast.value}</p>`}
  </div>`;
}

/**
 * What stays until it is pressed, in the order in which it came; what comes and goes by itself
 * stands below it, so that nothing moves under a finger.
 * @param {{plaza: import('../plaza.js').Plaza}} props
 */
function Pressed({ plaza }) {
  plaza.version.value;
  const { lesson, notices } = plaza.model;
  /** @type {Record<string, any>} */
  const shown = {};
  if (lesson) shown['lesson'] = html`<${Later} key="lesson" load=${lessonCard} plaza=${plaza} />`;
  for (const [notice, { text }] of notices)
    shown[notice] = html`<${Notice} key=${notice} plaza=${plaza} notice=${notice} text=${text} />`;
  if (plaza.slow.value)
    shown['line'] = html`<${Later} key="line" load=${lineOffer} plaza=${plaza} />`;
  return html`${useArrival(Object.keys(shown)).map((key) => shown[key])}`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function Chime({ plaza }) {
  const [shown, setShown] = useState('');
  plaza.version.value;
  const { chime, chimes, status } = plaza.model;
  useEffect(() => {
    if (chimes === 0 || !chime) return undefined;
    setShown(chimeSaid(chime));
    if (!settings.value.soundOff && status !== 'quiet')
      ring(chime.sound, (chime.volume * settings.value.volume) / 100);
    const shownMs = settings.value.soundOff ? SEEN_CHIME_MS : CHIME_SHOWN_MS;
    const timer = setTimeout(() => setShown(''), shownMs);
    return () => clearTimeout(timer);
  }, [chimes]);
  const kind = settings.value.soundOff ? 'banner bell seen' : 'banner bell';
  return shown
    ? html`<p class=${kind} role="alert"><${Icon} name="bell" /><span>
      ${withReadings(shown)}</span></p>`
    : null;
}
