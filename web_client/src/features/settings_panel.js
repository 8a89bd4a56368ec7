/** The settings of the menu. All of them come together: none pushes another aside. */

import { html, useState } from '../../vendor/vendor.js';
import { Later } from '../later.js';
import { T } from '../strings.js';
import { ComfortSettings } from './comfort.js';
import { LineSettings } from './line.js';
import { ExtrasSettings } from './staying_extras.js';

const deviceCheck = () =>
  import('./device_check.js').then(async ({ DeviceCheck, findDevices }) => {
    await findDevices();
    return DeviceCheck;
  });

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export const SettingsPanel = ({ plaza }) => html`
  <${ComfortSettings} plaza=${plaza} />
  <${LineSettings} plaza=${plaza} />
  <${TryDevices} plaza=${plaza} />
  ${plaza.model.role === 'pupil' && html`<${ExtrasSettings} plaza=${plaza} />`}
  <a class="button wide" href="/guide/leaflet.html" target="_blank" rel="noopener">
    ${T('guide')}</a>`;

/** @param {{plaza: import('../plaza.js').Plaza}} props */
function TryDevices({ plaza }) {
  const [open, setOpen] = useState(false);
  return html`<button class="wide" aria-haspopup="dialog" onClick=${() => setOpen(true)}>
      ${T('try_devices')}</button>
    ${
      open && html`<${Later} load=${deviceCheck} plaza=${plaza} onClose=${() => setOpen(false)} />`
    }`;
}
