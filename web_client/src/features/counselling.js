/** A pupil's own way to a private talk: that one asked, or by whom one is invited. */

import { html } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { loadCounsellingStrings } from '../counselling_strings.js';
import { T, t } from '../strings.js';
import { Press, useOnce } from './press.js';

loadCounsellingStrings();

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function Asking({ plaza }) {
  plaza.version.value;
  const one = useOnce();
  const { state, name } = plaza.model.asking;
  if (state === 'asked')
    return html`<section class="own-help private" role="status"><${Icon} name="counsel" />
      <p>${T('counsel.asked')}</p><${Press} plaza=${plaza} wish=${['TakeAskingBack']}>
      ${T('counsel.take_back')}<//></section>`;
  if (state !== 'offered') return null;
  return html`<section class="knock private" role="alertdialog"
    aria-label=${t('counsel.offered', { name })}>
    <p><${Icon} name="counsel" /> ${T('counsel.offered', { name })}</p>
    <p class="hint">${T('counsel.offered_note')}</p>
    <div class="acts"><${Press} plaza=${plaza} one=${one} class="primary"
      wish=${['AnswerOffer', true]}>
      ${T('counsel.open')}<//>
    <${Press} plaza=${plaza} one=${one} wish=${['AnswerOffer', false]}>${T('counsel.not_now')}<//>
    </div></section>`;
}

/**
 * The other way to ask for somebody, beside calling for help.
 * @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props
 */
export function AskInPrivate({ plaza, onDone }) {
  const { asking, role } = plaza.model;
  if (role !== 'pupil' || asking.state !== 'none') return null;
  return html`<div class="in-private"><${Press} plaza=${plaza} class="big" front onYes=${onDone}
    wish=${['AskForCounselling']}><${Icon} name="counsel" /> <span>${T('counsel.ask')}</span><//>
    <p class="hint">${T('counsel.ask_note')}</p></div>`;
}
