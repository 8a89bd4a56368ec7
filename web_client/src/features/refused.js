/**
 * A form whose wish may be refused: it stays as it is filled in, and says what is wrong beside the
 * field that it is about.
 */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { refusalText } from '../asked.js';
import { posted } from '../query.js';
import { useOnce } from './press.js';

/**
 * @typedef {import('../asked.js').Answer} Answer
 * @typedef {Record<string, string>} About which field a reason is about; others concern the form
 */

const NONE = { reason: '', at_ms: 0 };

/**
 * What was refused last, and how to ask: one question at a time. A refusal that comes when the form
 * is gone is said, and a yes is nobody's any more.
 * @param {import('../plaza.js').Plaza} plaza
 */
export function useAnswer(plaza) {
  const [refused, setRefused] = useState(/** @type {Answer} */ (NONE));
  const { busy, once, isGone } = useOnce();
  /**
   * @template {import('../vocabulary_types.js').CommandTopic} T
   * @param {T} topic
   * @param {import('../vocabulary_types.js').Commands[T]} fields
   * @returns {Promise<boolean>} whether it was done
   */
  const ask = async (topic, ...fields) => (await hear(() => plaza.ask(topic, ...fields))) !== null;
  /**
   * What is too large for the socket; null if it was not done.
   * @param {string} path @param {object} body
   */
  const send = (path, body) => hear(async () => answerOf(await posted(path, body)));
  /**
   * What was asked in another way; null if it was not done.
   * @template {Answer} A
   * @param {() => Promise<A>} asked
   * @returns {Promise<A | null>}
   */
  async function hear(asked) {
    const answer = await once(() => {
      setRefused(NONE);
      return asked();
    });
    if (!answer) return null;
    const { reason, at_ms } = answer;
    if (isGone() && reason) plaza.say(refusalText(reason, at_ms));
    setRefused({ reason, at_ms });
    return reason || isGone() ? null : answer;
  }
  return { refused, busy, ask, send, hear };
}

/**
 * What came of a wish that went over HTTP. One whose time was over may have been done.
 * @param {import('../query.js').Told} told
 * @returns {Answer & {found: any}}
 */
export function answerOf({ ok, status, late, found }) {
  if (ok) return { reason: '', at_ms: 0, found };
  const silent = late ? 'unsure' : 'no_network';
  return { reason: status ? 'other' : silent, at_ms: 0, ...found, found: null };
}

/**
 * Stands behind the field it names, or without one at the end of the form.
 * @param {{refused: Answer, about: About, field?: string}} props
 */
export function Refused({ refused, about, field = '' }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const here = refused.reason !== '' && (about[refused.reason] ?? '') === field;
  useEffect(() => {
    // The field stands before it, and is to be seen with it.
    if (here) place.current?.scrollIntoView({ block: 'center' });
  }, [refused]);
  return (
    here &&
    html`<p class="wrong" role="alert" ref=${place}>${refusalText(
      refused.reason,
      refused.at_ms,
    )}</p>`
  );
}
