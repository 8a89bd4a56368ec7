/** The sheet of a whiteboard by keys alone: going, drawing, looking closer, undoing. */

import { t } from '../strings.js';
import { within } from '../whiteboard_ink.js';
import { following, middleOf, ZOOM_STEP } from '../whiteboard_zoom.js';

const STEP_SPOTS = 60;
const FINE_SPOTS = 8;

/** @typedef {import('../whiteboard_ink.js').Spot} Spot */

/** @type {Record<string, Spot>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** By how much a key looks closer; 0 for the whole sheet. @type {Record<string, number>} */
const ZOOMS = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, 0: 0 };

/**
 * @param {HTMLElement} host
 * @param {import('./whiteboard_sheet.js').View} view
 * @param {() => any} props those of the sheet
 * @param {{press: (spot: Spot) => void, release: (spot: Spot) => void}} acts of the tool
 * @param {AbortSignal} signal
 */
export function listenToKeys(host, view, props, { press, release }, signal) {
  host.addEventListener('keydown', type, { signal });
  host.addEventListener(
    'blur',
    () => {
      view.cursor = null;
    },
    { signal },
  );

  /** @param {KeyboardEvent} event */
  function type(event) {
    const { hand, onTurn, onUndo } = props();
    const { key, shiftKey } = event;
    const command = event.ctrlKey || event.metaKey;
    const letter = key.toLowerCase();
    const arrow = ARROWS[key];
    if (arrow) step(arrow, shiftKey ? FINE_SPOTS : STEP_SPOTS);
    else if (key === 'Enter' || key === ' ') act();
    else if (key === 'PageUp') onTurn(-1);
    else if (key === 'PageDown') onTurn(1);
    else if (command && (letter === 'z' || letter === 'y')) onUndo(letter === 'y' || shiftKey);
    else if (key === 'Escape' && hand.isDown()) hand.cancel();
    else if (!command && key in ZOOMS) view.zoomBy(ZOOMS[key] ?? 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Spot} arrow @param {number} by */
  function step([dx, dy], by) {
    const { hand } = props();
    const fine = by / view.part.zoom;
    const [x, y] = view.cursor ?? middleOf(view.part);
    view.cursor = within([x + dx * fine, y + dy * fine]);
    view.show(following(view.part, view.cursor));
    if (hand.isDown()) hand.move(view.cursor);
    hand.point(view.cursor);
  }

  /** Begins or ends what the tool does, where the keys are. */
  function act() {
    const { hand, onTold } = props();
    view.cursor ??= within(middleOf(view.part));
    if (hand.isDown()) {
      hand.move(view.cursor);
      hand.end();
      onTold(t('whiteboard.ended'));
      return;
    }
    press(view.cursor);
    if (hand.isDown()) onTold(t('whiteboard.begun'));
    else release(view.cursor);
  }
}
