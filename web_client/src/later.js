/** A part of the page that is fetched when it is first shown: most visits never need it. */

import { html, useLayoutEffect, useState } from '../vendor/vendor.js';
import { Failed } from './features/query.js';

/**
 * What was fetched before is there at once, not a picture later.
 * @type {WeakMap<() => Promise<any>, any>}
 */
const here = new WeakMap();

/**
 * Fetch a part that will soon be shown; without a line it is asked for again when it is.
 * @param {() => Promise<any>} load
 */
export const early = (load) =>
  load().then(
    (part) => void here.set(load, part),
    () => {},
  );

/**
 * @param {{load: () => Promise<any>, room?: any, [prop: string]: any}} props `load` resolves to a
 * component, which gets the other properties; `room` stands in its place until then, where
 * something that can be pressed would move otherwise
 */
export function Later({ load, room = null, ...props }) {
  const [Part, setPart] = useState(() => here.get(load));
  const [failed, setFailed] = useState(false);
  // Chromium and WebKit fetch anew what did not come, also what only that part imports.
  const bring = () => {
    setFailed(false);
    load().then(
      (part) => {
        here.set(load, part);
        setPart(() => part);
      },
      () => setFailed(true),
    );
  };
  useLayoutEffect(() => {
    if (!Part) bring();
  }, []);
  if (failed) return html`<${Failed} onAgain=${bring} />`;
  return Part ? html`<${Part} ...${props} />` : room;
}
