/** How high a part of the page is, for the style sheets of what stands beside it. */

import { useLayoutEffect, useRef } from '../../vendor/vendor.js';

/**
 * Before the page is painted: what ends at that part must not move under a finger.
 * @param {string} name of the custom property, px
 * @param {number} [gapPx] to leave beside it, unless it is empty
 */
export function useHeightAs(name, gapPx = 0) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const watching = new ResizeObserver(() => {
      const height = place.current?.offsetHeight ?? 0;
      style.setProperty(name, `${height && height + gapPx}px`);
    });
    if (place.current) watching.observe(place.current);
    return () => {
      watching.disconnect();
      style.removeProperty(name);
    };
  }, []);
  return place;
}
