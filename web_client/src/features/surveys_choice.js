/** Which survey a box on the floor opens. */

import { html } from '../../vendor/vendor.js';
import { withoutReadings } from '../readings.js';
import { T, t } from '../strings.js';
import { NotYet, useQuery } from './query.js';

/** @param {{value: string, onChange: (survey: string) => void}} props */
export function SurveyChoice({ value, onChange }) {
  const query = useQuery('/api/surveys');
  const surveys = /** @type {any[]} */ (query.found ?? []);
  if (!query.found) return html`<${NotYet} query=${query} />`;
  return html`<label class="field"><span>${T('survey')}</span>
    <select onChange=${(/** @type {any} */ e) => onChange(e.target.value)}>
      <option value="" selected=${value === ''}>${t('surveys.no_choice')}</option>
      ${surveys.map(
        (one) => html`<option value=${one.survey} selected=${value === one.survey}>
          ${withoutReadings(one.title)}</option>`,
      )}</select></label>`;
}
