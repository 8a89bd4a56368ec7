/** What comes up when the time of a booked talk is near or has come: for its two people alone. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { dueBookings } from '../booking_model.js';
import { loadBookingStrings } from '../booking_strings.js';
import { clockTime, T, t } from '../strings.js';

loadBookingStrings();

/**
 * The bookings that are spoken of: the invitation itself says all that a pupil needs to know.
 * @param {import('../model.js').Model} model
 */
export const toldBookings = (model) =>
  dueBookings(model).filter(({ stage }) => stage === 'soon' || model.asking.state !== 'offered');

/**
 * @param {{plaza: import('../plaza.js').Plaza,
 *   one: import('../booking_model.js').Booking}} props
 */
export function Due({ plaza, one }) {
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
