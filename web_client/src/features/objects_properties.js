/** What one object says, opens and measures. */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { T, t } from '../strings.js';
import { WITH_TARGET, WITH_TEXT, WITH_UPLOAD } from './objects_catalogue.js';
import { Refused } from './refused.js';
import { SurveyChoice } from './surveys_choice.js';
import { UploadField } from './uploads.js';

/** @type {import('./refused.js').About} */
const ABOUT = {
  link_not_https: 'target',
  no_such_upload: 'upload',
  upload_is_no_picture: 'upload',
  no_such_survey: 'survey',
};

/**
 * @param {{plaza: import('../plaza.js').Plaza, object: import('../vocabulary_types.js').Placed,
 *   edit: import('./objects_edit.js').Edit, onDone: () => void}} props
 */
export function Properties({ plaza, object, edit, onDone }) {
  const [text, setText] = useState(object.text);
  const [target, setTarget] = useState(object.target ?? '');
  const unsaved = text !== object.text || target !== (object.target ?? '');
  const typed = useRef(unsaved);
  typed.current = unsaved;
  useEffect(() => {
    const floor = plaza.model.plan?.floor;
    return () => {
      // What is typed vanishes with the thing that it is about.
      const here = plaza.model.plan?.floor === floor;
      if (typed.current && here && edit.isLost(object.object)) plaza.say(t('refused.part_is_gone'));
    };
  }, []);
  const badLink = WITH_TARGET.has(object.kind) && target !== '' && !isHttps(target);
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (unsaved && !badLink) edit.change(['write_object', object.object, text, target]);
  };
  /** @param {string} upload */
  const hang = (upload) => {
    setTarget(upload);
    edit.change(['write_object', object.object, object.text, upload]);
  };
  const written = edit.refused?.wish === 'write_object' && edit.refused.part === object.object;
  const wrongAt = (/** @type {string} */ field) =>
    written && html`<${Refused} refused=${edit.refused} about=${ABOUT} field=${field} />`;
  return html`<form class="properties" onSubmit=${save}>
    <h3>${T(`kind.${object.kind}`)}</h3>
    ${
      WITH_TEXT.has(object.kind) &&
      html`<label class="field"><span>${T('build.text')}</span>
        <textarea maxlength="200" rows="3" value=${text}
          onInput=${(/** @type {any} */ e) => setText(e.target.value)}></textarea></label>
        <p class="hint">${T('readings_hint')}</p>`
    }
    ${
      WITH_TARGET.has(object.kind) &&
      html`<label class="field"><span>${T('build.target')}</span>
        <input type="url" maxlength="300" placeholder="https://" value=${target}
          aria-invalid=${badLink}
          onInput=${(/** @type {any} */ e) => setTarget(e.target.value.trim())} />
        ${badLink && html`<small class="wrong">${T('refused.link_not_https')}</small>`}</label>
        ${wrongAt('target')}`
    }
    ${
      WITH_UPLOAD.has(object.kind) &&
      html`<${UploadField} kind=${object.kind} target=${target} onRemove=${edit.removeUpload}
        onChoose=${hang} />${wrongAt('upload')}`
    }
    ${
      object.kind === 'survey_box' &&
      html`<${SurveyChoice} value=${target} onChange=${setTarget} />${wrongAt('survey')}`
    }
    ${wrongAt('')}
    ${
      WITH_TEXT.has(object.kind) &&
      html`<button class="primary wide" disabled=${!unsaved || badLink}>
        ${T('build.write')}</button>`
    }
    <div class="row sizes">
      <${Steps} name="build.width" value=${object.w}
        onStep=${(/** @type {number} */ by) => edit.grow(object, by, 0)} />
      <${Steps} name="build.depth" value=${object.h}
        onStep=${(/** @type {number} */ by) => edit.grow(object, 0, by)} />
    </div>
    <div class="row">
      <button type="button" onClick=${() => edit.turn(object)}>${T('build.turn')}</button>
      <button type="button" class="danger" onClick=${() =>
        edit.drop(object).then((done) => done && onDone())}>${T('build.remove')}</button>
      <button type="button" onClick=${onDone}>${T('build.done')}</button>
    </div>
    <p class="hint">${T('build.keys')}</p>
  </form>`;
}

/** @param {{name: string, value: number, onStep: (by: number) => void}} props */
export function Steps({ name, value, onStep }) {
  return html`<div class="steps" role="group" aria-label=${t(name)}><span>${T(name)}</span>
    <button type="button" aria-label=${`${t(name)} −`} disabled=${value <= 1}
      onClick=${() => onStep(-1)}>−</button><b>${value}</b>
    <button type="button" aria-label=${`${t(name)} ＋`}
      onClick=${() => onStep(1)}>＋</button></div>`;
}

/** @param {string} text */
const isHttps = (text) =>
  /^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?([/?#]\S*)?$/i.test(text);
