/** The words of stamp card, desk, garden and the day, fetched with the first of them. */

import { en } from './strings/staying_en.js';
import { ja } from './strings/staying_ja.js';
import { jaEasy } from './strings/staying_ja-easy.js';
import { addStrings } from './strings.js';

/** Called by each of these parts as it is loaded, before it says anything. */
export const loadStayingStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
