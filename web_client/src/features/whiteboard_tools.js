/** The tools of a whiteboard: what one draws with, in which colour, how wide. */

import { html } from '../../vendor/vendor.js';
import { T, t } from '../strings.js';
import { INKS } from '../whiteboard_ink.js';

/** Lines on a 24 × 24 grid, as in `icons.js`. @type {Record<string, string>} */
const PATHS = {
  pen: 'M4 20l1-5L16 4l4 4L9 19z M14 6l4 4',
  marker: 'M8 14l-2 4 4-1 M8 14 15 4l5 4-9 9z M3 21h18',
  line: 'M5 19 19 5',
  arrow: 'M5 19 19 5 M10 5h9v9',
  box: 'M4 6h16v12H4z',
  oval: 'M12 19c5 0 9-3 9-7s-4-7-9-7-9 3-9 7 4 7 9 7z',
  text: 'M5 6V4h14v2 M12 4v16 M9 20h6',
  rub: 'M9 20 3.500 14.500 14 4l6 6L10 20z M8.500 9.500l6 6 M9 20h11',
  point: 'M12 3v4 M12 17v4 M3 12h4 M17 12h4 M12 12h.5 M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
};
const WIDTHS = [1, 2, 3];

/** @typedef {{tool: string, ink: string, width: number}} How */

/** @param {{how: How, onHow: (how: How) => void, onUndo: () => void}} props */
export function Tools({ how, onHow, onUndo }) {
  return html`<div class="tools" role="toolbar" aria-label=${t('whiteboard.tools')}>
    <div class="set" role="group" aria-label=${t('whiteboard.tools')}>${Object.keys(PATHS).map(
      (tool) => html`<button key=${tool} class="quiet" data-tool=${tool}
        aria-pressed=${how.tool === tool} onClick=${() => onHow({ ...how, tool })}>
        <${Drawing} path=${PATHS[tool] ?? ''} /><span>${T(`whiteboard.${tool}`)}</span></button>`,
    )}</div>
    <div class="set" role="group" aria-label=${t('whiteboard.inks')}>${Object.keys(INKS).map(
      (ink) => html`<button key=${ink} class="quiet ink" data-ink=${ink}
        aria-pressed=${how.ink === ink} onClick=${() => onHow({ ...how, ink })}>
        <i class="${ink}"></i><span>${T(`ink.${ink}`)}</span></button>`,
    )}</div>
    <div class="set" role="group" aria-label=${t('whiteboard.widths')}>${WIDTHS.map(
      (width) => html`<button key=${width} class="quiet" data-width=${width}
        aria-pressed=${how.width === width} onClick=${() => onHow({ ...how, width })}>
        <i class="line w${width}"></i><span>${T(`width.${width}`)}</span></button>`,
    )}</div>
    <button class="quiet" data-name="undo" onClick=${onUndo}>
      <${Drawing} path="M9 6 4 11l5 5 M4 11h10a6 6 0 0 1 0 8h-3" />
      <span>${T('whiteboard.undo')}</span></button></div>`;
}

/** @param {{path: string}} props */
const Drawing = ({ path }) => html`<svg viewBox="0 0 24 24" class="icon" aria-hidden="true">
  <path d=${path} /></svg>`;
