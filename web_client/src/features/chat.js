/** Chat: the floor, つぶやき, the way to letters. Enter sends, but never while one composes a word. */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { refusalText } from '../asked.js';
import { Later } from '../later.js';
import { inKana, T, t } from '../strings.js';
import { report } from './apart.js';

const talks = () => import('./talks.js').then((module) => module.Talks);
const CHAT_MAX = 200;
const MURMUR_MAX = 40;
/** So near the end, one is told how many letters are left. */
const SHOW_LEFT = 16;

/**
 * @param {{plaza: import('../plaza.js').Plaza, peer: string, onPeer: (peer: string) => void}}
 * props
 */
export function ChatPanel({ plaza, peer, onPeer }) {
  const { model } = plaza;
  plaza.version.value;
  const unread = [...model.conversations.values()].reduce((sum, one) => sum + one.unread, 0);
  return html`
    <div class="chat">
      <div class="tabs" role="tablist">
        ${tab('', t('to_everyone'), 0, peer === '', onPeer)}
        ${tab('talks', t('talks'), unread, peer !== '', onPeer)}
      </div>
      ${
        peer
          ? html`<${Later} load=${talks} plaza=${plaza} peer=${peer} onPeer=${onPeer}
              room=${html`<p class="empty" role="status">${T('loading')}</p>`} />`
          : html`<${FloorTalk} plaza=${plaza} />`
      }
      ${model.account && html`<${Told} key=${model.account} account=${model.account} />`}
    </div>`;
}

/**
 * Who may read what is written here: said before the first word, and always there to be read again.
 * @param {{account: string}} props
 */
export function Told({ account }) {
  const key = `hiroba-told-${account}`;
  const [known, setKnown] = useState(() => localStorage.getItem(key) !== null);
  if (known) return html`<p class="hint">${T('chat_kept')}</p>`;
  const understood = () => {
    localStorage.setItem(key, '1');
    setKnown(true);
  };
  return html`<div class="notice" role="note"><p>${T('chat_told')}</p>
    <button onClick=${understood}>${T('understood')}</button></div>`;
}

/**
 * @param {string} peer
 * @param {string} name
 * @param {number} unread
 * @param {boolean} shown
 * @param {(peer: string) => void} choose
 */
const tab = (peer, name, unread, shown, choose) => html`
  <button role="tab" aria-selected=${shown} onClick=${() => choose(peer)}>${name}
    ${
      unread > 0 &&
      html`<b class="dot" aria-label=${t('unread', { count: unread })}>${unread}
      </b>`
    }</button>`;

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function FloorTalk({ plaza }) {
  const { model } = plaza;
  const said = model.lines.filter((line) => line.kind === 'floor' || line.kind === 'chime');
  if (model.plan && !model.plan.chat) return html`<p class="empty">${T('no_chat_here')}</p>`;
  return html`
    <${Lines}
      rows=${said.map((l) => ({
        own: l.account === model.account,
        name: l.name,
        text: l.kind === 'chime' ? t('chime', { name: l.text }) : l.text,
        kind: l.kind,
        ...telling(plaza, l, 'floor'),
      }))} />
    <${Typing} plaza=${plaza} place="floor" label="say_hint" max=${CHAT_MAX}
      onSay=${(/** @type {string} */ text) => plaza.ask('Say', text)} />
    <${Typing} plaza=${plaza} place="murmur" label="murmur_hint" button="murmur" max=${MURMUR_MAX}
      onSay=${(/** @type {string} */ text) => plaza.ask('Murmur', text)} />`;
}

/**
 * A line of somebody else can be brought before the supporters.
 * @param {import('../plaza.js').Plaza} plaza @param {any} line
 * @param {'floor' | 'direct' | 'call'} place
 */
export function telling(plaza, line, place) {
  const { account } = line;
  if (!account || account === plaza.model.account) return {};
  const letters = line.message ? [line.message] : [];
  return { tell: () => report(plaza, account, place, line.tick ?? 0, letters) };
}

