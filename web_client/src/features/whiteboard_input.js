/** Pen, finger, mouse and keys on the sheet of a whiteboard. */

import { t } from '../strings.js';
import { draws } from '../whiteboard_hand.js';
import { HEIGHT, WIDTH, within } from '../whiteboard_ink.js';

const STEP_SPOTS = 60;
const FINE_SPOTS = 8;
/** A palm lies down while somebody writes with a pen. */
const PALM_MS = 3000;

/** @typedef {import('../whiteboard_ink.js').Spot} Spot */

/** @type {Record<string, Spot>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

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
  let penAt = -PALM_MS;

  const spotOf = (/** @type {PointerEvent} */ event) => view.spotOf(event.clientX, event.clientY);
  const isPalm = (/** @type {PointerEvent} */ event) =>
    event.pointerType === 'touch' && event.timeStamp - penAt < PALM_MS;

  host.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType === 'pen') penAt = event.timeStamp;
      if (held !== null || event.button !== 0 || isPalm(event)) return;
      held = event.pointerId;
      host.setPointerCapture(event.pointerId);
      view.cursor = null;
      press(spotOf(event));
    },
    how,
  );
  host.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerType === 'pen') penAt = event.timeStamp;
      const { hand, how: tool } = props();
      if (held === null && event.pointerType !== 'touch') hand.point(spotOf(event));
      if (event.pointerId !== held) return;
      const between = event.getCoalescedEvents?.() ?? [];
      for (const one of between.length ? between : [event]) drag(spotOf(one));
      if (tool.tool === 'point') hand.point(spotOf(event));
    },
    how,
  );
  host.addEventListener('pointerup', (event) => event.pointerId === held && release(), how);
  host.addEventListener(
    'pointercancel',
    (event) => {
      if (event.pointerId !== held) return;
      held = null;
      view.met.clear();
      props().hand.cancel();
    },
    how,
  );
  host.addEventListener('keydown', type, how);
  host.addEventListener(
    'blur',
    () => {
      view.cursor = null;
    },
    how,
  ); // prettier-ignore

  /** @param {Spot} spot */
  function press(spot) {
    const { hand, how: tool, onSpot } = props();
    if (draws(tool.tool)) hand.begin({ pen: tool.tool, ink: tool.ink, width: tool.width }, spot);
    else if (tool.tool === 'text') onSpot(within(spot));
    else if (tool.tool === 'rub') rub(spot);
    else hand.point(spot);
  }

  /** @param {Spot} spot */
  function drag(spot) {
    const { hand, how: tool } = props();
    if (tool.tool === 'rub') rub(spot);
    else hand.move(spot);
  }

  function release() {
    held = null;
    const { hand, how: tool } = props();
    if (tool.tool === 'rub') rubOut();
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

  /** @param {KeyboardEvent} event */
  function type(event) {
    const { hand, onTurn, onUndo } = props();
    const arrow = ARROWS[event.key];
    if (arrow) step(arrow, event.shiftKey ? FINE_SPOTS : STEP_SPOTS);
    else if (event.key === 'Enter' || event.key === ' ') act();
    else if (event.key === 'PageUp') onTurn(-1);
    else if (event.key === 'PageDown') onTurn(1);
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) onUndo();
    else if (event.key === 'Escape' && hand.isDown()) hand.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Spot} arrow @param {number} by */
  function step([dx, dy], by) {
    const { hand } = props();
    const [x, y] = view.cursor ?? [WIDTH / 2, HEIGHT / 2];
    view.cursor = within([x + dx * by, y + dy * by]);
    if (hand.isDown()) hand.move(view.cursor);
    hand.point(view.cursor);
  }

  /** Begins or ends what the tool does, where the keys are. */
  function act() {
    const { hand, how: tool, onTold } = props();
    view.cursor ??= [WIDTH / 2, HEIGHT / 2];
    if (hand.isDown()) {
      hand.move(view.cursor);
      hand.end();
      onTold(t('whiteboard.ended'));
      return;
    }
    press(view.cursor);
    if (tool.tool === 'rub') rubOut();
    if (hand.isDown()) onTold(t('whiteboard.begun'));
  }

  return () => off.abort();
}
