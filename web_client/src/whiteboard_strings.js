/** The words of whiteboards, which come with them. */

import { en } from './strings/whiteboard_en.js';
import { ja } from './strings/whiteboard_ja.js';
import { jaEasy } from './strings/whiteboard_ja-easy.js';
import { addStrings } from './strings.js';

/** Called as a whiteboard is loaded, before it says anything. */
export const loadWhiteboardStrings = () => addStrings({ ja, 'ja-easy': jaEasy, en });
