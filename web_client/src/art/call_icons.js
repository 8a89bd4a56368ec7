/** Pictograms of calls: lines on a 24 × 24 grid like the others; what is off has a bar across. */

import { h } from '../../vendor/vendor.js';

/** @type {Record<string, string>} */
const PATHS = {
  microphone:
    'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3z M6 11a6 6 0 0 0 12 0 M12 17v4 M9 21h6',
  camera: 'M3 7h12v10H3z M15 11l6-3v8l-6-3z',
  screen: 'M3 4h18v12H3z M9 21h6 M12 16v5 M12 13V8 M9.500 10 12 7.500 14.500 10',
  voice: 'M4 10v4h3l5 4V6l-5 4z M15.500 9.500a3.500 3.500 0 0 1 0 5 M18 7a7 7 0 0 1 0 10',
  devices: 'M4 7h8 M16 7h4 M4 17h4 M12 17h8 M14 4.500v5 M10 14.500v5 M12 7h.5 M8 17h.5',
  open: 'M7 11V8a5 5 0 0 1 9.500-2 M5 11h14v10H5z M12 15v2',
  locked: 'M7 11V8a5 5 0 0 1 10 0v3 M5 11h14v10H5z M12 15v2',
  large: 'M9 4H4v5 M15 4h5v5 M20 15v5h-5 M9 20H4v-5',
  small: 'M4 9h5V4 M20 9h-5V4 M15 20v-5h5 M9 20v-5H4',
};
const BAR = ' M4 3l16 18';

/** @param {{name: string, off?: boolean}} props */
export const CallIcon = ({ name, off = false }) =>
  h(
    'svg',
    { viewBox: '0 0 24 24', class: `icon ${off ? 'off' : ''}`, 'aria-hidden': 'true' },
    h('path', { d: `${PATHS[name] ?? ''}${off ? BAR : ''}` }),
  );
