/** The words of the page on which talks are read back. */

import { en, ja, jaEasy } from './strings/talks_staff.js';
import { addStrings } from './strings.js';

/** Called by the page as it is loaded, before it says anything. */
export const loadTalksStaffStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
