/** The words of booking, which come with its pages. */

import { en, ja, jaEasy } from './strings/booking.js';
import { addStrings } from './strings.js';

/** Called by each page of booking as it is loaded, before it says anything. */
export const loadBookingStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
