/** The name of a place, with its reading for whoever reads easy words. */

import { readable, withRuby } from '../strings.js';

/** @param {{plan: {name: string, yomi?: string}}} props a floor, a zone, or its row in a list */
export const FloorName = ({ plan }) => withRuby(readable(plan));
