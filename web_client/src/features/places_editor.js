/** Zones, doors and places to arrive: boxes on the ground, edited as numbers beside the floor. */

import { html, useState } from '../../vendor/vendor.js';
import { T, t } from '../strings.js';
import { Told } from './objects_edit.js';
import { Steps } from './objects_properties.js';
import { Toggle } from './press.js';

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
        <${Box} box=${door} onStep=${(/** @type {StepOf} */ step) =>
          edit.changeNow((now) => {
            const fresh = now.doors.find((one) => one.door === door.door);
            return fresh ? ['put_door', step(fresh)] : null;
          })} />
        <${Told} edit=${edit} part=${door.door} />
        <button class="danger" onClick=${() => edit.change(['drop_door', door.door])}>
          ${T('build.remove')}</button></fieldset>`,
    )}
    <button class="wide" disabled=${others.length === 0} onClick=${addDoor}>${T('build.add_door')}
      </button>
    <h3>${T('build.arrivals')}</h3>
    ${plan.arrivals.map(
      (area, at) => html`<fieldset key=${at}><${Box} box=${area}
        onStep=${(/** @type {StepOf} */ step) =>
          edit.changeNow(({ arrivals }) => {
            const fresh = arrivals[at];
            return fresh ? ['set_arrivals', arrivals.with(at, step(fresh))] : null;
          })} />
        ${
          plan.arrivals.length > 1 &&
          html`<button class="danger" onClick=${() =>
            edit.changeNow(({ arrivals }) =>
              arrivals[at] === area ? ['set_arrivals', arrivals.toSpliced(at, 1)] : null,
            )}>
            ${T('build.remove')}</button>`
        }</fieldset>`,
    )}
    <${Told} edit=${edit} part="arrivals" />
    <button class="wide" onClick=${() =>
      edit.changeNow(({ arrivals }) => [
        'set_arrivals',
        [...arrivals, { x: cx, y: cy, w: 4, h: 3 }],
      ])}>
      ${T('build.add_arrival')}</button>
  </div>`;
}

/**
 * @param {{zone: import('../vocabulary_types.js').Zone,
 *   edit: import('./objects_edit.js').Edit}} props
 */
function ZoneForm({ zone, edit }) {
  const [typed, setTyped] = useState({ name: zone.name, yomi: zone.yomi ?? '' });
  /** @param {StepOf} step */
  const change = (step) =>
    edit.changeNow((now) => {
      const fresh = now.zones.find((one) => one.zone === zone.zone);
      return fresh ? ['put_zone', step(fresh)] : null;
    });
  const put = (/** @type {object} */ fields) => change((now) => ({ ...now, ...fields }));
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
    <${Box} box=${zone} onStep=${change} />
    ${['calls', 'sounds'].map(
      (what) => html`<${Toggle} key=${what} on=${/** @type {any} */ (zone)[what] !== false}
        onTurn=${(/** @type {boolean} */ on) => put({ [what]: on })}>
        ${T(`build.zone_${what}`)}<//>`,
    )}
    <button class="danger" onClick=${() => edit.change(['drop_zone', zone.zone])}>
      ${T('build.remove')}</button></fieldset>`;
}

/** @typedef {(now: any) => any} StepOf a box as it is now, to how it shall be */

/**
 * @param {{box: {x: number, y: number, w: number, h: number}, onStep: (step: StepOf) => void}}
 * props
 */
function Box({ box, onStep }) {
  const names = /** @type {const} */ ({ x: 'x', y: 'y', w: 'width', h: 'depth' });
  const sides = /** @type {const} */ (['x', 'y', 'w', 'h']);
  return html`<div class="row sizes">${sides.map(
    (side) => html`<${Steps} name=${`build.${names[side]}`} value=${box[side]}
      onStep=${(/** @type {number} */ by) =>
        onStep((now) => ({ ...now, [side]: now[side] + by }))} />`,
  )}</div>`;
}

/** The tile in the middle of the view. @param {import('../plaza.js').Plaza} plaza */
function middleOf(plaza) {
  const camera = plaza.stage?.camera ?? plaza.camera;
  return [Math.max(1, Math.round(camera.x / 32) - 4), Math.max(1, Math.round(camera.y / 32) - 3)];
}
