/** The shelves of things to put on a floor, and the list of what stands there already. */

import { html, useLayoutEffect, useRef, useState } from '../../vendor/vendor.js';
import { furnitureShapes } from '../art/furniture.js';
import { reachOf } from '../art/reach.js';
import { svgOf } from '../art/shapes.js';
import { T, t } from '../strings.js';
import { SHELVES, sizeOf } from './objects_catalogue.js';

const PICTURE_PX = 56;

/**
 * @param {{plan: import('../plans.js').FloorPlan, kind: string,
 *   onKind: (kind: string) => void, onObject: (object: string) => void}} props
 */
export function Palette({ plan, kind, onKind, onObject }) {
  const [shelf, setShelf] = useState('telling');
  const kinds = Object.keys(SHELVES[shelf] ?? {});
  return html`<div class="palette">
    <p class="hint">${T(kind ? 'build.now_press' : 'build.choose')}</p>
    <label class="field"><span>${T('build.shelf')}</span>
      <select onChange=${(/** @type {any} */ e) => setShelf(e.target.value)}>
        ${Object.keys(SHELVES).map(
          (name) => html`<option value=${name} selected=${name === shelf}>
            ${t(`shelf.${name}`)}</option>`,
        )}</select></label>
    <ul class="kinds">${kinds.map(
      (name) => html`<li key=${name}><button aria-pressed=${kind === name}
        onClick=${() => onKind(kind === name ? '' : name)}><${Picture} kind=${name} />
        <span>${T(`kind.${name}`)}</span></button></li>`,
    )}</ul>
    <details><summary>${T('build.all_objects', { count: plan.objects.length })}</summary>
      <ul class="all">${plan.objects.map(
        (object) => html`<li key=${object.object}><button
          onClick=${() => onObject(object.object)}>${T(`kind.${object.kind}`)}
          ${object.text && html`<small>「${object.text}」</small>`}
          <small>${object.x}, ${object.y}</small></button></li>`,
      )}</ul></details>
  </div>`;
}

/** @param {{kind: string}} props */
function Picture({ kind }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const [w, h] = sizeOf(kind);
    const { rise, side } = reachOf(kind);
    const thing = { kind, x: 0, y: 0, w, h, text: '', object: `${kind}-1` };
    // A cherry tree is known by its flowers.
    const shapes = furnitureShapes(thing, 'spring');
    const [width, height] = [w * 32 + 2 * side, h * 32 + rise + 14];
    const scale = Math.min(PICTURE_PX / width, PICTURE_PX / height);
    place.current?.replaceChildren(svgOf(document, shapes, [-side, -rise, width, height], scale));
  }, [kind]);
  return html`<i class="picture" ref=${place}></i>`;
}
