/** The board: what staff tell everybody, days to come, and surveys to answer (T3.8). */

import { html, useEffect, useLayoutEffect, useState } from '../../vendor/vendor.js';
import { dayOf, dayText } from '../days.js';
import { T, t, titleOf, withReadings } from '../strings.js';
import { NotYet, useQuery } from './query.js';
import { SurveyCard } from './surveys.js';

const TABS = /** @type {const} */ (['posts', 'days']);

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function BoardPanel({ plaza }) {
  const [tab, setTab] = useState('posts');
  const [survey, setSurvey] = useState('');
  plaza.version.value;
  const { posts, surveys } = plaza.model;
  const query = usePosts(plaza);
  const rows = query.found;
  return html`
    <div class="tabs" role="tablist">${TABS.map(
      (name) => html`<button role="tab" aria-selected=${tab === name}
        onClick=${() => setTab(name)}>${T(`board.${name}`)}</button>`,
    )}</div>
    ${
      tab === 'posts' &&
      [...surveys].map(
        ([id, title]) => html`<div key=${id} class="post asked"><small>${T('survey')}</small>
          <h3>${withReadings(title)}</h3><button class="primary" onClick=${() => setSurvey(id)}>
          ${T('survey.answer')}</button></div>`,
      )
    }
    <${NotYet} query=${query} />
    ${
      rows &&
      (tab === 'posts'
        ? html`<${Posts} rows=${rows} fresh=${posts.fresh} empty=${surveys.size === 0} />`
        : html`<${Days} rows=${rows} today=${dayOf(plaza.clock.wallMs())} />`)
    }
    ${
      survey &&
      html`<${SurveyCard} plaza=${plaza} survey=${survey} onDone=${() => setSurvey('')} />`
    }`;
}

/**
 * What hangs now; looked at, it is new no longer.
 * @param {import('../plaza.js').Plaza} plaza
 */
function usePosts(plaza) {
  const { posts } = plaza.model;
  const query = useQuery('/api/board', { version: posts.version });
  useLayoutEffect(() => {
    if (!query.found) return;
    posts.fresh = new Set([...posts.fresh, ...posts.unread]);
    if (posts.unread.size > 0) plaza.send('ReadBoard');
    plaza.version.value += 1;
  }, [query.found]);
  // What was new when the panel was opened stays marked until it is closed.
  useEffect(() => () => posts.fresh.clear(), []);
  return query;
}

/** @param {{rows: any[], fresh: Set<string>, empty: boolean}} props */
function Posts({ rows, fresh, empty }) {
  if (rows.length === 0) return empty ? html`<p class="empty">${T('board.empty')}</p>` : null;
  return html`${rows.map(
    (row) => html`<article key=${row.post} class=${row.pinned ? 'post pinned' : 'post'}>
      <small>${row.pinned && html`<b>${T('board.pinned')}</b>`}
        ${fresh.has(row.post) && html`<b class="new">${T('board.new')}</b>`}</small>
      <h3>${titleOf(row)}</h3>
      ${row.event_day > 0 && html`<p class="day">${dayText(row.event_day)}</p>`}
      ${row.text && html`<p class="words">${withReadings(row.text)}</p>`}
      <small>${row.by}　${dayText(dayOf(row.written_ms))}${
        row.edited_ms > 0 && html` (${T('board.edited')})`
      }</small></article>`,
  )}`;
}

/** Events by their day; what is over is not shown. @param {{rows: any[], today: number}} props */
function Days({ rows, today }) {
  const coming = rows
    .filter((row) => row.event_day >= today)
    .sort((one, other) => one.event_day - other.event_day);
  if (coming.length === 0) return html`<p class="empty">${T('board.no_days')}</p>`;
  const days = [...new Set(coming.map((row) => row.event_day))];
  return html`<ol class="days">${days.map(
    (day) => html`<li key=${day}><h3>${dayText(day)}</h3>
      <ul>${coming
        .filter((row) => row.event_day === day)
        .map(
          (row) => html`<li key=${row.post}><details><summary>${titleOf(row)}</summary>
            <p class="words">${withReadings(row.text || t('board.nothing_more'))}</p>
            </details></li>`,
        )}</ul></li>`,
  )}</ol>`;
}
