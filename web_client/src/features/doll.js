/** A person's doll on a page: the whole of it, or the part one looks at. */

import { html, useLayoutEffect, useRef } from '../../vendor/vendor.js';
import { DOLL, dollShapes } from '../art/doll.js';
import { svgOf } from '../art/shapes.js';

/**
 * What of the doll is looked at: x, y, width and height in its own measure.
 * @type {Record<'whole' | 'head' | 'body', [number, number, number, number]>}
 */
const FRAMES = {
  whole: [-4, -4, DOLL.width + 8, DOLL.height + 4],
  head: [3, 0, 90, 80],
  body: [14, 77, 76, 56],
};
/** @param {{look: any, role?: string, scale?: number, seen?: keyof typeof FRAMES}} props */
export function Doll({ look, role = '', scale = 1, seen = 'whole' }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  // Before the page is painted: what stands below it must not move under a finger.
  useLayoutEffect(() => {
    place.current?.replaceChildren(
      svgOf(document, dollShapes(look, 'front', role), FRAMES[seen], scale),
    );
  }, [Object.values(look).join(), role, scale]);
  return html`<span class="doll" ref=${place} aria-hidden="true"></span>`;
}
