/** The words of letters and groups, which come with them. */

import { en } from './strings/talks_en.js';
import { ja } from './strings/talks_ja.js';
import { jaEasy } from './strings/talks_ja-easy.js';
import { addStrings } from './strings.js';

/** Called as letters are loaded, before they say anything. */
export const loadTalksStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
