/** Making a survey: once it is asked, its questions stay as they are. */

import { html, useState } from '../../vendor/vendor.js';
import { momentOf } from '../days.js';
import { T, t } from '../strings.js';
import { choicesOf, missingIn } from '../surveys_draft.js';
import { Submit } from './press.js';
import { Refused, useAnswer } from './refused.js';

const MISSING = 'survey-missing';
const KINDS = ['single', 'multiple', 'scale', 'text'];
const QUESTIONS_MAX = 10;

/** @type {import('./refused.js').About} */
const ABOUT = { ends_before_it_begins: 'closes' };

const newQuestion = () => ({ kind: 'single', text: '', choices: '', needed: true });

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function SurveyForm({ plaza, onDone }) {
  const [draft, setDraft] = useState({ title: '', about: '', named: false, opens: '', closes: '' });
  const [questions, setQuestions] = useState([newQuestion()]);
  const change = (/** @type {any} */ part) => setDraft({ ...draft, ...part });
  const missing = missingIn(draft.title, questions);
  const { refused, busy, ask } = useAnswer(plaza);
  const wrongAt = (/** @type {string} */ field) =>
    html`<${Refused} refused=${refused} about=${ABOUT} field=${field} />`;
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (missing) return;
    const content = /** @type {any} */ ([
      draft.title.trim(),
      draft.about.trim(),
      draft.named,
      momentOf(draft.opens),
      momentOf(draft.closes),
      questions.map((one) => [one.kind, one.text.trim(), choicesOf(one), one.needed]),
    ]);
    if (await ask('MakeSurvey', content)) onDone();
  };
  return html`<form onSubmit=${send}>
    <label class="field"><span>${T('surveys.title')}</span><input maxlength="40" required
      value=${draft.title}
      onInput=${(/** @type {any} */ e) => change({ title: e.target.value })} /></label>
    <label class="field"><span>${T('surveys.about')}</span><textarea rows="2" maxlength="200"
      value=${draft.about}
      onInput=${(/** @type {any} */ e) => change({ about: e.target.value })}></textarea></label>
    <p class="hint">${T('readings_hint')}</p>
    <fieldset><legend>${T('surveys.names')}</legend>${[false, true].map(
      (named) => html`<label class="toggle"><input type="radio" name="named"
        checked=${draft.named === named} onChange=${() => change({ named })} />
        <span>${T(named ? 'survey.named' : 'survey.anonymous')}<small>
        ${T(named ? 'surveys.named_note' : 'surveys.anonymous_note')}</small></span></label>`,
    )}</fieldset>
    ${['opens', 'closes'].map(
      (name) => html`<label class="field"><span>${T(`surveys.${name}_at`)}</span>
        <input type="datetime-local" value=${draft[/** @type {'opens'} */ (name)]}
          onChange=${(/** @type {any} */ e) => change({ [name]: e.target.value })} /></label>`,
    )}${wrongAt('closes')}
    ${questions.map(
      (question, at) => html`<${QuestionForm} key=${at} number=${at + 1} question=${question}
        onChange=${(/** @type {any} */ part) =>
          setQuestions(questions.map((one, n) => (n === at ? { ...one, ...part } : one)))}
        onDrop=${
          questions.length > 1 ? () => setQuestions(questions.filter((_, n) => n !== at)) : null
        } />`,
    )}${wrongAt('')}
    <div class="row"><button type="button" disabled=${questions.length >= QUESTIONS_MAX}
      onClick=${() => setQuestions([...questions, newQuestion()])}>${T('surveys.more')}</button>
      <${Submit} busy=${busy} class=${missing ? 'primary lacking' : 'primary'}
        aria-describedby=${MISSING}
        aria-disabled=${busy || missing !== null || undefined}>${T('surveys.ask')}<//>
      <button type="button" onClick=${onDone}>${T('post.keep')}</button></div>
    <p class="hint" id=${MISSING} role="status">${
      missing && T(missing.key, { number: missing.number })
    }</p>
    <p class="hint">${T('surveys.fixed')}</p></form>`;
}

/**
 * @param {{number: number, question: any, onChange: (part: any) => void,
 *   onDrop: (() => void) | null}} props
 */
function QuestionForm({ number, question, onChange, onDrop }) {
  const { kind, text, choices, needed } = question;
  return html`<fieldset><legend>${T('surveys.question', { number })}</legend>
    <label class="field"><span>${T('surveys.question_text')}</span><input maxlength="80" required
      value=${text} onInput=${(/** @type {any} */ e) => onChange({ text: e.target.value })} />
    </label>
    <label class="field"><span>${T('surveys.kind')}</span>
      <select onChange=${(/** @type {any} */ e) => onChange({ kind: e.target.value })}>
        ${KINDS.map(
          (name) => html`<option value=${name} selected=${kind === name}>
            ${t(`surveys.${name}`)}</option>`,
        )}</select></label>
    ${
      kind !== 'text' &&
      html`<label class="field"><span>${T(kind === 'scale' ? 'surveys.ends' : 'surveys.choices')}
        </span><textarea rows=${kind === 'scale' ? 2 : 4} value=${choices}
        onInput=${(/** @type {any} */ e) => onChange({ choices: e.target.value })}></textarea>
        </label>`
    }
    <div class="row"><label class="toggle"><input type="checkbox" checked=${needed}
      onChange=${(/** @type {any} */ e) => onChange({ needed: e.target.checked })} />
      <span>${T('survey.needed')}</span></label>
      ${onDrop && html`<button type="button" onClick=${onDrop}>${T('surveys.less')}</button>`}
    </div></fieldset>`;
}
