/**
 * A glass over the floor while it is being built: presses choose, place and drag things instead
 * of walking. Outlines follow the camera frame by frame.
 */

import { html, useEffect, useRef } from '../../vendor/vendor.js';
import { refusalText } from '../asked.js';
import { panned, toScreen } from '../camera.js';
import { t } from '../strings.js';
import { sizeOf } from './objects_catalogue.js';

const TILE_SUBTILES = 16;
const DRAG_PX = 6;
const TOLD_GAP_PX = 8;
/** Where the buttons that are always there stand. */
const FOOT_PX = 90;

/**
 * @param {{plaza: import('../plaza.js').Plaza, kind: string, chosen: any,
 *   edit: import('./objects_edit.js').Edit, onChoose: (object: string) => void,
 *   onPlace: (x: number, y: number) => void}} props
 */
export function Layer(props) {
  const glass = useRef(/** @type {HTMLElement | null} */ (null));
  const outline = useRef(/** @type {HTMLElement | null} */ (null));
  const told = useRef(/** @type {HTMLElement | null} */ (null));
  const now = useRef(props);
  now.current = props;
  const { refused } = props.edit;
  useEffect(() => {
    const host = /** @type {HTMLElement} */ (glass.current);
    const state = { ghost: /** @type {any} */ (null) };
    const stopPointers = listen(host, now, state);
    let frame = 0;
    function follow() {
      frame = requestAnimationFrame(follow);
      outlineAt(outline.current, now.current, state.ghost);
      toldAt(told.current, now.current);
    }
    follow();
    return () => {
      cancelAnimationFrame(frame);
      stopPointers();
    };
  }, []);
  return html`<div class="glass ${props.kind ? 'placing' : ''}" ref=${glass}
    role="group" aria-label=${t('build.glass')}>
    <div class="outline" ref=${outline} hidden></div>
    ${
      refused?.box &&
      html`<p class="told wrong" role="alert" ref=${told}>
        ${refusalText(refused.reason, refused.at_ms)}</p>`
    }</div>`;
}

/**
 * @param {HTMLElement} host
 * @param {{current: Parameters<typeof Layer>[0]}} now
 * @param {{ghost: any}} state what is shown where it would come to stand
 */
function listen(host, now, state) {
  const off = new AbortController();
  const how = { signal: off.signal };
  /** @type {{x: number, y: number, object: any, from: number[]} | null} */ let down = null;
  let dragged = false;

  const tileAt = (/** @type {PointerEvent} */ event) => {
    const found = now.current.plaza.stage?.pick(event.clientX, event.clientY);
    const [x, y] = [found?.x ?? 0, found?.y ?? 0].map((part) => Math.floor(part / TILE_SUBTILES));
    return { tile: [x ?? 0, y ?? 0], object: found ? objectUnder(now.current, found, x, y) : null };
  };
  host.addEventListener(
    'pointerdown',
    (event) => {
      const { tile, object } = tileAt(event);
      host.setPointerCapture(event.pointerId);
      down = { x: event.clientX, y: event.clientY, object, from: tile };
      dragged = false;
    },
    how,
  );
  host.addEventListener(
    'pointermove',
    (event) => {
      const { kind, plaza } = now.current;
      const { tile } = tileAt(event);
      if (!down) {
        state.ghost = kind ? boxOf(kind, tile) : null;
        return;
      }
      if (!dragged && Math.hypot(event.clientX - down.x, event.clientY - down.y) < DRAG_PX) return;
      dragged = true;
      if (down.object && !kind) state.ghost = movedBox(down, tile);
      else {
        plaza.camera = panned(plaza.camera, event.movementX, event.movementY);
        plaza.version.value += 1;
      }
    },
    how,
  );
  host.addEventListener(
    'pointerup',
    (event) => {
      const { kind, edit, onChoose, onPlace } = now.current;
      const { tile, object } = tileAt(event);
      const begun = down;
      down = null;
      state.ghost = null;
      if (!begun) return;
      if (!dragged && kind) onPlace(tile[0] ?? 0, tile[1] ?? 0);
      else if (!dragged) {
        edit.forget();
        onChoose(object?.object ?? '');
      } else if (begun.object && !kind) {
        const box = movedBox(begun, tile);
        onChoose(begun.object.object);
        edit.move(begun.object, box.x, box.y);
      }
    },
    how,
  );
  host.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      document.querySelector('.stage')?.dispatchEvent(new WheelEvent('wheel', event));
    },
    { ...how, passive: false },
  );
  return () => off.abort();
}

/**
 * What is drawn there, else what lies flat there; the last put wins.
 * @param {Parameters<typeof Layer>[0]} props @param {any} found
 * @param {number | undefined} x @param {number | undefined} y tiles
 */
function objectUnder({ plaza }, found, x = 0, y = 0) {
  if (found.object) return found.object;
  return (
    plaza.model.plan?.objects.findLast(
      (one) => x >= one.x && x < one.x + one.w && y >= one.y && y < one.y + one.h,
    ) ?? null
  );
}

/** @param {string} kind @param {number[]} tile */
function boxOf(kind, [x = 0, y = 0]) {
  const [w, h] = sizeOf(kind);
  return { x: x - Math.floor(w / 2), y: y - Math.floor(h / 2), w, h };
}

/** @param {{object: any, from: number[]}} begun @param {number[]} tile */
function movedBox({ object, from }, tile) {
  const [dx, dy] = [(tile[0] ?? 0) - (from[0] ?? 0), (tile[1] ?? 0) - (from[1] ?? 0)];
  return { x: object.x + dx, y: object.y + dy, w: object.w, h: object.h };
}

/**
 * @param {HTMLElement | null} element
 * @param {Parameters<typeof Layer>[0]} props
 * @param {any} ghost
 */
function outlineAt(element, { plaza, chosen }, ghost) {
  const box = ghost ?? chosen;
  const { stage } = plaza;
  if (!element || !stage?.camera) return;
  element.hidden = !box;
  if (!box) return;
  const { left, top, right, bottom } = onScreen(stage, stage.camera, box);
  Object.assign(element.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${right - left}px`,
    height: `${bottom - top}px`,
  });
}

/**
 * Why something cannot stand there, right under where it would stand.
 * @param {HTMLElement | null} element
 * @param {Parameters<typeof Layer>[0]} props
 */
function toldAt(element, { plaza: { stage }, edit: { refused } }) {
  if (!element || !stage?.camera || !refused?.box) return;
  const { left, right, bottom } = onScreen(stage, stage.camera, refused.box);
  const { width, height } = stage.view;
  const x = (left + right - element.offsetWidth) / 2;
  const lowest = height - element.offsetHeight - FOOT_PX;
  Object.assign(element.style, {
    left: `${between(TOLD_GAP_PX, width - element.offsetWidth - TOLD_GAP_PX, x)}px`,
    top: `${between(TOLD_GAP_PX, lowest, bottom + TOLD_GAP_PX)}px`,
  });
}

/** @param {number} least @param {number} most @param {number} wanted */
const between = (least, most, wanted) => Math.max(least, Math.min(most, wanted));

/**
 * @param {{view: import('../camera.js').Size}} stage
 * @param {import('../camera.js').Camera} camera
 * @param {import('./objects_edit.js').Box} box
 */
function onScreen({ view }, camera, box) {
  const [left, top] = toScreen(camera, view, [box.x * TILE_SUBTILES, box.y * TILE_SUBTILES]);
  const [right, bottom] = toScreen(camera, view, [
    (box.x + box.w) * TILE_SUBTILES,
    (box.y + box.h) * TILE_SUBTILES,
  ]);
  return { left, top, right, bottom };
}
