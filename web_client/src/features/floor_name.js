/** A floor's name, with its reading for whoever reads easy words. */

import { html } from '../../vendor/vendor.js';
import { language } from '../strings.js';

/** @param {{plan: {name: string, yomi: string}}} props a floor's plan, or its row in a list */
export const FloorName = ({ plan: { name, yomi } }) =>
  language.value === 'ja-easy' && yomi && yomi !== name
    ? html`<ruby>${name}<rt>${yomi}</rt></ruby>`
    : name;
