/**
 * Pen, finger and mouse on the sheet of a whiteboard. One finger draws; two look closer, and take
 * back what the first had begun. Keys are in `whiteboard_keys.js`.
 */

import { t } from '../strings.js';
import { draws } from '../whiteboard_hand.js';
import { within } from '../whiteboard_ink.js';
import { pulled, zoomed } from '../whiteboard_zoom.js';
import { listenToKeys } from './whiteboard_keys.js';

/** A palm lies down while somebody writes with a pen. */
const PALM_MS = 3000;
/** Nor is what is as wide as this a finger. */
const PALM_PX = 40;
/** Later than this a second finger is an accident in the middle of a stroke. */
const SECOND_FINGER_MS = 400;
const WHEEL = 0.0015;
/** Two fingers on a touchpad come as a wheel with the control key. */
const PINCH = 0.01;

/** @typedef {import('../whiteboard_ink.js').Spot} Spot */
/** @typedef {{x: number, y: number}} Finger in CSS pixels of the window */

/**
 * Returns what ends it.
 * @param {HTMLElement} host
 * @param {import('./whiteboard_sheet.js').View} view
 * @param {() => any} props those of the sheet
 */
export function listen(host, view, props) {
  const off = new AbortController();
  const how = { signal: off.signal };
  /** @type {number | null} the pointer that is down */ let held = null;
  let heldAt = 0;
  let penAt = -PALM_MS;
  /** Fingers on the glass. @type {Map<number, Finger>} */ const fingers = new Map();
  /** Two of them, or a mouse, move the sheet. */ let pulling = false;

  const spotOf = (/** @type {PointerEvent | Finger & any} */ event) =>
    view.spotOf(event.clientX ?? event.x, event.clientY ?? event.y);
  const isPalm = (/** @type {PointerEvent} */ event) =>
    event.pointerType === 'touch' &&
    (event.timeStamp - penAt < PALM_MS || Math.max(event.width, event.height) / 2 > PALM_PX);

  host.addEventListener('pointerdown', down, how);
  host.addEventListener('pointermove', move, how);
  host.addEventListener('pointerup', (event) => up(event, true), how);
  host.addEventListener('pointercancel', (event) => up(event, false), how);
  host.addEventListener('wheel', wheel, { ...how, passive: false });
  listenToKeys(host, view, props, { press, release }, off.signal);

  /** @param {PointerEvent} event */
  function down(event) {
    if (event.pointerType === 'pen') penAt = event.timeStamp;
    if (isPalm(event)) return;
    const touch = event.pointerType === 'touch';
    if (touch) fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2 && (pulling || event.timeStamp - heldAt < SECOND_FINGER_MS)) pull();
    const pulls = event.button === 1 || props().how.tool === 'move';
    if (held !== null || pulling || (event.button !== 0 && !pulls)) return;
    held = event.pointerId;
    heldAt = event.timeStamp;
    host.setPointerCapture(event.pointerId);
    view.cursor = null;
    pulling = pulls && !touch;
    if (pulls) fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (!pulls) press(spotOf(event), touch);
    else event.preventDefault();
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerType === 'pen') penAt = event.timeStamp;
    const { hand, how: tool } = props();
    if (held === null && event.pointerType !== 'touch') hand.point(spotOf(event));
    const before = fingers.get(event.pointerId);
    if (before && (pulling || tool.tool === 'move')) gesture(event, before);
    if (before) fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (event.pointerId !== held || pulling || tool.tool === 'move') return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const one of between.length ? between : [event]) drag(spotOf(one));
    if (tool.tool === 'point') hand.point(spotOf(event));
  }

  /** @param {PointerEvent} event @param {boolean} meant */
  function up(event, meant) {
    fingers.delete(event.pointerId);
    const mine = event.pointerId === held;
    if (mine) held = null;
    if (mine && !pulling && props().how.tool !== 'move') {
      if (meant) release(spotOf(event));
      else forget();
    }
    // The finger that is left does not draw.
    if (!fingers.size) pulling = false;
  }

  /** From here on the fingers move the sheet. */
  function pull() {
    if (!pulling) forget();
    pulling = true;
  }

  function forget() {
    view.met.clear();
    props().hand.cancel();
  }

  /** @param {PointerEvent} event @param {Finger} before where that finger was */
  function gesture(event, before) {
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    const [was, is] = other ? [between(before, other), between(now, other)] : [before, now];
    const [from, to] = [spotOf(was), spotOf(is)];
    let part = pulled(view.part, [to[0] - from[0], to[1] - from[1]]);
    if (other) part = zoomed(part, apart(now, other) / Math.max(1, apart(before, other)), from);
    view.show(part);
  }

  /** @param {WheelEvent} event */
  function wheel(event) {
    event.preventDefault();
    const { part } = view;
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    if (Math.abs(dx) > Math.abs(dy)) {
      const px = view.spotOf(1, 0)[0] - view.spotOf(0, 0)[0];
      view.show(pulled(part, [-dx * px, 0]));
    } else {
      const by = Math.exp(-dy * (event.ctrlKey ? PINCH : WHEEL));
      view.show(zoomed(part, by, view.spotOf(event.clientX, event.clientY)));
    }
  }

  /** @param {Spot} spot @param {boolean} [patient] a second finger may follow */
  function press(spot, patient = false) {
    const { hand, how: tool } = props();
    const { ink, width } = tool;
    if (draws(tool.tool)) hand.begin({ pen: tool.tool, ink, width }, spot, patient);
    else if (tool.tool === 'rub') rub(spot);
    else if (tool.tool === 'point') hand.point(spot);
  }

  /** @param {Spot} spot */
  function drag(spot) {
    const { hand, how: tool } = props();
    if (tool.tool === 'rub') rub(spot);
    else hand.move(spot);
  }

  /** @param {Spot} spot where it was lifted */
  function release(spot) {
    const { hand, how: tool, onSpot } = props();
    if (tool.tool === 'rub') rubOut();
    else if (tool.tool === 'text') onSpot(within(spot));
    else if (tool.tool === 'tell') tell(spot);
    else if (hand.isDown()) hand.end();
  }

  /** What the eraser meets, if one may take it off. @param {Spot} spot */
  function rub(spot) {
    const { plaza, onTold } = props();
    const { account, role } = plaza.model;
    const met = view.under(spot);
    const own = met.filter((mark) => role !== 'pupil' || mark.account === account);
    for (const mark of own) view.met.add(mark.stroke);
    if (met.length && !own.length) onTold(t('whiteboard.only_own'));
  }

  function rubOut() {
    if (view.met.size) props().hand.rubOut([...view.met]);
    view.met.clear();
  }

  /** What somebody else drew here, the uppermost. @param {Spot} spot */
  function tell(spot) {
    const { plaza, onTold, onReport } = props();
    const theirs = view.under(spot).filter((mark) => mark.account !== plaza.model.account);
    const mark = theirs.at(-1);
    if (mark) onReport(mark);
    else onTold(t('whiteboard.tell_what'));
  }

  return () => off.abort();
}

/** @param {Finger} a @param {Finger} b @returns {Finger} */
const between = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** @param {Finger} a @param {Finger} b */
const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
