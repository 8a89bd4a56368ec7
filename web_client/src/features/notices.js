/** Notices of the staff, calmly over the floor until one has read them (T2.2.a). */

import { html, useEffect } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { withoutReadings } from '../readings.js';
import { T, t, withReadings } from '../strings.js';

/** @param {{plaza: import('../plaza.js').Plaza, notice: string, text: string}} props */
export function Notice({ plaza, notice, text }) {
  // The sender learns whom it reached: that it stands on a screen, nothing more.
  useEffect(() => {
    plaza.send('SeeNotice', notice);
  }, []);
  const close = () => {
    plaza.model.notices.delete(notice);
    plaza.send('CloseNotice', notice);
    plaza.version.value += 1;
  };
  return html`<div class="banner news" role="alert"><${Icon} name="notices" />
    <p>${withReadings(text)}</p><button
    aria-label=${`${t('notice_close')} ${withoutReadings(text)}`} onClick=${close}>
    ${T('notice_close')}</button></div>`;
}
