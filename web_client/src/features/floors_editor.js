/** The floor as a whole: its face, its size, who may do what; and new floors (T3.5, T3.6, T3.9). */

import { html, useState } from '../../vendor/vendor.js';
import { partsOfTheme, VARIANTS } from '../art/seasons.js';
import { THEME_NAMES } from '../art/themes.js';
import { T, t } from '../strings.js';
import { FloorName } from './floor_name.js';
import { Told } from './objects_edit.js';
import { Submit, Sure, Toggle } from './press.js';
import { Refused, useAnswer } from './refused.js';

const ROLES = /** @type {const} */ (['pupil', 'supporter', 'teacher', 'admin']);
/** @type {import('./refused.js').About} */
const ABOUT = { yomi_not_hiragana: 'yomi' };
const RULES = /** @type {const} */ (['chat', 'direct', 'bubbles', 'calls', 'sounds']);

/**
 * @param {{plaza: import('../plaza.js').Plaza, plan: import('../plans.js').FloorPlan,
 *   edit: import('./objects_edit.js').Edit}} props
 */
export function FloorForm({ plaza, plan, edit }) {
  const [face, setFace] = useState({ name: plan.name, yomi: plan.yomi, theme: plan.theme });
  const [size, setSize] = useState({ width: plan.width, height: plan.height, wall: plan.wall });
  const faceAnswer = useAnswer(plaza);
  const sizeAnswer = useAnswer(plaza);
  const saveFace = (/** @type {Event} */ event) => {
    event.preventDefault();
    const { name, yomi, theme } = face;
    faceAnswer.ask('EditFloor', plan.floor, [['set_face', name.trim(), yomi.trim(), theme]]);
  };
  const saveSize = (/** @type {Event} */ event) => {
    event.preventDefault();
    const { width, height, wall } = size;
    sizeAnswer.ask('EditFloor', plan.floor, [['set_size', width, height, wall]]);
  };
  /** @param {(now: import('../plans.js').FloorPlan) => object} fieldsOf */
  const rule = (fieldsOf) =>
    edit.changeNow((now) => {
      const next = { ...now, ...fieldsOf(now) };
      const { roles, capacity, chat, direct = true, bubbles, calls, sounds = true } = next;
      return ['set_rules', roles, capacity, chat, direct, bubbles, calls, sounds];
    });
  return html`<form class="face" onSubmit=${saveFace}>
      <${FaceFields} face=${face} refused=${faceAnswer.refused} onChange=${setFace} />
      <${Refused} refused=${faceAnswer.refused} about=${ABOUT} />
      <${Submit} busy=${faceAnswer.busy} class="primary wide">${T('build.save')}<//></form>
    <h3>${T('build.rules')}</h3>
    ${RULES.map(
      (name) => html`<${Toggle} key=${name} on=${plan[name] !== false}
        onTurn=${(/** @type {boolean} */ on) => rule(() => ({ [name]: on }))}>
        ${T(`build.rule_${name}`)}<//>`,
    )}
    <h3>${T('build.who')}</h3>
    ${ROLES.map(
      (role) => html`<${Toggle} key=${role} on=${plan.roles.includes(role)}
        disabled=${role === 'admin'}
        onTurn=${(/** @type {boolean} */ on) => rule(roleTo(role, on))}>
        ${T(`role.${role}`)}<//>`,
    )}
    <${Told} edit=${edit} part="rules" />
    <form class="row sizes" onSubmit=${saveSize}>
      ${
        /** @type {const} */ (['width', 'height', 'wall']).map(
          (name) => html`<label class="field"><span>${T(`build.${name}`)}</span>
          <input type="number" min="2" max="128" value=${size[name]}
            onInput=${(/** @type {any} */ e) =>
              setSize({ ...size, [name]: Number(e.target.value) })} /></label>`,
        )
      }
      <${Refused} refused=${sizeAnswer.refused} about=${{}} />
      <${Submit} busy=${sizeAnswer.busy} class="wide">${T('build.resize')}<//></form>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function FloorList({ plaza }) {
  const [face, setFace] = useState({ name: '', yomi: '', theme: 'classroom' });
  plaza.version.value;
  const { floors, plan } = plaza.model;
  const named = face.name.trim() !== '' && face.yomi.trim() !== '';
  const { refused, busy, ask } = useAnswer(plaza);
  const emptied = (/** @type {boolean} */ done) => done && setFace({ ...face, name: '', yomi: '' });
  const make = (/** @type {Event} */ event) => {
    event.preventDefault();
    ask('NewFloor', face.name.trim(), face.yomi.trim(), face.theme, 60, 40).then(emptied);
  };
  const copy = () =>
    ask('CopyFloor', plan?.floor ?? '', face.name.trim(), face.yomi.trim()).then(emptied);
  return html`<ul class="all">${[...floors].map(
    ([floor, named]) => html`<li key=${floor} class="row">
      <b><${FloorName} plan=${named} /></b>
      ${floor === plan?.floor && html`<small>${T('floor.here')}</small>`}
      ${
        floor !== plan?.floor &&
        html`<button onClick=${() => plaza.enterFloor(floor)}>${T('build.go')}</button>
          <${Sure} plaza=${plaza} wish=${['RetireFloor', floor]} ask="build.retire"
            sure="build.retire_sure" />`
      }</li>`,
  )}</ul>
    <form class="face" onSubmit=${make}><h3>${T('build.new_floor')}</h3>
      <${FaceFields} face=${face} refused=${refused} onChange=${setFace} />
      <${Refused} refused=${refused} about=${ABOUT} />
      <div class="row"><${Submit} busy=${busy} class="primary" disabled=${!named}>
          ${T('build.make')}<//>
        <${Submit} busy=${busy} type="button" disabled=${!named} onClick=${copy}>
          ${T('build.copy')}<//></div>
      <p class="hint">${T('build.new_floor_hint')}</p></form>`;
}

