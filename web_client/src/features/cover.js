/**
 * The private room: all that two people under cover see. Everything else of the plaza is away, as
 * it is for somebody who has logged out.
 */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { refusalText } from '../asked.js';
import { loadCounsellingStrings } from '../counselling_strings.js';
import { Later } from '../later.js';
import { fetched } from '../query.js';
import { clockTime, T, t } from '../strings.js';
import { CallControls, CallTold } from './call_controls.js';
import { CallPeople } from './call_people.js';
import { SharedScreen } from './call_screen.js';
import { Lines, Typing } from './chat.js';
import { Dialog } from './dialog.js';
import { Press } from './press.js';

loadCounsellingStrings();

const whiteboard = () => import('./whiteboard.js').then((module) => module.WhiteboardPage);

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function CoverPage({ plaza }) {
  const [leaving, setLeaving] = useState(false);
  plaza.version.value;
  const { model } = plaza;
  useEffect(() => {
    plaza.news.value = `${t('cover.title')} ${t('cover.unseen')}`;
    return () => {
      // Whoever did not end it themselves must not wonder where the room has gone.
      if (!model.cover) plaza.say(t('cover.over'));
    };
  }, []);
  const { cover } = model;
  if (!cover) return null;
  const others = [...(model.call?.members ?? [])].filter(([one]) => one !== model.account);
  const name = others.map(([, member]) => member.name).join('');
  const away = others.some(([one]) => cover.away.has(one));
  const stay = () => setLeaving(false);
  const board = model.whiteboard;
  return html`<section class="cover" aria-label=${t('cover.title')}>
    <header><${Icon} name="counsel" /><h2>${T('cover.title')}</h2>
      <button class="end" onClick=${() => setLeaving(true)}>${T('cover.leave')}</button></header>
    ${name && html`<p class="with">${T('cover.with', { name })}</p>`}
    <p class="unseen">${T('cover.unseen')}</p>
    <${CallPeople} plaza=${plaza} />
    <${SharedScreen} plaza=${plaza} />
    <div class="talk"><${Earlier} plaza=${plaza} /></div>
    ${away && html`<p class="away" role="status">${T('cover.away', { name })}</p>`}
    ${!board && model.call?.hasBoard && html`<p role="status">${T('cover.board')}</p>`}
    <${CallTold} plaza=${plaza} />
    <${Typing} plaza=${plaza} place=${`call ${cover.call}`} label="cover.say" max=${200}
      onSay=${(/** @type {string} */ text) => plaza.ask('SayInCall', text)} />
    <${CallControls} plaza=${plaza} />
    ${
      !board &&
      html`<${Press} plaza=${plaza} class="board-of-talk" wish=${['OpenWhiteboard', '']}>
      ${T('whiteboard')}<//>`
    }
    <p class="hint">${T('cover.kept')}</p>
    ${
      cover.closesMs > 0 &&
      html`<p class="hint">${T('cover.closes', { time: clockTime(cover.closesMs) })}</p>`
    }
    ${
      leaving &&
      html`<${Dialog} label=${t('cover.leave_sure')} kind="ask" onClose=${stay}>
      <p>${T('cover.leave_sure')}</p><p class="hint">${T('cover.back')}</p>
      <${Press} plaza=${plaza} class="primary big" wish=${['LeaveCounselling']}>
        ${T('cover.leave')}<//>
      <button class="big" onClick=${stay}>${T('cover.stay')}</button><//>`
    }
  </section>
  ${board && html`<${Later} load=${whiteboard} plaza=${plaza} />`}`;
}

/**
 * What was said, also before one came back to the talk: that comes from the log, and no longer than
 * the talk lasts.
 * @param {{plaza: import('../plaza.js').Plaza}} props
 */
function Earlier({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  const { call, cover } = model;
  const [earlier, setEarlier] = useState(/** @type {any[]} */ ([]));
  const [wrong, setWrong] = useState(false);
  const load = async () => {
    setEarlier([]);
    setWrong(false);
    const said = cover?.said ?? 0;
    if (said === 0) return;
    const { ok, found } = await fetched('/api/talk');
    const rows = ok ? found : null;
    setWrong(!ok);
    setEarlier((rows ?? []).filter((/** @type {{n: number}} */ row) => row.n <= said));
  };
  useEffect(() => void load(), [call]);
  const rows = [...earlier, ...(call?.lines ?? [])].map((line) => ({
    own: line.account === model.account,
    name: line.name,
    text: line.text,
    ...(line.account !== model.account && { tell: () => tell(plaza, line.account) }),
  }));
  return html`${
    wrong &&
    html`<p class="away" role="alert">${T('cover.unread')}
    <button onClick=${load}>${T('list_again')}</button></p>`
  }<${Lines} rows=${rows} />`;
}

/** From here a report comes only later. @param {import('../plaza.js').Plaza} plaza
 * @param {string} account */
function tell(plaza, account) {
  plaza
    .ask('Report', account, 'call', 0, [])
    .then(({ reason, at_ms }) =>
      plaza.say(reason ? refusalText(reason, at_ms) : t('cover.reported')),
    );
}
