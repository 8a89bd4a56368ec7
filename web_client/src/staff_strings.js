/** The words of staff pages, beside those that everybody loads. */

import { en } from './strings/staff_en.js';
import { ja } from './strings/staff_ja.js';
import { jaEasy } from './strings/staff_ja-easy.js';
import { addStrings } from './strings.js';

/** Called by each staff page as it is loaded, before it says anything. */
export const loadStaffStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
