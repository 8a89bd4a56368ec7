/** Answering a survey: first what becomes of the answers, then the questions (T3.8). */

import { html, useState } from '../../vendor/vendor.js';
import { withoutReadings } from '../readings.js';
import { dayAndTime, T, t, withReadings } from '../strings.js';
import { Dialog } from './dialog.js';
import { Submit } from './press.js';
import { NotYet, useQuery } from './query.js';
import { Refused, useAnswer } from './refused.js';

const SCALE = [0, 1, 2, 3, 4];
const TEXT_MAX = 240;
/** One that there is no more. */
const GONE = { closed: true };

/** @typedef {{chosen: number[], text: string}} Answer */

/**
 * @param {{plaza: import('../plaza.js').Plaza, survey: string, onDone: () => void}} props
 */
export function SurveyCard({ plaza, survey, onDone }) {
  const query = useQuery(`/api/survey?survey=${survey}`);
  const asked = query.found ?? (query.status >= 400 && query.status < 500 ? GONE : null);
  const [sent, setSent] = useState(false);
  plaza.version.value;
  const told = asked && saidInstead(asked, sent);
  return html`<${Dialog} label=${withoutReadings(asked?.title ?? t('survey'))} kind="survey"
    onClose=${onDone}>
    ${!asked && html`<${NotYet} query=${query} />`}
    ${told && html`<h2>${withReadings(asked.title ?? '')}</h2><p class="big-words">${T(told)}</p>`}
    ${
      asked &&
      !told &&
      html`<${Questions} plaza=${plaza} asked=${asked} onSent=${() => setSent(true)} />`
    }
    <button class="big" onClick=${onDone}>${T('close')}</button><//>`;
}

/** @param {any} asked @param {boolean} taken */
function saidInstead(asked, taken) {
  if (taken) return 'survey.thanks';
  if (asked.closed) return 'refused.survey_closed';
  return asked.answered ? 'refused.already_answered' : '';
}

/** @param {{plaza: import('../plaza.js').Plaza, asked: any, onSent: () => void}} props */
function Questions({ plaza, asked, onSent }) {
  const [answers, setAnswers] = useState(() =>
    asked.questions.map(() => /** @type {Answer} */ ({ chosen: [], text: '' })),
  );
  const mayAnswer = plaza.model.role === 'pupil';
  const missing = asked.questions.some(
    (/** @type {any} */ question, /** @type {number} */ at) =>
      question.needed && answers[at].chosen.length === 0 && !answers[at].text.trim(),
  );
  const { refused, busy, ask } = useAnswer(plaza);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const rows = answers.map((/** @type {Answer} */ { chosen, text }) => [chosen, text]);
    if (await ask('AnswerSurvey', asked.survey, rows)) onSent();
  };
  return html`<form onSubmit=${send}>
    <h2>${withReadings(asked.title)}</h2>
    ${asked.about && html`<p class="words">${withReadings(asked.about)}</p>`}
    <p class=${asked.named ? 'promise named' : 'promise'}>
      <b>${T(asked.named ? 'survey.named' : 'survey.anonymous')}</b>
      ${T(asked.named ? 'survey.named_told' : 'survey.anonymous_told')}</p>
    ${
      asked.closes_ms > 0 &&
      html`<p class="hint">${T('survey.until', { time: dayAndTime(asked.closes_ms) })}</p>`
    }
    ${asked.questions.map(
      (/** @type {any} */ question, /** @type {number} */ at) => html`<${Question} key=${at}
        number=${at} question=${question} answer=${answers[at]}
        onChange=${(/** @type {Answer} */ answer) =>
          setAnswers(
            answers.map((/** @type {Answer} */ o, /** @type {number} */ n) =>
              n === at ? answer : o,
            ),
          )} />`,
    )}
    ${
      mayAnswer
        ? html`<${Refused} refused=${refused} about=${{}} />
          <${Submit} busy=${busy} class="primary big" disabled=${missing}>
            ${T('survey.send')}<//>
          ${missing && html`<p class="hint">${T('refused.answer_missing')}</p>`}`
        : html`<p class="hint">${T('survey.pupils_answer')}</p>`
    }</form>`;
}

/**
 * @param {{number: number, question: any, answer: Answer, onChange: (answer: Answer) => void}}
 * props
 */
function Question({ number, question, answer, onChange }) {
  const { kind, choices, needed } = question;
  const single = kind !== 'multiple';
  const options =
    kind === 'scale'
      ? SCALE
      : choices.map((/** @type {string} */ _, /** @type {number} */ at) => at);
  const choose = (/** @type {number} */ at, /** @type {boolean} */ on) => {
    const others = single ? [] : answer.chosen.filter((one) => one !== at);
    onChange({ chosen: on ? [...others, at] : others, text: '' });
  };
  return html`<fieldset class=${kind === 'scale' ? 'question scale' : 'question'}>
    <legend>${withReadings(question.text)} ${
      needed && html`<small>${T('survey.needed')}</small>`
    }</legend>
    ${
      kind === 'text' &&
      html`<textarea rows="3" maxlength=${TEXT_MAX} aria-label=${withoutReadings(question.text)}
        value=${answer.text}
        onInput=${(/** @type {any} */ e) => onChange({ chosen: [], text: e.target.value })}>
        </textarea>`
    }
    ${kind === 'scale' && choices.length > 0 && html`<span>${withReadings(choices[0])}</span>`}
    ${
      kind !== 'text' &&
      options.map(
        (/** @type {number} */ at) => html`<label class="toggle"><input
          type=${single ? 'radio' : 'checkbox'} name=${`question-${number}`}
          checked=${answer.chosen.includes(at)}
          onChange=${(/** @type {any} */ e) => choose(at, e.target.checked)} /><span>
          ${kind === 'scale' ? at + 1 : withReadings(choices[at])}</span></label>`,
      )
    }
    ${
      kind === 'scale' && choices.length > 0 && html`<span>${withReadings(choices[1] ?? '')}</span>`
    }
    ${
      single &&
      kind !== 'text' &&
      !needed &&
      answer.chosen.length > 0 &&
      html`<button type="button" class="quiet" onClick=${() => onChange({ chosen: [], text: '' })}>
        ${T('survey.no_answer')}</button>`
    }</fieldset>`;
}
