/** The words of the page that names counsellors. */

import { en, ja, jaEasy } from './strings/counsellors.js';
import { addStrings } from './strings.js';

/** Called by the page as it is loaded, before it says anything. */
export const loadCounsellorsStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