/**
 * `shown` stands in the place of a text; a new last row, known by its `key`, is scrolled to, and
 * so it is when there is less `room`; `tell` brings a line before the supporters.
 * @param {{rows: {own: boolean, name: string, text: string, kind?: string, key?: string,
 *   shown?: any, time?: string, tell?: () => void}[], room?: boolean}} props
 */
export function Lines({ rows, room }) {
  const [picked, setPicked] = useState(-1);
  const end = useRef(/** @type {HTMLLIElement | null} */ (null));
  useEffect(
    () => end.current?.scrollIntoView({ block: 'nearest' }),
    [rows.at(-1)?.key ?? rows.length, room],
  );
  if (rows.length === 0) return html`<p class="empty">${T('chat_empty')}</p>`;
  return html`<ol class="lines">
    ${rows.map(
      (
        row,
        at,
      ) => html`<li key=${row.key} class=${row.kind === 'chime' ? 'bell' : row.own ? 'own' : ''}>
      ${!row.own && row.name && html`<b>${row.name}</b>`}${
        row.shown ?? html`<span>${row.text}</span>`
      }${row.time && html`<time>${row.time}</time>`}${
        row.tell &&
        html`<button class="quiet more" aria-expanded=${picked === at} aria-label=${t('line_more')}
          onClick=${() => setPicked(picked === at ? -1 : at)}>…</button>${
            picked === at &&
            html`<button onClick=${() => {
              row.tell?.();
              setPicked(-1);
            }}>${T('report')}</button>`
          }`
      }</li>`,
    )}
    <li ref=${end} aria-hidden="true" class="end"></li></ol>`;
}

/**
 * One line to type in. What is typed for a `place` and not sent yet is kept there.
 * @param {{plaza: import('../plaza.js').Plaza, place: string, label: string, button?: string,
 *   max: number, values?: object,
 *   onSay: (text: string) => Promise<import('../asked.js').Answer>}} props
 */
export function Typing({ plaza, place, label, button = 'say', max, values = {}, onSay }) {
  const { drafts, put } = plaza.unsent;
  const [text, setText] = useState(drafts.get(place) ?? '');
  const type = (/** @type {string} */ typed) => {
    drafts.set(place, typed);
    setText(typed);
  };
  const say = () => {
    const words = text.trim();
    if (!words) return;
    type('');
    put(place, words, async () => {
      const { reason, at_ms } = await onSay(words);
      if (reason) plaza.say(refusalText(reason, at_ms));
      return reason === '';
    });
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    event.stopPropagation();
    if (event.key === 'Enter' && !event.isComposing && event.keyCode !== 229) say();
  };
  const words = /** @type {Record<string, string>} */ (values);
  return html`<${NotSent} plaza=${plaza} place=${place} /><div class="typing">
    <span class="line"><input value=${text} maxlength=${max} aria-label=${t(label, words)}
      placeholder=${inKana(label, words)} onKeyDown=${key}
      onInput=${(/** @type {any} */ e) => type(e.target.value)} />${
        max - text.length < SHOW_LEFT &&
        html`<small aria-live="polite">${t('letters_left', { count: max - text.length })}</small>`
      }</span>
    <button class="primary" onClick=${say}>${T(button)}</button></div>`;
}

/**
 * Words that are still on their way, or did not get there.
 * @param {{plaza: import('../plaza.js').Plaza, place: string}} props
 */
function NotSent({ plaza, place }) {
  plaza.version.value;
  const { at, again, drop } = plaza.unsent;
  return at(place).map(
    (row) =>
      html`<p key=${row.key} class="not-sent" role="status"><span>${row.words}</span>${
        row.failed
          ? html`<small>${T('not_sent')}</small>
          <button onClick=${() => again(row)}>${T('send_again')}</button>
          <button class="quiet" onClick=${() => drop(row)}>${T('send_not')}</button>`
          : html`<small>${T('sending')}</small>`
      }</p>`,
  );
}
