/** Another talk in the same place: its people by name, and one press to go over to them. */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { loadCallStrings } from '../call_strings.js';
import { nameOf } from '../model.js';
import { T } from '../strings.js';

loadCallStrings();

/** Who only passes by is not worth a word. @param {{plaza: import('../plaza.js').Plaza}} props */
export function Beside({ plaza }) {
  const [, again] = useState(0);
  plaza.version.value;
  const { model } = plaza;
  const tick = plaza.clock.tick();
  const next = Math.min(...[...model.beside.values()].filter((from) => from > tick));
  useEffect(() => {
    if (next === Infinity) return undefined;
    return plaza.clock.reaches(next, () => again(next));
  }, [next]);
  const here = [...model.beside].filter(([, from]) => from <= tick).map(([account]) => account);
  if (here.length === 0) return null;
  const name = here.map((account) => nameOf(model, account)).join('・');
  return html`<div class="beside" role="status"><p>${T('call.beside', { name })}</p>
    <button class="wide" onClick=${() => plaza.send('GoOver', here[0] ?? '')}>
      ${T('call.go_over')}</button>
    <p class="hint">${T('call.go_over_note')}</p></div>`;
}
