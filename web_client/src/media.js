/**
 * Sound and picture of one's calls: it follows the model, as packets follow the log. What is one's
 * own opens by a press in this call and by nothing else; leaving the call, for whatever reason,
 * gives every device back. A lost line is made again by itself, with what was on by then; a page
 * that hears nothing of the school for as long as one is waited for gives its devices back, too.
 *
 * @typedef {import('./media_tracks.js').Source} Source
 * @typedef {import('./media_tracks.js').Trouble} Trouble
 * @typedef {'none' | 'opening' | 'up' | 'down'} Way
 *
 * @typedef {object} Visit what calls need to know of a visit
 * @property {import('./model.js').Model} model
 * @property {{value: number}} version
 * @property {{value: boolean}} silent whether the school is out of reach
 * @property {(topic: 'SetMedia', microphone: boolean, camera: boolean, screen: boolean) => number}
 *   send gives the id of the command, or 0
 */

import { effect, signal } from '../vendor/vendor.js';
import { callSettings } from './call_settings.js';
import { createEars } from './media_ears.js';
import { isOffered, openTrack, SOURCES, troubleOf } from './media_tracks.js';
import { createWatch } from './media_watch.js';
import { createWay } from './media_way.js';

const ASK_AGAIN_MS = 2000;
/** As the school waits for whoever is lost (LEAVE_AFTER_DROP_TICKS): the call goes on without. */
const WAITED_FOR_MS = 120_000;

/** @param {Visit} plaza */
export function createMedia(plaza) {
  const { model } = plaza;
  const version = signal(0);
  /** @type {Record<Source, MediaStreamTrack | null>} */
  const own = { microphone: null, camera: null, screen: null };
  /** @type {Record<Source, Trouble | 'weak' | ''>} */
  const troubles = { microphone: '', camera: '', screen: '' };
  /** @type {Set<Source>} */ const opening = new Set();
  /** @type {{id: number, key: string, at: number} | null} */ let asked = null;
  let call = '';
  let waits = 0;
  let closed = false;

  const show = () => {
    version.value = version.peek() + 1;
  };
  const way = createWay({
    isWanted: () => call !== '',
    onChange(connection) {
      ears.listen(connection);
      watch.forget();
      for (const source of SOURCES) carry(source);
      follow();
      show();
    },
  });
  const ears = createEars(plaza, show);
  const watch = createWatch({ plaza, way, own, onLook: follow, onSpeaking: show });

  /** Called when anything of the model may have changed. */
  function follow() {
    if (closed) return;
    const now = model.call?.call ?? '';
    if (now !== call) change(now);
    if (!call) return ears.quiet();
    way.hear(model.mediaWay);
    way.open();
    if (model.lesson?.opened) release();
    const step = watch.step();
    // Whoever has chosen so knows why.
    const why = watch.isReduced() ? 'weak' : '';
    if ((step === 'sound' || step === 'avatars') && own.camera) drop('camera', why);
    if (step === 'avatars' && own.microphone) drop('microphone', '');
    tell();
    ears.hear(step);
    watch.look();
  }

  /** Each call begins with everything off. @param {string} now */
  function change(now) {
    for (const source of SOURCES) {
      stop(source);
      troubles[source] = '';
    }
    call = now;
    asked = null;
    watch.begin(call !== '');
    show();
  }

  /**
   * A person's own press: open a device, or give it back.
   * @param {Source} source @param {boolean} on
   */
  async function press(source, on) {
    troubles[source] = '';
    if (!on || !isOffered(source)) {
      if (on) troubles[source] = 'unsupported';
      stop(source);
      tell();
      return show();
    }
    if (opening.has(source) || own[source]) return;
    const pressedIn = call;
    opening.add(source);
    show();
    try {
      const track = await openTrack(source, way.connection()?.caps);
      // Whoever left meanwhile, or came into another call, has not pressed there.
      if (closed || !call || pressedIn !== call) track.stop();
      else take(source, track);
    } catch (error) {
      const trouble = troubleOf(error);
      // To choose no window is no mistake.
      if (source !== 'screen' || trouble !== 'denied') troubles[source] = trouble;
    }
    opening.delete(source);
    show();
  }

  /** @param {Source} source @param {MediaStreamTrack} track */
  function take(source, track) {
    own[source] = track;
    track.onended = () => drop(source, source === 'screen' ? '' : 'lost');
    carry(source);
    tell();
  }

  /** Off by itself: unplugged, taken by the system, too much for the device.
   * @param {Source} source @param {Trouble | 'weak' | ''} why */
  function drop(source, why) {
    stop(source);
    troubles[source] = why;
    tell();
    show();
  }

  /** @param {Source} source */
  function stop(source) {
    const track = own[source];
    if (!track) return;
    own[source] = null;
    track.onended = null;
    track.stop();
    carry(source);
  }

  /** @param {Source} source */
  function carry(source) {
    way
      .connection()
      ?.carry(source, own[source])
      .catch(() => {});
  }

  /** Tells the server what one sends, until it knows: also after a reload and after a drop. */
  function tell() {
    const member = model.call?.members.get(model.account);
    if (!member) return;
    if (SOURCES.every((source) => member[source] === (own[source] !== null))) return;
    const key = SOURCES.map((source) => Number(own[source] !== null)).join('');
    const now = performance.now();
    if (asked?.key === key && now - asked.at < ASK_AGAIN_MS) return;
    const id = plaza.send('SetMedia', !!own.microphone, !!own.camera, !!own.screen);
    if (id) asked = { id, key, at: now };
  }

  /** What the school does not allow is given back at once. @param {number} commandId */
  function refused(commandId) {
    if (asked?.id !== commandId) return;
    const member = model.call?.members.get(model.account);
    for (const source of SOURCES) if (!member?.[source]) stop(source);
    show();
  }

  /** Camera, microphone and screen off: another program is to have them. */
  function release() {
    for (const source of SOURCES) stop(source);
    tell();
    show();
  }

  const forget = effect(() => {
    plaza.version.value;
    callSettings.value;
    queueMicrotask(follow);
  });
  const forgetSilence = effect(() => {
    clearTimeout(waits);
    if (plaza.silent.value) waits = setTimeout(release, WAITED_FOR_MS);
  });

  return {
    version,
    own,
    troubles,
    opening,
    ears,
    watch,
    way,
    press,
    release,
    refused,
    /** Take another device for what is on. @param {'microphone' | 'camera'} source */
    async again(source) {
      if (!own[source]) return;
      stop(source);
      await press(source, true);
    },
    close() {
      closed = true;
      forget();
      forgetSilence();
      clearTimeout(waits);
      for (const source of SOURCES) stop(source);
      watch.begin(false);
      ears.close();
      way.close();
    },
  };
}

/** @typedef {ReturnType<typeof createMedia>} Media */

/**
 * That of this visit, made at the first call. Whoever asks is drawn anew when it changes.
 * @param {import('./plaza.js').Plaza} plaza
 */
export function seen(plaza) {
  plaza.media ??= createMedia(plaza);
  plaza.version.value;
  plaza.media.version.value;
  return plaza.media;
}
