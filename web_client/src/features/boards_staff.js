/** The page of those who write on the board: what hangs, what will, what has hung (T3.8). */

import { html, useState } from '../../vendor/vendor.js';
import { dateOf, dayIn, dayOf, dayText } from '../days.js';
import { fromTo, T, t, titleOf } from '../strings.js';
import { Submit, Sure } from './press.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';
import { StaffHeader } from './staff_header.js';

const NEW = {
  post: '',
  title: '',
  yomi: '',
  text: '',
  from_day: 0,
  until_day: 0,
  event_day: 0,
  pinned: false,
};

/** @type {import('./refused.js').About} */
const ABOUT = {
  text_empty: 'title',
  yomi_not_hiragana: 'yomi',
  ends_before_it_begins: 'until_day',
};

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function BoardPage({ plaza, onDone }) {
  const [editing, setEditing] = useState(/** @type {any} */ (null));
  plaza.version.value;
  const { version } = plaza.model.posts;
  const query = useQuery('/api/posts', { version });
  const posts = /** @type {any[] | null} */ (query.found);
  return html`<aside class="panel left" aria-label=${t('staff.board')}>
    <${StaffHeader} page="board" onDone=${onDone} />
    ${
      editing
        ? html`<${Writing} key=${editing.post} plaza=${plaza} post=${editing}
            onDone=${() => setEditing(null)} />`
        : html`<button class="primary wide" onClick=${() => setEditing(NEW)}>
            ${T('post.write')}</button>`
    }
    <${NotYet} query=${query} />
    ${posts?.length === 0 && !editing && html`<p class="empty">${T('post.none')}</p>`}
    <ul class="all">${posts?.map(
      (post) => html`<${Row} key=${post.post} plaza=${plaza} post=${post}
        onEdit=${() => setEditing(post)} />`,
    )}</ul></aside>`;
}

/** @param {{plaza: import('../plaza.js').Plaza, post: any, onEdit: () => void}} props */
function Row({ plaza, post, onEdit }) {
  const over = post.until_day > 0 && post.until_day < dayOf(plaza.clock.wallMs());
  const state = post.up ? 'post.up' : over ? 'post.over' : 'post.later';
  return html`<li class="sent"><p><b>${titleOf(post)}</b></p>
    <small>${T(state)}　${post.by}${post.from_day > 0 && `　${fromTo(dayText(post.from_day), '')}`}
      ${post.until_day > 0 && fromTo('', dayText(post.until_day))}</small>
    ${
      post.mine &&
      html`<div class="row"><button onClick=${onEdit}>${T('post.edit')}</button>
        <${Sure} plaza=${plaza} wish=${['DropPost', post.post]} ask="post.drop"
          sure="post.drop_sure" /></div>`
    }</li>`;
}

/** @param {{plaza: import('../plaza.js').Plaza, post: any, onDone: () => void}} props */
function Writing({ plaza, post, onDone }) {
  const [draft, setDraft] = useState(post);
  const { refused, busy, ask } = useAnswer(plaza);
  const wrongAt = (/** @type {string} */ field) =>
    html`<${Refused} refused=${refused} about=${ABOUT} field=${field} />`;
  const change = (/** @type {any} */ part) => setDraft({ ...draft, ...part });
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const content = /** @type {import('../vocabulary_types.js').PostContent} */ ([
      draft.title.trim(),
      draft.text,
      draft.from_day,
      draft.until_day,
      draft.event_day,
      draft.pinned,
    ]);
    const done = post.post
      ? await ask('EditPost', post.post, content, draft.yomi.trim(), post.version)
      : await ask('WritePost', content, draft.yomi.trim());
    if (done) onDone();
  };
  /** @param {'from_day' | 'until_day' | 'event_day'} name */
  const day = (name) => html`<label class="field"><span>${T(`post.${name}`)}</span>
    <input type="date" value=${dateOf(draft[name])}
      onChange=${(/** @type {any} */ e) => change({ [name]: dayIn(e.target.value) })} /></label>`;
  return html`<form onSubmit=${send}>
    ${
      /** @type {const} */ (['title', 'yomi']).map(
        (name) => html`<label class="field"><span>${T(`post.${name}`)}</span><input maxlength="40"
          required=${name === 'title'} value=${draft[name]}
          onInput=${(/** @type {any} */ e) => change({ [name]: e.target.value })} /></label>
        ${wrongAt(name)}`,
      )
    }
    <label class="field"><span>${T('post.text')}</span><textarea rows="6" maxlength="800"
      value=${draft.text}
      onInput=${(/** @type {any} */ e) => change({ text: e.target.value })}></textarea></label>
    <p class="hint">${T('readings_hint')}</p>
    ${day('event_day')}${day('from_day')}${day('until_day')}${wrongAt('until_day')}
    <label class="toggle"><input type="checkbox" checked=${draft.pinned}
      onChange=${(/** @type {any} */ e) => change({ pinned: e.target.checked })} /><span>
      ${T('post.pinned')}</span></label>
    ${wrongAt('')}
    <div class="row"><${Submit} busy=${busy} class="primary"
      disabled=${draft.title.trim() === ''}>${T('post.put_up')}<//>
      <button type="button" onClick=${onDone}>${T('post.keep')}</button></div></form>`;
}
