/**
 * A visit: model, socket, clock and camera of somebody who is logged in. Pages read `version` to
 * draw anew; the stage reads the model each frame.
 */

import { batch, signal } from '../vendor/vendor.js';
import { createAsked, PASSING, refusalText } from './asked.js';
import { createCamera } from './camera.js';
import { createClock } from './clock.js';
import { apply, createModel, nameOf } from './model.js';
import { createNotNow } from './not_now.js';
import { fetched } from './query.js';
import { withoutReadings } from './readings.js';
import { chosenMotion } from './saving.js';
import { adopt } from './settings.js';
import { createSocket } from './socket.js';
import { en, ja, jaEasy } from './strings/care.js';
import { addStrings, chimeSaid, t } from './strings.js';
import { createUnsent } from './unsent.js';

addStrings({ ja, 'ja-easy': jaEasy, en });

/** The words about the line: nearly nobody ever reads them. */
const lineStrings = () =>
  import('./strings/line.js').then((words) =>
    addStrings({ ja: words.ja, 'ja-easy': words.jaEasy, en: words.en }),
  );

const FLOOR_KEY = 'hiroba-floor';
const TOAST_MS = 3500;
const ASK_MS = 2000;
const LOOK_EVERY_MS = 500;
const SPOKEN_MAX = 40;
const SPOKEN_TICKS = 120;
/** What nobody is told aloud who wants to be alone. */
const QUIETED = new Set(['Said', 'Murmured', 'DirectShown']);
/** Messages that change nothing but where somebody stands, or what a canvas shows. */
const MOTION_ONLY = new Set(['Walked', 'Done', 'PenTraced', 'PointedOn', 'Drawn']);

