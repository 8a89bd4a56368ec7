/**
 * Who speaks, how the device and its line bear the call, and what of it is therefore asked for.
 * Levels are taken from what arrives here; nobody else is told of them.
 */

import { callSettings } from './call_settings.js';
import { slotOf } from './calling_model.js';
import { after, firstStanding, pictured, sending, shownStep, WINDOW_MS } from './media_steps.js';
import { posted } from './query.js';

const LISTEN_MS = 400;
/** What the line swallowed is said again. */
const LOOK_MS = 2500;
const AUDIBLE = 0.02;
/** A pause between two words is no end of speaking. */
const HELD_LOOKS = 3;

/**
 * @param {object} parts
 * @param {import('./media.js').Visit} parts.plaza
 * @param {ReturnType<typeof import('./media_way.js').createWay>} parts.way
 * @param {Record<import('./media_tracks.js').Source, MediaStreamTrack | null>} parts.own
 * @param {() => void} parts.onLook
 * @param {() => void} parts.onSpeaking
 */
export function createWatch({ plaza, way, own, onLook, onSpeaking }) {
  const { model } = plaza;
  let standing = firstStanding();
  /** Looks that a voice still counts as speaking. @type {Map<string, number>} */
  const speaking = new Map();
  /** @type {string[]} */ let spoke = [];
  let totals = { arrived: 0, dropped: 0, heard: 0, lost: 0 };
  let asked = '';
  let limited = '';
  let timers = /** @type {number[]} */ ([]);

  const step = () => shownStep(standing.step, callSettings.value.mode);

  async function listen() {
    const connection = way.connection();
    const call = model.call;
    if (!connection || !call || document.hidden) return;
    let changed = false;
    for (const [account, { microphone }] of call.members) {
      const slot = slotOf(call.seats, model.account, account);
      const end =
        account === model.account ? connection.senders.microphone : connection.voices[slot];
      const level = microphone && end ? levelOf(await end.getStats()) : 0;
      changed = note(account, level > AUDIBLE) || changed;
    }
    if (changed) onSpeaking();
  }

  /** @param {string} account @param {boolean} audible @returns {boolean} whether it is news */
  function note(account, audible) {
    const before = speaking.get(account) ?? 0;
    const now = audible ? HELD_LOOKS : Math.max(0, before - 1);
    speaking.set(account, now);
    if (audible && spoke[0] !== account) spoke = [account, ...spoke.filter((a) => a !== account)];
    return before > 0 !== now > 0;
  }

  async function weigh() {
    const connection = way.connection();
    if (!connection || document.hidden) return;
    const { now, slow } = summed(await connection.stats());
    const sample = {
      slow,
      arrived: now.arrived - totals.arrived,
      dropped: now.dropped - totals.dropped,
      heard: now.heard - totals.heard,
      lost: now.lost - totals.lost,
    };
    const fresh = sample.arrived < 0 || sample.heard < 0;
    totals = now;
    const before = step();
    if (!fresh) standing = after(standing, sample);
    if (step() !== before) onLook();
  }

  /** Asks for no more than is shown, and sends one's own camera no larger than it is seen. */
  function look() {
    const connection = way.connection();
    const call = model.call;
    if (!connection || !call) return;
    const cameras = shownCameras().map((account) => slotOf(call.seats, model.account, account));
    const sound = step() !== 'avatars';
    const screen = sound && step() !== 'sound';
    const wish = { sound, screen, cameras: cameras.toSorted((a, b) => a - b) };
    if (JSON.stringify(wish) !== asked && call.seats.length > 0) ask(wish);
    const limits = sending(step(), call.members.size, connection.caps);
    const key = JSON.stringify(limits);
    if (key === limited || !own.camera) return;
    limited = key;
    connection.limit(limits).catch(() => {});
  }

  /** A server that does not know the question sends everything. @param {object} wish */
  function ask(wish) {
    asked = JSON.stringify(wish);
    posted('/api/media/wanted', wish);
  }

  /** Accounts whose cameras are looked at. @returns {string[]} */
  function shownCameras() {
    const on = [...(model.call?.members ?? [])]
      .filter(([account, member]) => member.camera && account !== model.account)
      .map(([account]) => account);
    return pictured(step(), on, spoke);
  }

  return {
    step,
    look,
    shownCameras,
    /** @param {string} account */
    speaks: (account) => (speaking.get(account) ?? 0) > 0,
    /** Whether less is shown than the person asked for. */
    isReduced: () => standing.step > 0 && step() !== shownStep(0, callSettings.value.mode),
    /** Everything once more, by a press. */
    tryAgain() {
      standing = firstStanding();
      onLook();
      onSpeaking();
    },
    /** Watches while one is in a call. @param {boolean} on */
    begin(on) {
      for (const timer of timers) clearInterval(timer);
      timers = on
        ? [
            setInterval(listen, LISTEN_MS),
            setInterval(weigh, WINDOW_MS),
            setInterval(onLook, LOOK_MS),
          ]
        : [];
      speaking.clear();
      spoke = [];
      asked = '';
      limited = '';
      if (!on) standing = firstStanding();
    },
    /** A new connection knows nothing of what was asked before. */
    forget() {
      asked = '';
      limited = '';
      totals = { arrived: 0, dropped: 0, heard: 0, lost: 0 };
    },
  };
}

/** How loud an end of a line is now, 0–1. @param {RTCStatsReport} report */
function levelOf(report) {
  let level = 0;
  report.forEach((one) => {
    if (one.type === 'inbound-rtp' || one.type === 'media-source')
      level = Math.max(level, one.audioLevel ?? 0);
  });
  return level;
}

/** @param {RTCStatsReport} report */
function summed(report) {
  const now = { arrived: 0, dropped: 0, heard: 0, lost: 0 };
  let slow = false;
  report.forEach((one) => {
    const encodes = one.type === 'outbound-rtp' && (one.framesPerSecond ?? 0) > 0;
    if (encodes && one.qualityLimitationReason === 'cpu') slow = true;
    if (one.type !== 'inbound-rtp') return;
    now.arrived += one.framesReceived ?? 0;
    now.dropped += one.framesDropped ?? 0;
    if (one.kind !== 'audio') return;
    now.heard += one.packetsReceived ?? 0;
    now.lost += one.packetsLost ?? 0;
  });
  return { now, slow };
}
