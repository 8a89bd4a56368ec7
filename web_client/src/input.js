/**
 * Mouse, touch, keys on the floor. A press walks, a drag looks about, two fingers or the wheel
 * zoom; keys held down walk straight. Nothing here listens while somebody composes Japanese text or
 * types in a field.
 */

import { panned } from './camera.js';

const DRAG_PX = 10;
const PALM_PX = 40;
const HEADING_EVERY_MS = 1500;
const ZOOM_MAX = 2;
/** @type {Record<string, [number, number]>} */
const HEADINGS = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  KeyW: [0, -1],
  KeyS: [0, 1],
  KeyA: [-1, 0],
  KeyD: [1, 0],
};

/**
 * @param {HTMLElement} host
 * @param {object} does
 * @param {(clientX: number, clientY: number) => void} does.press
 * @param {(clientX: number, clientY: number) => void} does.hover
 * @param {(dx: number, dy: number) => void} does.head
 * @param {(change: (camera: any) => any) => void} does.camera
 * @param {(key: string) => void} does.shortcut
 * @param {() => boolean} does.lettersAllowed
 * @param {() => number} does.zoomMin
 */
export function listen(host, does) {
  const off = new AbortController();
  const how = { signal: off.signal };
  listenToPointers(host, does, how);
  listenToKeys(host, does, how);
  return () => off.abort();
}

/**
 * @param {HTMLElement} host
 * @param {Parameters<typeof listen>[1]} does
 * @param {AddEventListenerOptions} how
 */
function listenToPointers(host, does, how) {
  /** @type {Map<number, {x: number, y: number}>} */ const down = new Map();
  let dragged = false;
  let spread = 0;
  /** @param {PointerEvent} event */
  const isPalm = (event) =>
    event.pointerType === 'touch' && Math.max(event.width, event.height) > PALM_PX * 2;

  host.addEventListener(
    'pointerdown',
    (event) => {
      if (isPalm(event) || event.button !== 0) return;
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (down.size === 1) dragged = false;
      spread = spreadOf(down);
      host.setPointerCapture(event.pointerId);
    },
    how,
  );
  host.addEventListener(
    'pointermove',
    (event) => {
      const before = down.get(event.pointerId);
      if (!before) return does.hover(event.clientX, event.clientY);
      const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
      if (!dragged && Math.hypot(dx, dy) < DRAG_PX) return;
      dragged = true;
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (down.size === 1) return does.camera((camera) => panned(camera, dx, dy));
      const next = spreadOf(down);
      if (spread > 0) does.camera((camera) => zoomed(camera, next / spread, does.zoomMin()));
      spread = next;
    },
    how,
  );
  host.addEventListener(
    'pointerup',
    (event) => {
      const pressed = down.delete(event.pointerId) && down.size === 0 && !dragged;
      if (pressed) does.press(event.clientX, event.clientY);
    },
    how,
  );
  host.addEventListener('pointercancel', (event) => void down.delete(event.pointerId), how);
  host.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      does.camera((camera) => zoomed(camera, event.deltaY < 0 ? 1.25 : 0.8, does.zoomMin()));
    },
    { ...how, passive: false },
  );
}

/**
 * @param {HTMLElement} host
 * @param {Parameters<typeof listen>[1]} does
 * @param {AddEventListenerOptions} how
 */
function listenToKeys(host, does, how) {
  /** @type {Set<string>} */ const held = new Set();
  let timer = 0;

  function head() {
    clearInterval(timer);
    let [dx, dy] = [0, 0];
    for (const code of held) {
      dx += HEADINGS[code]?.[0] ?? 0;
      dy += HEADINGS[code]?.[1] ?? 0;
    }
    does.head(Math.sign(dx), Math.sign(dy));
    if (held.size > 0)
      timer = setInterval(() => does.head(Math.sign(dx), Math.sign(dy)), HEADING_EVERY_MS);
  }
  const release = () => {
    if (held.size === 0) return;
    held.clear();
    head();
  };

  addEventListener(
    'keydown',
    (event) => {
      if (
        event.isComposing ||
        event.keyCode === 229 ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return;
      const letter = event.code.startsWith('Key');
      if (isTyping(event) || (letter && !does.lettersAllowed())) return;
      // Enter on a button presses it: keys mean something here only when the floor itself has the
      // focus.
      if (event.target !== host && event.target !== document.body && event.code !== 'Escape')
        return;
      if (HEADINGS[event.code]) {
        event.preventDefault();
        if (event.repeat || held.has(event.code)) return;
        held.add(event.code);
        head();
      } else if (!event.repeat) does.shortcut(event.code);
    },
    how,
  );
  addEventListener(
    'keyup',
    (event) => {
      if (held.delete(event.code)) head();
    },
    how,
  );
  addEventListener('blur', release, how);
}

/** @param {Event} event */
const isTyping = (event) =>
  event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;

/** @param {Map<number, {x: number, y: number}>} down */
function spreadOf(down) {
  const [one, other] = [...down.values()];
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}

/** @param {any} camera @param {number} by @param {number} least */
const zoomed = (camera, by, least) => ({
  ...camera,
  mode: 'normal',
  zoom: Math.max(least, Math.min(ZOOM_MAX, camera.zoom * by)),
});
