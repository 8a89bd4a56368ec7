/** Calling a booking off: one more press, so that nobody does it by mistake. */

import { html, useState } from '../../vendor/vendor.js';
import { T, t } from '../strings.js';
import { Dialog } from './dialog.js';
import { Press } from './press.js';

/**
 * `label` names the button, `note` what the other one is told, `what` the booking it is about.
 * @param {{plaza: import('../plaza.js').Plaza, booking: string, label: string, note: string,
 *   what: string}} props
 */
export function CancelBooking({ plaza, booking, label, note, what }) {
  const [asking, setAsking] = useState(false);
  const keep = () => setAsking(false);
  return html`<button aria-label=${`${what} ${t(label)}`} onClick=${() => setAsking(true)}>
      ${T(label)}</button>
    ${
      asking &&
      html`<${Dialog} label=${t('book.cancel_sure')} kind="ask" onClose=${keep}>
      <p>${T('book.cancel_sure')}</p><p><b>${what}</b></p><p class="hint">${T(note)}</p>
      <${Press} plaza=${plaza} class="primary big" wish=${['CancelBooking', booking]}
        front onYes=${keep}>${T(label)}<//>
      <button class="big" onClick=${keep}>${T('book.keep')}</button><//>`
    }`;
}
