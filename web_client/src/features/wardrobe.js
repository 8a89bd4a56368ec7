/** The wardrobe: every part of the doll, seen at once on oneself; あとで leaves it as it is. */

import { html, useState } from '../../vendor/vendor.js';
import * as choices from '../art/choices.js';
import { LOOK_PARTS } from '../model.js';
import { T, t } from '../strings.js';
import { Doll } from './doll.js';
import { Submit, useOnce } from './press.js';

/**
 * How many there are of each part, and the colours of those that are colours.
 * @type {Record<string, {count: number, colours: string[]}>}
 */
const PARTS = {
  hair: { count: choices.HAIR.length, colours: [] },
  hair_colour: {
    count: choices.HAIR_COLOURS.length,
    colours: choices.HAIR_COLOURS.map((c) => c[1] ?? ''),
  },
  skin: { count: choices.SKINS.length, colours: choices.SKINS.map((c) => c[1] ?? '') },
  cut: { count: choices.CUTS.length, colours: [] },
  clothes_colour: {
    count: choices.CLOTHES_COLOURS.length,
    colours: choices.CLOTHES_COLOURS.map((c) => c[1] ?? ''),
  },
  ornament: { count: choices.ORNAMENTS.length, colours: [] },
  held: { count: choices.HELD.length, colours: [] },
};
const SEEN_IN = /** @type {Record<string, 'head' | 'body'>} */ ({
  hair: 'head',
  ornament: 'head',
  cut: 'body',
  held: 'body',
});

/**
 * @param {{look: any, role: string, first: boolean, onDone: (look: any) => Promise<void>,
 *   onLater: () => Promise<void> | void}} props `first`: nothing has been chosen yet
 */
export function Wardrobe({ look, role, first, onDone, onLater }) {
  const [now, setNow] = useState(look);
  const { busy, once } = useOnce();
  return html`<div class="wardrobe">
    <div class="mirror"><${Doll} look=${now} role=${role} scale=${1.9} />
      <${Submit} busy=${busy} class="primary big" onClick=${() => once(() => onDone(now))}>
        ${T('look_done')}<//>
      <button class="quiet" aria-disabled=${busy || undefined}
        onClick=${() => once(onLater)}>${T(first ? 'later' : 'cancel')}</button></div>
    <div class="parts">${LOOK_PARTS.map(
      (part) => html`
      <fieldset key=${part}><legend>${T(`look.${part}`)}</legend>
        ${Array.from({ length: PARTS[part]?.count ?? 0 }, (_, n) => choice(part, n, now, setNow))}
          </fieldset>`,
    )}</div>
  </div>`;
}

/** @param {string} part @param {number} n @param {any} now @param {(look: any) => void} setNow */
function choice(part, n, now, setNow) {
  const colour = PARTS[part]?.colours[n];
  const look = { ...now, [part]: n };
  const seen = SEEN_IN[part] ?? 'whole';
  // Long hair would hang over what one holds and wears.
  const shown = seen === 'body' ? { ...look, hair: 0, ornament: 0 } : look;
  const label = `${t(`look.${part}`)} ${n + 1}`;
  /** @param {HTMLElement | null} element */
  const tint = (element) => {
    if (element && colour) element.style.backgroundColor = colour;
  };
  return html`<button class=${colour ? 'swatch' : 'sample'} aria-pressed=${now[part] === n}
    aria-label=${label} onClick=${() => setNow(look)}>
    ${
      colour
        ? html`<i ref=${tint}></i>`
        : html`<${Doll} look=${shown} scale=${seen === 'body' ? 0.8 : 0.68} seen=${seen} />`
    }</button>`;
}