/** @param {(code: number, cause: string) => void} onEnd */
export function createPlaza(onEnd) {
  const model = createModel();
  const clock = createClock();
  const version = signal(0);
  const silent = signal(false);
  const toast = signal('');
  const news = signal('');
  const opened = signal('');
  const slow = signal(false);
  let offered = chosenMotion() !== null;
  const way = signal(/** @type {import('./ways.js').Way} */ ('socket'));
  const plaza = {
    model,
    clock,
    version,
    silent,
    toast,
    news,
    opened,
    camera: createCamera(),
    /** @type {number | null} */ focused: null,
    /** @type {ReturnType<typeof import('./stage.js').createStage> | null} */ stage: null,
    /** The account of whoever was tapped, '' for nobody. */ tapped: signal(''),
    /**
     * What was said last by whom (handle), for a bubble until a tick.
     * @type {Map<number, {text: string, until: number}>}
     */
    spoken: new Map(),
    arrivedAt: 0,
    /** Which question or bar of care is open: `help`, `emotes` or none. */ care: signal(''),
    /**
     * Who was told that one does not want to talk now. On a slow line the talk has begun by the
     * time they hear it: it is left then, unseen.
     * @type {Set<string>}
     */
    declined: new Set(),
    /** Whose screen the next press on the floor points at, for supporters. */ pointing: signal(''),
    /** Whether somebody is being led round. */ touring: signal(false),
    /** Commands whose refusal is not worth a word. @type {Set<number>} */ unsaid: new Set(),
    /** Words that are not sent yet. */ unsent: createUnsent(() => {
      version.value += 1;
    }),
    /** Draw soon: the stage rests while nothing changes. */
    wake: () => {},
    send,
    ask,
    say,
    enterFloor,
    enterFirstFloor: goIn,
    close() {
      plaza.media?.close();
      socket.close();
    },
    /** What the connection costs. */
    lastMinute: () => socket.cost.lastMinute(performance.now()),
    /** How one is connected. */ way,
    /** Whether the line is slow and one was not asked yet. */ slow,
    motion: () => socket.motion(),
    /** @param {number} motion */
    showMotion(motion) {
      slow.value = false;
      socket.show(motion);
      version.value += 1;
    },
    lookAhead,
    /**
     * Own microphone and camera and the voices of others, from the first call on.
     * @type {import('./media.js').Media | null}
     */
    media: null,
    /** @type {Ahead | null} */ next: null,
  };
  const asked = createAsked();
  let toastTimer = 0;
  let stopped = false;
  const notNow = createNotNow();
  let lookedAt = 0;

  const socket = createSocket({
    onMessage(message, tick) {
      if (message.topic === 'Welcome') clock.setWall(message.wall_ms);
      if (message.topic === 'Refusal') {
        answer(message);
        plaza.media?.refused(message.command_id);
      }
      if (message.topic === 'Done') asked.done(message.command_id);
      apply(model, message, tick);
      if (message.topic === 'ComfortShown')
        adopt(model.comfort, (row) => socket.send('ChooseComfort', row));
      if (message.topic === 'FloorShown') arrive(message);
      if (message.topic === 'DeskShown' || message.topic === 'FloorOpened') goIn();
      announce(message);
      if (message.topic === 'KnockEnded' && message.account === model.account) say(t('knock_over'));
      if (!MOTION_ONLY.has(message.topic)) version.value += 1;
    },
    onTick(tick, heardAt) {
      clock.hear(tick, heardAt);
      if (heardAt - lookedAt < LOOK_EVERY_MS) return;
      lookedAt = heardAt;
      if (notNow.look(model, Math.floor(clock.tick()))) say(t('not_now'));
    },
    onSilence(on) {
      if (silent.value === on) return;
      silent.value = on;
      clock.freeze(on);
    },
    onWay(now) {
      if (/** @type {any} */ (navigator).connection?.saveData) offerLess();
      if (way.value !== now) lineStrings().then(() => say(t(`way.${now}`)));
      way.value = now;
    },
    onSlow: offerLess,
    onCut: asked.cut,
    onTold: asked.told,
    onBack: asked.back,
    onEnd(code) {
      if (stopped) return;
      stopped = true;
      plaza.media?.close();
      onEnd(code, model.left?.cause ?? '');
    },
  });

  /**
   * Send a command with its fields; `tsc` knows which. Returns the id its answer carries, or 0.
   * That it was not done is said.
   * @template {import('./vocabulary_types.js').CommandTopic} T
   * @param {T} topic
   * @param {import('./vocabulary_types.js').Commands[T]} fields
   */
  function send(topic, ...fields) {
    const id = socket.send(topic, ...fields);
    if (PASSING.has(topic)) return id;
    const told = (/** @type {import('./asked.js').Answer} */ { reason, at_ms }) =>
      reason && say(refusalText(reason, at_ms));
    if (id) asked.wait(id, told);
    else say(t('no_network'));
    return id;
  }

  /**
   * Send a command and hear how it went: '' is a yes, otherwise the reason.
   * @template {import('./vocabulary_types.js').CommandTopic} T
   * @param {T} topic
   * @param {import('./vocabulary_types.js').Commands[T]} fields
   * @returns {Promise<import('./asked.js').Answer>}
   */
  function ask(topic, ...fields) {
    const id = socket.send(topic, ...fields);
    if (!id) return Promise.resolve({ reason: 'no_line', at_ms: 0 });
    return new Promise((resolve) => asked.wait(id, resolve));
  }

  /**
   * To whoever asked for it; a refusal that nobody asked for is said.
   * @param {{command_id: number, reason: string, at_ms: number}} message
   */
  function answer(message) {
    const { command_id, reason, at_ms } = message;
    const unsaid = plaza.unsaid.delete(command_id);
    if (!asked.answer(message) && reason && !unsaid) say(refusalText(reason, at_ms));
  }

  /** Ask once whether less should move: the line is slow, or the device is told to save bytes. */
  function offerLess() {
    if (!offered) slow.value = true;
    offered = true;
  }

  /** What comes next for the school; null when the line does not say it in time. */
  async function lookAhead() {
    const { ok, found } = await fetched('/api/today', { withinMs: ASK_MS });
    plaza.next = ok ? found : null;
    return plaza.next;
  }

  /** A short word to the person. @param {string} text */
  function say(text) {
    clearTimeout(toastTimer);
    toast.value = text;
    toastTimer = setTimeout(() => {
      toast.value = '';
    }, TOAST_MS);
  }

  /** @param {string} floor */
  function enterFloor(floor) {
    localStorage.setItem(FLOOR_KEY, floor);
    send('EnterFloor', floor);
  }

  /** From the desk to a floor: the one of last time, or the first open one. */
  function goIn() {
    if (model.left) return;
    queueMicrotask(() => {
      const open = [...model.floors].filter(([, floor]) => floor.open).map(([id]) => id);
      const last = localStorage.getItem(FLOOR_KEY) ?? 'plaza';
      const floor = open.includes(last) ? last : open[0];
      if (floor && model.desk && model.lookChosen) send('EnterFloor', floor);
    });
  }

  /** @param {import('./vocabulary_types.js').Messages['FloorShown']} message */
  function arrive(message) {
    localStorage.setItem(FLOOR_KEY, message.plan.floor);
    batch(() => {
      plaza.arrivedAt = clock.tick();
      opened.value = '';
      plaza.spoken.clear();
      plaza.tapped.value = '';
      plaza.camera = createCamera();
      news.value = t('floor_shown', { name: message.plan.name });
    });
  }

  /**
   * Words to the floor stand beside their speaker for a while.
   * @param {import('./vocabulary_types.js').Messages['Said']} message
   */
  function speak({ avatar, text }) {
    if (!model.plan?.bubbles) return;
    const shown = text.length > SPOKEN_MAX ? `${text.slice(0, SPOKEN_MAX - 1)}…` : text;
    plaza.spoken.set(avatar, { text: shown, until: clock.tick() + SPOKEN_TICKS });
  }

  /** @param {{account: string, account_name: string, text: string, stamp: number}} message */
  function hear({ account, account_name, text, stamp }) {
    if (account !== model.account) news.value = `${account_name} ${stamp ? t('stamp') : text}`;
  }

  /** What a screen reader is told. @param {import('./vocabulary.js').Message} message */
  function announce(message) {
    if (model.status === 'quiet' && QUIETED.has(message.topic)) return;
    if (message.topic === 'Said') speak(message);
    if (message.topic === 'Said' && message.account !== model.account) {
      const line = model.lines.at(-1);
      if (line) news.value = `${line.name} ${line.text}`;
    }
    if (message.topic === 'Murmured' && message.text && message.account !== model.account)
      news.value = `${nameOf(model, message.account)} ${message.text}`;
    if (message.topic === 'DirectShown' || message.topic === 'GroupTalkShown') hear(message);
    if (message.topic === 'PostWentUp' && message.account !== model.account)
      news.value = t('board.news');
    if (message.topic === 'ChimeRang') news.value = withoutReadings(chimeSaid(message));
    // When the floor closes nobody may ask any more.
    if (message.topic === 'ClosingWarned' && !plaza.next) lookAhead();
    if (message.topic === 'ClosingWarned') news.value = t('closing', { minutes: message.minutes });
    if (message.topic === 'CoverShown' && message.closing_min)
      news.value = t('closing', { minutes: message.closing_min });
  }

  return plaza;
}

/**
 * @typedef {ReturnType<typeof createPlaza>} Plaza
 * @typedef {{month: number, closes_ms: number, opens_ms: number}} Ahead of a visit's end
 */
