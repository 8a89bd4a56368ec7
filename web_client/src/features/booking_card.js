/** What comes up when the time of a booked talk is near or has come: for its two people alone. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { dueBookings } from '../booking_model.js';
import { loadBookingStrings } from '../booking_strings.js';
import { clockTime, T, t } from '../strings.js';

loadBookingStrings();

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function BookedTalks({ plaza }) {
  plaza.version.value;
  const { model } = plaza;
  // The invitation itself says all that a pupil needs to know.
  const due = dueBookings(model).filter(
    ({ stage }) => stage === 'soon' || model.asking.state !== 'offered',
  );
  return html`${due.map((one) => html`<${Due} key=${one.booking} plaza=${plaza} one=${one} />`)}`;
}

/**
 * @param {{plaza: import('../plaza.js').Plaza,
 *   one: import('../booking_model.js').Booking}} props
 */
function Due({ plaza, one }) {
  const name = one.account === plaza.model.account ? one.to_name : one.name;
  const values = { name, time: clockTime(one.at_ms) };
  const [put, setPut] = useState('');
  const key = one.stage === 'soon' ? 'book.soon' : 'book.due';
  useEffect(() => {
    plaza.news.value = t(key, values);
  }, [key]);
  if (put === key) return null;
  return html`<section class="own-help private booked"><${Icon} name="counsel" />
    <p>${T(key, values)}</p>
    <button class="quiet" aria-label=${t('close')} onClick=${() => setPut(key)}><${Icon}
      name="close" /></button></section>`;
}
