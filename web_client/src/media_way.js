/**
 * The way to the server for sound and picture: opened at the first call, kept for the visit, made
 * again when it is lost while one is in a call. Without one the call goes on in text.
 */

import { connect, NoPath } from './media_connection.js';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/**
 * @param {object} owner
 * @param {() => boolean} owner.isWanted
 * @param {(connection: import('./media_connection.js').Connection | null) => void} owner.onChange
 */
export function createWay({ isWanted, onChange }) {
  /** @type {import('./media_connection.js').Connection | null} */ let connection = null;
  /** @type {import('./media.js').Way} */ let state = 'none';
  /** @type {{up: boolean, reason: string} | null} */ let told = null;
  let reason = '';
  let waitMs = FIRST_WAIT_MS;
  let timer = 0;
  let closed = false;

  async function open() {
    if (closed || state === 'opening' || state === 'up' || timer) return;
    state = 'opening';
    onChange(null);
    try {
      const made = await connect(() => lose('unreachable'));
      if (closed) return made.close();
      connection = made;
      state = 'up';
      reason = '';
      waitMs = FIRST_WAIT_MS;
    } catch (error) {
      fail(error instanceof NoPath ? error.reason : 'unreachable');
    }
    onChange(connection);
  }

  /** @param {string} why */
  function fail(why) {
    state = 'down';
    reason = why;
    timer = setTimeout(retry, Math.random() * waitMs + waitMs / 2);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }

  function retry() {
    clearTimeout(timer);
    timer = 0;
    if (isWanted()) open();
  }

  /** @param {string} why */
  function lose(why) {
    if (state !== 'up') return;
    connection?.close();
    connection = null;
    fail(why);
    onChange(null);
  }

  return {
    open,
    connection: () => connection,
    state: () => state,
    reason: () => reason,
    /** What the server says of its side. @param {{up: boolean, reason: string}} said */
    hear(said) {
      if (said === told) return;
      const first = told === null;
      told = said;
      if (first && said.up) return;
      if (!said.up) lose(said.reason);
      else if (state === 'down') retry();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      connection?.close();
      connection = null;
    },
  };
}
