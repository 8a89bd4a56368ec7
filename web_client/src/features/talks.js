/** Letters: the list of one's talks, and one of them, with words and stamps (T2.2.b). */

import { html, useEffect, useLayoutEffect, useState } from '../../vendor/vendor.js';
import { STAMP_NUMBERS, Stamp } from '../art/stamps.js';
import { conversation, merged } from '../chatting_model.js';
import { fetched } from '../query.js';
import { clockTime, language, T, t } from '../strings.js';
import { loadTalksStrings } from '../talks_strings.js';
import { useArrival } from './arrival.js';
import { Lines, Typing, telling } from './chat.js';
import { GroupCard, NewGroup } from './groups.js';
import { Failed, NotYet, useQuery } from './query.js';

loadTalksStrings();

const CHAT_MAX = 200;
const PAGE = 50;
const NEW = 'new';

/** @typedef {import('../chatting_model.js').Letter} Letter */

/**
 * `peer` is the talk that is open, anything else the list.
 * @param {{plaza: import('../plaza.js').Plaza, peer: string, onPeer: (peer: string) => void}} props
 */
export function Talks({ plaza, peer, onPeer }) {
  plaza.version.value;
  const back = () => onPeer('talks');
  if (peer === NEW) return html`<${NewGroup} plaza=${plaza} onDone=${back} />`;
  if (plaza.model.conversations.has(peer))
    return html`<${Talk} key=${peer} plaza=${plaza} peer=${peer} onBack=${back} />`;
  return html`<${TalkList} plaza=${plaza} onPeer=${onPeer} />`;
}

/** @param {{plaza: import('../plaza.js').Plaza, onPeer: (peer: string) => void}} props */
function TalkList({ plaza, onPeer }) {
  const [last, setLast] = useState(/** @type {Map<string, Letter> | null} */ (null));
  const { model } = plaza;
  const query = useQuery('/api/conversations');
  useLayoutEffect(() => {
    const rows = /** @type {any[] | null} */ (query.found);
    if (!rows) return;
    for (const row of rows) conversation(model, row.talk, row.name).name = row.name;
    setLast(new Map(rows.map((row) => [row.talk, row.last])));
  }, [query.found]);
  plaza.version.value;
  const talks = [...model.conversations]
    .map(([id, talk]) => ({ id, talk, letter: talk.messages.at(-1) ?? last?.get(id) ?? null }))
    .sort((one, other) => (other.letter?.sent_ms ?? 0) - (one.letter?.sent_ms ?? 0));
  // In one piece: their order, and what stands above them, change with the answer. After it the
  // latest stays where it was: a row does not go from under a finger.
  const shown = last || query.failed ? talks : [];
  const order = useArrival(shown.map(({ id }) => id));
  return html`<div class="talks">
    <button class="wide" onClick=${() => onPeer(NEW)}>${T('group_new')}</button>
    <${NotYet} query=${query} />
    ${last && talks.length === 0 && html`<p class="empty">${T('talk_none')}</p>`}
    <ul>${shown
      .toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
      .map(
        ({ id, talk, letter }) => html`<li key=${id}><button onClick=${() => onPeer(id)}>
        <span class="who"><b>${nameOfTalk(talk)}</b>${
          letter && html`<small>${letter.stamp ? t(`stamp.${letter.stamp}`) : letter.text}</small>`
        }</span>
        ${letter && html`<time>${shortTime(letter.sent_ms)}</time>`}
        ${
          talk.unread > 0 &&
          html`<b class="dot" aria-label=${t('unread', { count: talk.unread })}>${talk.unread}</b>`
        }</button></li>`,
      )}</ul></div>`;
}

/** A group whose name was erased is called by its members. @param {any} talk */
const nameOfTalk = ({ name, group }) =>
  name ||
  [...(group?.members.values() ?? [])].map((/** @type {any} */ one) => one.name).join('・') ||
  t('group_no_name');

/** The hour of today, the day of before. @param {number} ms */
function shortTime(ms) {
  const day = (/** @type {number} */ at) =>
    new Intl.DateTimeFormat(language.value === 'en' ? 'en' : 'ja-JP', {
      timeZone: 'Asia/Tokyo',
      month: 'numeric',
      day: 'numeric',
    }).format(at);
  return day(ms) === day(Date.now()) ? clockTime(ms) : day(ms);
}

/** @param {{plaza: import('../plaza.js').Plaza, peer: string, onBack: () => void}} props */
function Talk({ plaza, peer, onBack }) {
  const [more, setMore] = useState(false);
  const [unread, setUnread] = useState(/** @type {string | null} */ (null));
  const [stamps, setStamps] = useState(false);
  const [card, setCard] = useState(false);
  plaza.version.value;
  const { model } = plaza;
  const talk = conversation(model, peer, '');
  const name = nameOfTalk(talk);
  const older = async (/** @type {string} */ before) => {
    setUnread(null);
    const answer = await fetched(`/api/conversation?with=${peer}&before=${before}`);
    if (!answer.ok) return setUnread(before);
    const rows = answer.found;
    talk.messages = merged(talk.messages, rows);
    setMore(rows.length === PAGE);
    plaza.version.value += 1;
  };
  useEffect(() => void older(''), [peer]);
  useEffect(() => {
    if (talk.unread > 0) plaza.send('MarkRead', peer);
  }, [peer, talk.unread]);
  const send = (/** @type {number} */ number) => {
    plaza.send('StampTo', peer, number);
    setStamps(false);
  };
  const rows = talk.messages.map((letter) => ({
    key: letter.message,
    own: letter.account === model.account,
    name: letter.name || talk.name,
    text: letter.text,
    shown: letter.stamp ? html`<${Stamp} number=${letter.stamp} />` : null,
    time: shortTime(letter.sent_ms),
    ...telling(plaza, letter, 'direct'),
  }));
  return html`<div class="talk">
    <div class="talk-head"><button class="quiet" onClick=${onBack}>‹ ${T('talk_back')}</button>
      <h3>${name}</h3>
      ${
        talk.group &&
        html`<button class="quiet" aria-expanded=${card} onClick=${() => setCard(!card)}>
        ${T('group_members', { count: talk.group.members.size })}</button>`
      }</div>
    ${
      card && talk.group
        ? html`<${GroupCard} plaza=${plaza} id=${peer} talk=${talk} onLeft=${onBack} />`
        : html`
    ${unread !== null && html`<${Failed} onAgain=${() => older(unread)} />`}
    ${
      more &&
      html`<button class="older" onClick=${() => older(talk.messages[0]?.message ?? '')}>
      ${T('talk_older')}</button>`
    }
    <${Lines} rows=${rows} room=${stamps} />
    ${
      stamps &&
      html`<div class="stamps" role="group" aria-label=${t('stamps')}>${STAMP_NUMBERS.map(
        (number) => html`<button key=${number} onClick=${() => send(number)}>
        <${Stamp} number=${number} /></button>`,
      )}</div>`
    }
    <button class="with-stamps" aria-expanded=${stamps}
      onClick=${() => setStamps(!stamps)}>☺ ${T('stamp')}</button>
    <${Typing} plaza=${plaza} place=${`talk ${peer}`} values=${{ name }}
      label=${talk.group ? 'group_hint' : 'direct_hint'} max=${CHAT_MAX}
      onSay=${(/** @type {string} */ text) => plaza.ask('SayTo', peer, text)} />`
    }</div>`;
}