/**
 * @param {{face: {name: string, yomi: string, theme: string},
 *   refused: import('./refused.js').Answer,
 *   onChange: (face: {name: string, yomi: string, theme: string}) => void}} props
 */
function FaceFields({ face, refused, onChange }) {
  const [theme, variant] = partsOfTheme(face.theme);
  const look = (/** @type {string} */ name, /** @type {string} */ season) =>
    onChange({ ...face, theme: season ? `${name}-${season}` : name });
  return html`
    ${
      /** @type {const} */ (['name', 'yomi']).map(
        (field) => html`<label class="field"><span>${T(`build.${field}`)}</span>
        <input maxlength="40" required value=${face[field]}
          onInput=${(/** @type {any} */ e) => onChange({ ...face, [field]: e.target.value })} />
        </label>
        <${Refused} refused=${refused} about=${ABOUT} field=${field} />`,
      )
    }
    <label class="field"><span>${T('build.theme')}</span>
      <select onChange=${(/** @type {any} */ e) => look(e.target.value, variant)}>
        ${THEME_NAMES.map(
          (name) => html`<option value=${name} selected=${name === theme}>
            ${t(`theme.${name}`)}</option>`,
        )}</select></label>
    <label class="field"><span>${T('build.season')}</span>
      <select class="season" onChange=${(/** @type {any} */ e) => look(theme, e.target.value)}>
        ${VARIANTS.map(
          (name) => html`<option value=${name} selected=${name === variant}>
            ${t(`season.${name || 'calendar'}`)}</option>`,
        )}</select></label>`;
}

/** @param {string} role @param {boolean} on */
const roleTo = (role, on) => {
  return (/** @type {{roles: readonly string[]}} */ { roles }) => ({
    roles: ROLES.filter((one) => (one === role ? on : roles.includes(one))),
  });
};
