/** The words of counselling, which come with its pages. */

import { en, ja, jaEasy } from './strings/counselling.js';
import { addStrings } from './strings.js';

/** Called by each page of counselling as it is loaded, before it says anything. */
export const loadCounsellingStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
