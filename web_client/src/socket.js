/**
 * The connection: sends commands, hears frames, and comes back by itself.
 *
 * Silence of four seconds shows the banner (the server beats every two); retries wait half a
 * second, doubling to fifteen, with full jitter, because a hundred clients come back together.
 * Resuming is a tick number.
 */

import { CLOSING, createVocabulary, readFrame, writeCommand, writeSeen } from './vocabulary.js';

const SILENCE_MS = 4000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const GIVE_UP_ON_SILENCE_MS = 12_000;
const FINAL_CODES = new Set([4401, 4403, 4409, 4410]);

/**
 * @param {object} listener
 * @param {(message: import('./vocabulary.js').Message, tick: number) => void} listener.onMessage
 * @param {(tick: number, heardAt: number) => void} listener.onTick
 * @param {(silent: boolean) => void} listener.onSilence
 * @param {(code: number) => void} listener.onEnd
 */
export function createSocket({ onMessage, onTick, onSilence, onEnd }) {
  let vocabulary = createVocabulary();
  /** @type {WebSocket | null} */ let socket = null;
  let seen = 0;
  let saidSeen = 0;
  let commandId = 0;
  let waitMs = FIRST_WAIT_MS;
  let heardAt = performance.now();
  let ended = false;
  let retry = 0;

  function open() {
    clearTimeout(retry);
    if (ended || socket) return;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const own = new WebSocket(`${scheme}://${location.host}/plaza?v=1&seen=${seen}`);
    own.binaryType = 'arraybuffer';
    own.onmessage = (event) => hear(new Uint8Array(event.data));
    own.onclose = (event) => lose(own, event.code);
    socket = own;
  }

  /** @param {Uint8Array} data */
  function hear(data) {
    const [kind, tick, rows] = readFrame(data);
    heardAt = performance.now();
    waitMs = FIRST_WAIT_MS;
    onTick(tick, heardAt);
    for (const row of rows) {
      const message = vocabulary.read(row);
      if (!message) continue;
      if (message.topic === 'Welcome') vocabulary = createVocabulary(message);
      onMessage(message, tick);
    }
    if (kind === CLOSING) seen = tick;
    onSilence(false);
    if (heardAt - saidSeen > 1000 && socket?.readyState === WebSocket.OPEN) {
      saidSeen = heardAt;
      socket.send(writeSeen(seen));
    }
  }

  /** @param {WebSocket} own @param {number} code */
  function lose(own, code) {
    if (socket !== own) return;
    socket = null;
    if (ended) return;
    if (FINAL_CODES.has(code)) {
      ended = true;
      onEnd(code);
      return;
    }
    onSilence(true);
    retry = setTimeout(open, Math.random() * waitMs);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }

  function wake() {
    if (document.visibilityState === 'visible' && !socket) open();
  }

  const watch = setInterval(() => {
    const silentMs = performance.now() - heardAt;
    if (silentMs > SILENCE_MS) onSilence(true);
    if (silentMs > GIVE_UP_ON_SILENCE_MS && socket) {
      const own = socket;
      lose(own, 0);
      own.close();
      heardAt = performance.now() - SILENCE_MS;
    }
  }, 500);
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  const leave = () =>
    navigator.sendBeacon('/api/leaving', new Blob(['{}'], { type: 'application/json' }));
  addEventListener('pagehide', leave);
  open();

  return {
    /**
     * @template {import('./vocabulary_types.js').CommandTopic} T
     * @param {T} topic
     * @param {import('./vocabulary_types.js').Commands[T]} fields
     * @returns {number} the id its answer carries, 0 if unsent
     */
    send(topic, ...fields) {
      const number = vocabulary.numberOf(topic);
      if (!number || socket?.readyState !== WebSocket.OPEN) return 0;
      commandId += 1;
      saidSeen = performance.now();
      socket.send(writeCommand(number, commandId, seen, fields));
      return commandId;
    },
    close() {
      ended = true;
      clearInterval(watch);
      clearTimeout(retry);
      document.removeEventListener('visibilitychange', wake);
      removeEventListener('online', wake);
      removeEventListener('pagehide', leave);
      socket?.close();
    },
  };
}
