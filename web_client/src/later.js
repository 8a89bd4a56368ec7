/** A part of the page that is fetched when it is first shown: most visits never need it. */

import { html, useEffect, useState } from '../vendor/vendor.js';
import { Failed } from './features/query.js';

/**
 * @param {{load: () => Promise<any>, [prop: string]: any}} props `load` resolves to a component,
 * which gets the other properties
 */
export function Later({ load, ...props }) {
  const [Part, setPart] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(false);
  const bring = () => {
    setFailed(false);
    load().then(
      (part) => setPart(() => part),
      () => setFailed(true),
    );
  };
  useEffect(bring, []);
  if (failed) return html`<${Failed} onAgain=${bring} />`;
  return Part && html`<${Part} ...${props} />`;
}
