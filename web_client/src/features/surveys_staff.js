/** The page of those who ask: make a survey, close it, see how often each choice was taken. */

import { html, useState } from '../../vendor/vendor.js';
import { dayAndTime, fromTo, T, t, withReadings } from '../strings.js';
import { Sure } from './press.js';
import { NotYet, useQuery } from './query.js';
import { StaffHeader } from './staff_header.js';
import { SurveyForm } from './surveys_form.js';

const LOOK_EVERY_MS = 2000;

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function SurveysPage({ plaza, onDone }) {
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState('');
  const query = useQuery('/api/surveys', { everyMs: LOOK_EVERY_MS });
  const surveys = /** @type {any[] | null} */ (query.found);
  return html`<aside class="panel left" aria-label=${t('staff.surveys')}>
    <${StaffHeader} page="surveys" onDone=${onDone} />
    ${
      making
        ? html`<${SurveyForm} plaza=${plaza} onDone=${() => setMaking(false)} />`
        : html`<button class="primary wide" onClick=${() => setMaking(true)}>
            ${T('surveys.make')}</button>`
    }
    <${NotYet} query=${query} />
    ${surveys?.length === 0 && !making && html`<p class="empty">${T('surveys.none')}</p>`}
    <ul class="all">${surveys?.map(
      (one) => html`<li key=${one.survey} class="sent"><p><b>${withReadings(one.title)}</b></p>
        <small>${T(one.named ? 'survey.named' : 'survey.anonymous')}　${T(stateOf(one))}
          ${!one.closed && one.closes_ms > 0 && `　${fromTo('', dayAndTime(one.closes_ms))}`}</small>
        <${Deeds} plaza=${plaza} one=${one} shown=${shown === one.survey}
          onShow=${() => setShown(shown === one.survey ? '' : one.survey)} />
        ${
          shown === one.survey && html`<${Results} survey=${one.survey} count=${one.count} />`
        }</li>`,
    )}</ul></aside>`;
}

/** @param {any} one */
const stateOf = (one) =>
  one.closed ? 'surveys.closed' : one.open ? 'surveys.open' : 'surveys.later';

/**
 * @param {{plaza: import('../plaza.js').Plaza, one: any, shown: boolean, onShow: () => void}} props
 */
function Deeds({ plaza, one, shown, onShow }) {
  const list = `/api/survey-answers.csv?survey=${one.survey}`;
  return html`<div class="row"><b>${T('surveys.count', { count: one.count })}</b>
    ${
      one.readable
        ? html`<button aria-expanded=${shown} onClick=${onShow}>${T('surveys.results')}</button>`
        : html`<small>${T('surveys.sealed')}</small>`
    }
    ${
      one.readable &&
      plaza.model.role === 'admin' &&
      html`<a class="button" href=${list} download>${T('surveys.list')}</a>`
    }
    ${
      one.closed
        ? html`<${Sure} ask="surveys.drop" sure="surveys.drop_sure"
            plaza=${plaza} wish=${['DropSurvey', one.survey]} />`
        : html`<${Sure} ask="surveys.close" sure="surveys.close_sure"
            plaza=${plaza} wish=${['CloseSurvey', one.survey]} />`
    }</div>`;
}

/** @param {{survey: string, count: number}} props */
function Results({ survey, count }) {
  const query = useQuery(`/api/survey-results?survey=${survey}`, { version: count });
  const found = query.found;
  if (!found) return html`<${NotYet} query=${query} />`;
  return html`<${NotYet} query=${query} /><div class="results">${found.questions.map(
    (/** @type {any} */ question, /** @type {number} */ at) => html`<section key=${at}>
      <h3>${withReadings(question.text)}</h3><small>${T('surveys.count', {
        count: question.answered,
      })}</small>
      ${
        question.kind === 'text'
          ? html`<p class="hint">${T('surveys.texts_in_list')}</p>`
          : html`<${Bars} question=${question} />`
      }</section>`,
  )}</div>`;
}

/**
 * Each choice with its number; the bar only repeats what the number says.
 * @param {{question: any}} props
 */
function Bars({ question }) {
  const { kind, choices, counts, answered } = question;
  const label = (/** @type {number} */ at) =>
    kind === 'scale' ? [at + 1, ends(choices, at)].filter(Boolean).join(' ') : choices[at];
  return html`<ul class="bars">${counts.map(
    (/** @type {number} */ count, /** @type {number} */ at) => html`<li key=${at}>
      <span>${withReadings(String(label(at)))}</span><b>${count}</b>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="ground" width="100" height="6" />
        <rect width=${answered ? (100 * count) / answered : 0} height="6" /></svg></li>`,
  )}</ul>`;
}

/** @param {string[]} choices @param {number} at */
const ends = (choices, at) => (at === 0 ? choices[0] : at === 4 ? choices[1] : '');
