/** The lower edge: what is always there, and the three ways to look at the floor. */

import { html } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { findMe, PX_PER_TILE, toggleClose, toggleWhole } from '../camera.js';
import { callsForHelp } from '../safety_model.js';
import { T, t } from '../strings.js';
import { useHeightAs } from './height.js';
import { useTurned, wished } from './press.js';

/** Below the buttons, and between them and what stands above. */
const AIR_PX = 32;

/** @param {{plaza: import('../plaza.js').Plaza, onLeave: () => void}} props */
export function Bottom({ plaza, onLeave }) {
  plaza.version.value;
  const { model } = plaza;
  const [quiet, turn] = useTurned(model.status === 'quiet');
  const ask = (/** @type {string} */ what) => {
    if (what === 'help' && callsForHelp(model)) return;
    plaza.care.value = plaza.care.value === what ? '' : what;
  };
  const edge = useHeightAs('--low', AIR_PX);
  return html`<div class="bottom" ref=${edge}>
    <div class="always">
      <button class=${`alone ${quiet ? 'on' : ''}`} aria-pressed=${quiet}
        data-name="alone" onClick=${() => turn(!quiet, wished(plaza, 'BeAlone', !quiet))}><${Icon}
        name="alone" /><${Either} on=${quiet} yes="alone_off" no="alone" /></button>
      <button class="help-me" data-name="help" aria-pressed=${callsForHelp(model)}
        onClick=${() => ask('help')}><${Icon} name="help" /><span>${T('help')}</span></button>
      <button class="leave" data-name="leave"
        onClick=${onLeave}><${Icon} name="leave" /><span>${T('leave')}</span>
        </button>
      ${
        model.plan &&
        html`<button aria-pressed=${plaza.care.value === 'emotes'}
        aria-label=${t('emotes')} onClick=${() => ask('emotes')}><${Icon} name="status" /></button>`
      }
    </div>
    ${model.plan && html`<${Views} plaza=${plaza} />`}
  </div>`;
}

/**
 * One of two words in the room of the longer one: what stands beside it stays where it is.
 * @param {{on: boolean, yes: string, no: string}} props
 */
export const Either = ({ on, yes, no }) => html`<span class="either"
  data-other=${t(on ? no : yes)}>${T(on ? yes : no)}</span>`;

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function Views({ plaza }) {
  plaza.version.value;
  const { plan } = plaza.model;
  const { mode } = plaza.camera;
  const look = (/** @type {any} */ camera) => {
    plaza.camera = camera;
    plaza.version.value += 1;
  };
  const view = () => {
    const host = document.querySelector('.stage');
    return { width: host?.clientWidth ?? 1, height: host?.clientHeight ?? 1 };
  };
  const floor = () => ({
    width: (plan?.width ?? 1) * PX_PER_TILE,
    height: (plan?.height ?? 1) * PX_PER_TILE,
  });
  return html`<div class="views">
    <button data-name="where"
      onClick=${() => look(findMe(plaza.camera))}><${Icon} name="where" /><span>
      ${T('where')}</span></button>
    <button data-name="zoom"
      aria-pressed=${mode === 'close'} onClick=${() => look(toggleClose(plaza.camera))}>
      <${Icon} name="zoom" /><${Either}
      on=${mode === 'close'} yes="zoom_off" no="zoom" /></button>
    <button data-name="whole" aria-pressed=${mode === 'whole'}
      onClick=${() => look(toggleWhole(plaza.camera, floor(), view()))}><${Icon} name="whole" />
      <${Either} on=${mode === 'whole'} yes="whole_off" no="whole" /></button>
  </div>`;
}
