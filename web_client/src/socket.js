/**
 * The connection: sends commands, hears frames, and comes back by itself.
 *
 * Silence of four seconds shows the banner (the server beats every two); retries wait half a
 * second, doubling to fifteen, with full jitter, because a hundred clients come back together.
 * Resuming is a tick number. Where sockets say nothing a stream takes their place (`stream.js`),
 * until a trial finds that they work again.
 */

import { createCost, frameBytes, maskedFrameBytes } from './cost.js';
import { TICK_MS } from './motion.js';
import { chosenMotion, createSlowness, keepMotion } from './saving.js';
import { CLOSING, createVocabulary, readFrame, writeCommand, writeSeen } from './vocabulary.js';
import { createWays } from './ways.js';

const VERSION = 1;
const SILENCE_MS = 4000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const GIVE_UP_ON_SILENCE_MS = 12_000;
const GIVE_UP_ON_FIRST_WORD_MS = 8000;
const OUTDATED = 4410;
const FINAL_CODES = new Set([4401, 4403, 4409, OUTDATED]);

/**
 * @typedef {object} Line what a WebSocket and a stream have in common
 * @property {number} readyState
 * @property {(frame: any) => number | void} send
 * @property {() => void} close
 * @property {((event: any) => void) | null} onmessage
 * @property {((event: any) => void) | null} onclose
 */

/**
 * @param {object} listener
 * @param {(message: import('./vocabulary.js').Message, tick: number) => void} listener.onMessage
 * @param {(tick: number, heardAt: number) => void} listener.onTick
 * @param {(silent: boolean) => void} listener.onSilence
 * @param {(code: number) => void} listener.onEnd
 * @param {(way: import('./ways.js').Way) => void} listener.onWay
 * @param {() => void} listener.onSlow
 * @param {() => void} listener.onCut what was sent may not have arrived
 * @param {(anew: boolean) => void} listener.onBack all that was missed is told, or all `anew`
 * @param {() => void} listener.onTold a tick is told to its end
 */
