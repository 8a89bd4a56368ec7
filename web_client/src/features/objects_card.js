/** What a thing on the floor says or opens, in large letters (T3.7). */

import { html } from '../../vendor/vendor.js';
import { Later } from '../later.js';
import { withoutReadings } from '../readings.js';
import { ownsDesk } from '../staying_model.js';
import { T, t, withReadings } from '../strings.js';
import { Dialog } from './dialog.js';

/** @typedef {import('../vocabulary_types.js').Placed} Placed */

/** Kinds that are read when they are pressed; others are walked to. */
const READ = new Set(['sign', 'signpost', 'blackboard', 'poster', 'own_desk']);
const viewer = () => import('./viewer.js').then((module) => module.Viewer);

/** Kinds whose target is opened: an address, a survey, or an upload over the whole screen. */
const OPENED = new Set(['link', 'document', 'picture', 'survey_box']);
/** Kinds that open something of their own, whatever is written on them. */
const BOARDS = new Set(['notice_board', 'whiteboard_stand']);
/** What is not written on them is said by their kind. */
const CALLED = /** @type {Record<string, string>} */ ({
  document: 'viewer.document',
  picture: 'viewer.picture',
  survey_box: 'survey',
});

/**
 * Whether pressing an object opens something.
 * @param {Placed} object @param {import('../model.js').Model} model
 */
export function tells(object, model) {
  if (object.kind === 'own_desk' && ownsDesk(model)) return true;
  return READ.has(object.kind)
    ? object.text !== ''
    : BOARDS.has(object.kind) || (OPENED.has(object.kind) && Boolean(object.target));
}

/**
 * The key of the word for what an object is, if that has to be said, and what is written on it.
 * @param {Placed} object @returns {[string, string]}
 */
function partsOf({ kind, text }) {
  // A board says where it hangs, and not that it is one.
  if (kind === 'notice_board') return ['board', text];
  if (kind === 'whiteboard_stand') return ['whiteboard', text];
  return text ? ['', text] : [CALLED[kind] ?? '', ''];
}

/** What an object is called. @param {Placed} object */
export function calledOf(object) {
  const [key, text] = partsOf(object);
  return [key && t(key), withoutReadings(text)].filter(Boolean).join(' ');
}

/** The same to be read, with furigana. @param {{object: Placed}} props */
export function Called({ object }) {
  const [key, text] = partsOf(object);
  return [key && T(key), key && text && ' ', withReadings(text)];
}

/** @param {{object: Placed, onDone: () => void}} props */
export function ObjectCard({ object, onDone }) {
  if (object.kind === 'document' || object.kind === 'picture')
    return html`<${Later} key=${object.target} load=${viewer} object=${object} onDone=${onDone} />`;
  return html`<${Dialog} label=${t('object_card')} kind="told" onClose=${onDone}>
      ${object.text && html`<p class="words">${withReadings(object.text)}</p>`}
      ${object.kind === 'link' && html`<${Leaving} address=${object.target ?? ''} />`}
      <button class="big" autofocus onClick=${onDone}>${T('close')}</button><//>`;
}

/** Says where one would go before one goes. @param {{address: string}} props */
function Leaving({ address }) {
  const { host } = new URL(address);
  return html`<p>${T('leaving_to')}</p><p class="host">${host}</p>
    <a class="button primary big" href=${address} target="_blank"
      rel="noopener noreferrer">${T('leaving_open')}</a>`;
}
