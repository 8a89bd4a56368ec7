/**
 * Buttons that ask: until the answer has come a second press does nothing, and when that takes long
 * the button says so.
 */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { refusalText } from '../asked.js';
import { T } from '../strings.js';

const LATE_MS = 400;

/** @typedef {import('../asked.js').Answer} Answer */

/** One question at a time, of a part of the page that may be gone when the answer comes. */
export function useOnce() {
  const [busy, setBusy] = useState(false);
  const now = useRef({ busy: false, gone: false });
  useEffect(
    () => () => {
      now.current.gone = true;
    },
    [],
  );
  /**
   * @template A
   * @param {() => Promise<A> | A} ask
   * @returns {Promise<A | null>} null while another answer is awaited: nothing was asked
   */
  async function once(ask) {
    if (now.current.busy) return null;
    now.current.busy = true;
    setBusy(true);
    try {
      return await ask();
    } finally {
      now.current.busy = false;
      setBusy(false);
    }
  }
  return { busy, once, isGone: () => now.current.gone };
}

/**
 * What is turned stands as it was turned until its answer has come: the model knows it only then,
 * and would turn it back meanwhile.
 * @template V
 * @param {V} known as the model has it
 * @returns {[V, (next: V, asked: Promise<unknown>) => Promise<void>]}
 */
export function useTurned(known) {
  const [turned, setTurned] = useState(/** @type {{to: V} | null} */ (null));
  const last = useRef(turned);
  async function turn(/** @type {V} */ to, /** @type {Promise<unknown>} */ asked) {
    const own = { to };
    last.current = own;
    setTurned(own);
    await asked;
    if (last.current === own) setTurned(null);
  }
  return [turned ? turned.to : known, turn];
}

/**
 * A choice that the school keeps.
 * @param {{on: boolean, onTurn: (on: boolean) => Promise<unknown>, children: any,
 *   [attribute: string]: any}} props
 */
export function Toggle({ on, onTurn, children, ...attributes }) {
  const [shown, turn] = useTurned(on);
  return html`<label class="toggle"><input type="checkbox" checked=${shown} ...${attributes}
    onChange=${(/** @type {any} */ { target: { checked } }) => turn(checked, onTurn(checked))} />
    <span>${children}</span></label>`;
}

/**
 * Ask for something of which a no is merely said.
 * @template {import('../vocabulary_types.js').CommandTopic} W
 * @param {import('../plaza.js').Plaza} plaza
 * @param {[W, ...import('../vocabulary_types.js').Commands[W]]} wish
 */
export async function wished(plaza, ...wish) {
  const { reason, at_ms } = await plaza.ask(...wish);
  if (reason) plaza.say(refusalText(reason, at_ms));
  return reason === '';
}

/**
 * What sends a form. It keeps the focus while its answer is awaited.
 * @param {{busy: boolean, mute?: boolean, children: any, [attribute: string]: any}} props `mute`:
 * busy with what another button asked
 */
export function Submit({ busy, mute = false, children, ...attributes }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!busy || mute) return setLate(false);
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, [busy, mute]);
  return html`<button aria-disabled=${busy || undefined} ...${attributes}>
    ${late ? T('sending') : children}</button>`;
}

/**
 * A command as a button. A no is said, by the button if it is in `front` of what says it otherwise;
 * after either something may be done, if the button still stands there. Of buttons that share `one`
 * question, a yes and a no, only the first that is pressed asks.
 * @template {import('../vocabulary_types.js').CommandTopic} W
 * @param {{plaza: import('../plaza.js').Plaza,
 *   wish: [W, ...import('../vocabulary_types.js').Commands[W]], onYes?: () => void,
 *   onNo?: () => void, front?: boolean, one?: ReturnType<typeof useOnce>, children?: any,
 *   [attribute: string]: any}} props
 */
export function Press({ plaza, wish, onYes, onNo, front = false, one, children, ...attributes }) {
  const own = useOnce();
  const { busy, once, isGone } = one ?? own;
  const [pressed, setPressed] = useState(false);
  const [wrong, setWrong] = useState('');
  const say = front ? setWrong : plaza.say;
  const press = async (/** @type {MouseEvent} */ event) => {
    // The second half of a double press was not meant for what has come to stand here.
    if (event.detail > 1) return;
    const answer = await once(() => {
      setPressed(true);
      return plaza.ask(...wish);
    });
    if (answer) setPressed(false);
    if (answer?.reason) say(refusalText(answer.reason, answer.at_ms));
    if (answer && !isGone()) (answer.reason ? onNo : onYes)?.();
  };
  return html`${wrong && !busy && html`<p class="wrong" role="alert">${wrong}</p>`}
    <${Submit} type="button" busy=${busy} mute=${!pressed} onClick=${press} ...${attributes}>
      ${children}<//>`;
}

/**
 * What cannot be taken back is asked twice. To keep it stands where the first press was, for a
 * finger that presses twice.
 * @param {{plaza: import('../plaza.js').Plaza, wish: any, ask: string, sure: string,
 *   [attribute: string]: any}} props
 */
export function Sure({ plaza, wish, ask, sure, ...attributes }) {
  const [asking, setAsking] = useState(false);
  const set = (/** @type {boolean} */ on) => () => setAsking(on);
  if (!asking)
    return html`<button type="button" key="ask" onClick=${set(true)} ...${attributes}>
      ${T(ask)}</button>`;
  return html`<button type="button" key="keep" onClick=${set(false)}>${T('go_back')}</button>
    <${Press} key="sure" plaza=${plaza} class="danger" wish=${wish} onYes=${set(false)}>
      ${T(sure)}<//>`;
}