export function createSocket({
  onMessage,
  onTick,
  onSilence,
  onEnd,
  onWay,
  onSlow,
  onCut,
  onBack,
  onTold,
}) {
  const ways = createWays();
  const cost = createCost();
  const slowness = createSlowness(TICK_MS);
  let motion = chosenMotion() ?? 0;
  /** The least that one may have been shown: one comes back as somebody who was shown that. */
  let least = motion;
  let vocabulary = createVocabulary();
  /** @type {Line | null} */ let line = null;
  let way = ways.next();
  let opening = false;
  let openedAt = 0;
  let spoke = false;
  let back = false;
  let anew = false;
  let seen = 0;
  let saidSeen = 0;
  let commandId = 0;
  let waitMs = FIRST_WAIT_MS;
  let heardAt = performance.now();
  let ended = false;
  let retry = 0;
  let trial = 0;

  async function open() {
    clearTimeout(retry);
    if (ended || line || opening) return;
    opening = true;
    way = ways.next();
    const own = way === 'socket' ? socketOf(VERSION) : await streamOf();
    opening = false;
    openedAt = performance.now();
    spoke = back = anew = false;
    if (!own) fail();
    else if (ended) own.close();
    else listenTo(own);
  }

  /** @param {number} version @returns {WebSocket} */
  function socketOf(version) {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const own = new WebSocket(
      `${scheme}://${location.host}/plaza?v=${version}&seen=${seen}&motion=${least}`,
    );
    own.binaryType = 'arraybuffer';
    return own;
  }

  /** @returns {Promise<Line | null>} */
  const streamOf = () =>
    import('./stream.js').then(
      (module) => module.openStream({ version: VERSION, seen, motion: least }),
      () => null,
    );

  /** @param {Line} own */
  function listenTo(own) {
    own.onmessage = (event) => {
      const data = new Uint8Array(event.data);
      cost.came(performance.now(), event.bytes ?? frameBytes(data.length));
      hear(data);
    };
    own.onclose = (event) => lose(own, event.code);
    line = own;
  }

  /** @param {Uint8Array} frame */
  function write(frame) {
    cost.went(performance.now(), line?.send(frame) ?? maskedFrameBytes(frame.length));
  }

  /** @param {Uint8Array} data */
  function hear(data) {
    const [kind, tick, rows] = readFrame(data);
    heardAt = performance.now();
    waitMs = FIRST_WAIT_MS;
    if (!spoke) speaks();
    onTick(tick, heardAt);
    slowness.heard(tick, heardAt);
    if (slowness.isSlow()) onSlow();
    for (const row of rows) {
      const message = vocabulary.read(row);
      if (!message) continue;
      if (message.topic === 'Welcome') {
        vocabulary = createVocabulary(message);
        least = motion;
        anew = true;
      }
      onMessage(message, tick);
    }
    if (kind === CLOSING) ends(tick);
    onSilence(false);
    if (heardAt - saidSeen > 1000 && line?.readyState === WebSocket.OPEN) {
      saidSeen = heardAt;
      write(writeSeen(seen));
    }
  }

  /** @param {number} tick that has been told to its end */
  function ends(tick) {
    seen = tick;
    onTold();
    if (!back) onBack(anew);
    back = true;
  }

  /** The first word on a line: this way works. */
  function speaks() {
    spoke = true;
    ways.spoke(way);
    onWay(way);
    clearTimeout(trial);
    if (way === 'stream') trial = setTimeout(trySockets, ways.nextTrialMs());
    if (least !== motion) write(writeSeen(seen, motion));
  }

  /**
   * Ask for a socket with a version that does not exist: that the server says so tells that
   * sockets work, and nothing is taken over by it.
   */
  function trySockets() {
    if (ended || way === 'socket' || !line) return;
    clearTimeout(trial);
    trial = setTimeout(trySockets, ways.nextTrialMs());
    socketOf(0).onclose = ({ code }) => {
      if (code !== OUTDATED || way === 'socket' || !line) return;
      const stream = line;
      stream.onmessage = stream.onclose = line = null;
      onCut();
      ways.backToSockets();
      // The socket is on its way first, so that nobody sees the person drop.
      open();
      stream.close();
    };
  }

  /** @param {Line} own @param {number} code */
  function lose(own, code) {
    if (line !== own) return;
    line = null;
    onCut();
    if (ended) return;
    if (FINAL_CODES.has(code)) {
      ended = true;
      onEnd(code);
      return;
    }
    fail();
  }

  function fail() {
    if (!spoke) ways.saidNothing();
    if (spoke) slowness.lost(performance.now());
    onSilence(true);
    retry = setTimeout(open, Math.random() * waitMs);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }

  function wake() {
    if (document.visibilityState !== 'visible') return;
    if (line) trySockets();
    else open();
  }

  const watch = setInterval(() => {
    const now = performance.now();
    if (now - heardAt > SILENCE_MS) onSilence(true);
    const patienceMs = spoke ? GIVE_UP_ON_SILENCE_MS : GIVE_UP_ON_FIRST_WORD_MS;
    if (line && now - Math.max(heardAt, openedAt) > patienceMs) {
      const own = line;
      lose(own, 0);
      own.close();
    }
  }, 500);
  const look = () => !line && wake();
  document.addEventListener('visibilitychange', look);
  addEventListener('online', wake);
  const leave = () =>
    navigator.sendBeacon('/api/leaving', new Blob(['{}'], { type: 'application/json' }));
  addEventListener('pagehide', leave);
  open();

  return {
    cost,
    /** Be shown so much of others' motion from now on. @param {number} wanted */
    show(wanted) {
      motion = wanted;
      least = Math.max(least, motion);
      keepMotion(motion);
      if (line?.readyState === WebSocket.OPEN) write(writeSeen(seen, motion));
    },
    motion: () => motion,
    /**
     * @template {import('./vocabulary_types.js').CommandTopic} T
     * @param {T} topic
     * @param {import('./vocabulary_types.js').Commands[T]} fields
     * @returns {number} the id its answer carries, 0 if unsent
     */
    send(topic, ...fields) {
      const number = vocabulary.numberOf(topic);
      if (!number || line?.readyState !== WebSocket.OPEN) return 0;
      commandId += 1;
      saidSeen = performance.now();
      write(writeCommand(number, commandId, seen, fields));
      return commandId;
    },
    close() {
      ended = true;
      clearInterval(watch);
      clearTimeout(retry);
      clearTimeout(trial);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', wake);
      removeEventListener('pagehide', leave);
      line?.close();
    },
  };
}
