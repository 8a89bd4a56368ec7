/** A picture of ours on a page, as SVG. */

import { html, useLayoutEffect, useRef } from '../../vendor/vendor.js';
import { svgOf } from '../art/shapes.js';

/**
 * @param {{shapes: import('../art/shapes.js').Shape[], frame: [number, number, number, number],
 *   scale?: number, label?: string}} props without a label it is only an ornament
 */
export function Picture({ shapes, frame, scale = 1, label = '' }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    place.current?.replaceChildren(svgOf(document, shapes, frame, scale));
  });
  const told = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return html`<span class="drawn" ref=${place} ...${told}></span>`;
}
