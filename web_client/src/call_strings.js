/** The words of calls with sound and picture, which come with them. */

import { en } from './strings/call_en.js';
import { ja } from './strings/call_ja.js';
import { jaEasy } from './strings/call_ja-easy.js';
import { addStrings } from './strings.js';

/** Called as calls are loaded, before they say anything. */
export const loadCallStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
