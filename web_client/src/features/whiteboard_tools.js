/** The tools of a whiteboard: what one draws with, in which colour, how wide. */

import { html } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { T, t } from '../strings.js';
import { INKS } from '../whiteboard_ink.js';
import { ZOOM_MAX, ZOOM_STEP } from '../whiteboard_zoom.js';

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
  tell: 'M6 21V4 M6 4h11l-2 4 2 4H6',
  move: 'M12 3v18 M3 12h18 M9 6l3-3 3 3 M9 18l3 3 3-3 M6 9l-3 3 3 3 M18 9l3 3-3 3',
  point: 'M12 3v4 M12 17v4 M3 12h4 M17 12h4 M12 12h.5 M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
};
/** Not in the row of tools: one is among what is seldom done, one beside looking closer. */
const APART = new Set(['tell', 'move']);
const WIDTHS = [1, 2, 3];

const TOOLS = Object.keys(PATHS).filter((tool) => !APART.has(tool));

/** @typedef {{tool: string, ink: string, width: number}} How */

/** @param {{how: How, onHow: (how: How) => void}} props */
export function Tools({ how, onHow }) {
  return html`<div class="tools" role="toolbar" aria-label=${t('whiteboard.tools')}>
    <div class="set" role="group" aria-label=${t('whiteboard.tools')}>${TOOLS.map(
      (tool) => html`<${Tool} key=${tool} tool=${tool} how=${how} onHow=${onHow} />`,
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
    )}</div></div>`;
}

/** @param {{tool: string, how: How, onHow: (how: How) => void}} props */
export const Tool = ({ tool, how, onHow }) => html`<button class="quiet" data-tool=${tool}
  aria-pressed=${how.tool === tool} onClick=${() => onHow({ ...how, tool })}>
  <${Drawing} path=${PATHS[tool] ?? ''} /><span>${T(`whiteboard.${tool}`)}</span></button>`;

/**
 * What one did oneself, taken back and done again.
 * @param {{onUndo: (again: boolean) => void}} props
 */
export const Undo = ({ onUndo }) => html`<div class="undoing" role="group"
  aria-label=${t('whiteboard.undo')}>
  <button class="quiet" data-name="undo" onClick=${() => onUndo(false)}>
    <${Icon} name="undo" /><span>${T('whiteboard.undo')}</span></button>
  <button class="quiet" data-name="redo" onClick=${() => onUndo(true)}>
    <${Icon} name="redo" /><span>${T('whiteboard.redo')}</span></button></div>`;

/**
 * How close one looks. Whoever sees a part can pull the sheet along.
 * @param {{zoom: number, how: How, onHow: (how: How) => void, onZoom: (by: number) => void}} props
 */
export function Zoom({ zoom, how, onHow, onZoom }) {
  const whole = () => {
    if (how.tool === 'move') onHow({ ...how, tool: 'pen' });
    onZoom(0);
  };
  return html`<div class="zooms" role="group" aria-label=${t('whiteboard.zoom')}>
    ${
      zoom > 1 &&
      html`<${Tool} tool="move" how=${how} onHow=${onHow} />
      <button class="quiet" data-name="whole" onClick=${whole}>
        <${Icon} name="whole" /><span>${T('whiteboard.whole')}</span></button>`
    }
    <button class="quiet" data-name="farther" aria-label=${t('whiteboard.farther')}
      disabled=${zoom <= 1} onClick=${() => onZoom(1 / ZOOM_STEP)}>−</button>
    <b role="status">${Math.round(zoom * 100)}%</b>
    <button class="quiet" data-name="closer" aria-label=${t('whiteboard.closer')}
      disabled=${zoom >= ZOOM_MAX} onClick=${() => onZoom(ZOOM_STEP)}>＋</button></div>`;
}

/** @param {{path: string}} props */
const Drawing = ({ path }) => html`<svg viewBox="0 0 24 24" class="icon" aria-hidden="true">
  <path d=${path} /></svg>`;
