/** Zones, doors and places to arrive: boxes on the ground, edited as numbers beside the floor. */

import { html, useState } from '../../vendor/vendor.js';
import { T, t } from '../strings.js';
import { Told } from './objects_edit.js';
import { Steps } from './objects_properties.js';

/** @param {{plaza: import('../plaza.js').Plaza, edit: import('./objects_edit.js').Edit}} props */
export function PlacesForm({ plaza, edit }) {
  plaza.version.value;
  const { plan, floors } = plaza.model;
  if (!plan) return null;
  const [cx, cy] = middleOf(plaza);
  const free = (/** @type {string} */ kind) => `${kind}-${Math.floor(Math.random() * 1_000_000)}`;
  const others = [...floors].filter(([floor]) => floor !== plan.floor);
  const addZone = () =>
    edit.change([
      'put_zone',
      { zone: free('zone'), name: t('build.new_zone'), x: cx, y: cy, w: 8, h: 6 },
    ]);
  const addDoor = () =>
    edit.change([
      'put_door',
      {
        ...{ door: free('door'), x: cx, y: Math.max(0, plan.wall - 1), w: 4, h: 1 },
        ...{ to_floor: others[0]?.[0] ?? plan.floor, to_door: 'front' },
      },
    ]);
  return html`<div class="places">
    <h3>${T('build.zones')}</h3>
    ${plan.zones.map((zone) => html`<${ZoneForm} key=${zone.zone} zone=${zone} edit=${edit} />`)}
    <button class="wide" onClick=${addZone}>${T('build.add_zone')}</button>
    <h3>${T('build.doors')}</h3>
    ${plan.doors.map(
      (door) => html`<fieldset key=${door.door}>
        <label class="field"><span>${T('build.leads_to')}</span>
          <select onChange=${(/** @type {any} */ e) =>
            edit.change(['put_door', { ...door, to_floor: e.target.value }])}>
            ${others.map(
              ([floor, { name }]) => html`<option value=${floor}
                selected=${floor === door.to_floor}>${name}</option>`,
            )}</select></label>
        <${Box} box=${door} onChange=${(/** @type {any} */ box) =>
          edit.change(['put_door', { ...door, ...box }])} />
        <${Told} edit=${edit} part=${door.door} />
        <button class="danger" onClick=${() => edit.change(['drop_door', door.door])}>
          ${T('build.remove')}</button></fieldset>`,
    )}
    <button class="wide" disabled=${others.length === 0} onClick=${addDoor}>${T('build.add_door')}
      </button>
    <h3>${T('build.arrivals')}</h3>
    ${plan.arrivals.map(
      (area, at) => html`<fieldset key=${at}><${Box} box=${area}
        onChange=${(/** @type {any} */ box) =>
          edit.change(['set_arrivals', plan.arrivals.with(at, box)])} />
        ${
          plan.arrivals.length > 1 &&
          html`<button class="danger" onClick=${() =>
            edit.change(['set_arrivals', plan.arrivals.toSpliced(at, 1)])}>
            ${T('build.remove')}</button>`
        }</fieldset>`,
    )}
    <${Told} edit=${edit} part="arrivals" />
    <button class="wide" onClick=${() =>
      edit.change(['set_arrivals', [...plan.arrivals, { x: cx, y: cy, w: 4, h: 3 }]])}>
      ${T('build.add_arrival')}</button>
  </div>`;
}

/**
 * @param {{zone: import('../vocabulary_types.js').Zone,
 *   edit: import('./objects_edit.js').Edit}} props
 */
function ZoneForm({ zone, edit }) {
  const [typed, setTyped] = useState({ name: zone.name, yomi: zone.yomi ?? '' });
  const put = (/** @type {object} */ fields) => edit.change(['put_zone', { ...zone, ...fields }]);
  const say = () => {
    const [name, yomi] = [typed.name.trim(), typed.yomi.trim()];
    if (name && (name !== zone.name || yomi !== (zone.yomi ?? ''))) put({ name, yomi });
  };
  return html`<fieldset>
    ${
      /** @type {const} */ (['name', 'yomi']).map(
        (field) => html`<label class="field"><span>${T(`build.${field}`)}</span>
          <input maxlength="40" value=${typed[field]}
            onInput=${(/** @type {any} */ e) => setTyped({ ...typed, [field]: e.target.value })}
            onChange=${say} /></label>`,
      )
    }
    <${Told} edit=${edit} part=${zone.zone} />
    <${Box} box=${zone} onChange=${put} />
    ${['calls', 'sounds'].map(
      (what) => html`<label class="toggle"><input type="checkbox"
        checked=${/** @type {any} */ (zone)[what] !== false}
        onChange=${(/** @type {any} */ e) => put({ [what]: e.target.checked })} /><span>
        ${T(`build.zone_${what}`)}</span></label>`,
    )}
    <button class="danger" onClick=${() => edit.change(['drop_zone', zone.zone])}>
      ${T('build.remove')}</button></fieldset>`;
}

/**
 * @param {{box: {x: number, y: number, w: number, h: number},
 *   onChange: (box: {x: number, y: number, w: number, h: number}) => void}} props
 */
function Box({ box, onChange }) {
  const { x, y, w, h } = box;
  const set = (/** @type {object} */ part) => onChange({ x, y, w, h, ...part });
  return html`<div class="row sizes">
    <${Steps} name="build.x" value=${x} onChange=${(/** @type {number} */ v) => set({ x: v })} />
    <${Steps} name="build.y" value=${y} onChange=${(/** @type {number} */ v) => set({ y: v })} />
    <${Steps} name="build.width" value=${w}
      onChange=${(/** @type {number} */ v) => set({ w: v })} />
    <${Steps} name="build.depth" value=${h}
      onChange=${(/** @type {number} */ v) => set({ h: v })} /></div>`;
}

/** The tile in the middle of the view. @param {import('../plaza.js').Plaza} plaza */
function middleOf(plaza) {
  const camera = plaza.stage?.camera ?? plaza.camera;
  return [Math.max(1, Math.round(camera.x / 32) - 4), Math.max(1, Math.round(camera.y / 32) - 3)];
}
