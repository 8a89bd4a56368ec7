/** Which survey a box on the floor opens. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { withoutReadings } from '../readings.js';
import { T, t } from '../strings.js';

/** @param {{value: string, onChange: (survey: string) => void}} props */
export function SurveyChoice({ value, onChange }) {
  const [surveys, setSurveys] = useState(/** @type {any[]} */ ([]));
  useEffect(() => {
    fetch('/api/surveys')
      .then((answer) => (answer.ok ? answer.json() : []))
      .then(setSurveys)
      .catch(() => {});
  }, []);
  return html`<label class="field"><span>${T('survey')}</span>
    <select onChange=${(/** @type {any} */ e) => onChange(e.target.value)}>
      <option value="" selected=${value === ''}>${t('surveys.no_choice')}</option>
      ${surveys.map(
        (one) => html`<option value=${one.survey} selected=${value === one.survey}>
          ${withoutReadings(one.title)}</option>`,
      )}</select></label>`;
}
