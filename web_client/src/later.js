/** A part of the page that is fetched when it is first shown: most visits never need it. */

import { html, useEffect, useState } from '../vendor/vendor.js';
import { T } from './strings.js';

/**
 * @param {{load: () => Promise<any>, [prop: string]: any}} props `load` resolves to a component,
 * which gets the other properties
 */
export function Later({ load, ...props }) {
  const [Part, setPart] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    load().then(
      (part) => setPart(() => part),
      () => setFailed(true),
    );
  }, []);
  if (failed) return html`<p class="banner" role="alert">${T('no_network')}</p>`;
  return Part && html`<${Part} ...${props} />`;
}
