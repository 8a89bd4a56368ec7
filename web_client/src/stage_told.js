/**
 * What a painter in a worker is told of a scene, and how it keeps it. Walks, looks and words are
 * told when they change; where a walk leads meanwhile the painter reckons by itself, so a crowd
 * that merely walks costs the page nothing.
 *
 * @typedef {import('./stage.js').Scene} Scene
 * @typedef {{tick: number, atMs: number, frozen: boolean}} Clock the tick at a moment of the page
 * @typedef {Record<string, any> & {handle: number, account: string}} Told somebody
 * @typedef {object} Changes
 * @property {number} sentMs by the page's clock
 * @property {Record<string, any>} [set] parts of the scene
 * @property {Clock} [clock]
 * @property {Told[]} [people] who came or looks or walks otherwise
 * @property {number[]} [gone] handles
 */

import { TICK_MS } from './motion.js';

const OF_PERSON = [
  'handle',
  'account',
  'name',
  'role',
  'look',
  'status',
  'watching',
  'away',
  'friend',
  'walk',
  'murmur',
];
const OF_SCENE = /** @type {const} */ ([
  'me',
  'focused',
  'reducedMotion',
  'quiet',
  'arrivedAt',
  'lettersLarge',
  'roleWords',
  'doorSigns',
  'pointed',
]);
/** A pixel at zoom 1 is a tenth of a tick's way: less is not seen. */
const DRIFT_TICKS = 0.05;

/** Tells a scene again and again, each time only what is new. */
export function createTeller() {
  /** @type {Map<number, Told>} */ const people = new Map();
  /** @type {Record<string, any>} */ const parts = {};
  /** @type {Clock | null} */ let clock = null;

  /** @param {Scene} scene */
  function partsOf(scene) {
    /** @type {Record<string, any>} */ const set = {};
    for (const part of OF_SCENE) if (scene[part] !== parts[part]) set[part] = scene[part];
    if (!sameView(parts['camera'], scene)) set['camera'] = { ...scene.camera };
    Object.assign(parts, set);
    return Object.keys(set).length ? { set } : null;
  }

  /** @param {Scene} scene */
  function peopleOf(scene) {
    /** @type {Told[]} */ const news = [];
    for (const person of scene.avatars.values()) {
      const known = people.get(person.handle);
      if (known && isSame(known, person, scene)) continue;
      const told = toldOf(person, scene);
      people.set(person.handle, told);
      news.push(told);
    }
    return news.length ? { people: news } : null;
  }

  /** @param {Scene} scene */
  function goneFrom(scene) {
    const gone = [...people.keys()].filter((handle) => !scene.avatars.has(handle));
    for (const handle of gone) people.delete(handle);
    return gone.length ? { gone } : null;
  }

  /** @param {Scene} scene @param {number} nowMs */
  function clockOf(scene, nowMs) {
    const frozen = scene.frozen ?? false;
    const kept = clock?.frozen === frozen && Math.abs(tickAt(clock, nowMs) - scene.tick);
    if (typeof kept === 'number' && kept < DRIFT_TICKS) return null;
    clock = { tick: scene.tick, atMs: nowMs, frozen };
    return { clock };
  }

  /**
   * @param {Scene} scene @param {number} nowMs by the page's clock
   * @returns {Changes | null} null if there is nothing new
   */
  return (scene, nowMs) => {
    const found = [goneFrom(scene), peopleOf(scene), partsOf(scene), clockOf(scene, nowMs)];
    return found.some(Boolean) ? Object.assign({ sentMs: nowMs }, ...found) : null;
  };
}

/** The scene as it was told, for a painter. */
export function createRetold() {
  const scene = {
    tick: 0,
    avatars: /** @type {Map<number, Told>} */ (new Map()),
    inCall: /** @type {Set<string>} */ (new Set()),
    hidden: /** @type {Set<string>} */ (new Set()),
    hands: /** @type {Set<number>} */ (new Set()),
    spoken: /** @type {Map<number, any>} */ (new Map()),
    emotes: /** @type {Map<number, any>} */ (new Map()),
  };
  /** @type {Clock | null} */ let clock = null;
  // Each has a clock of its own; the fastest message knows their difference best.
  let aheadMs = Number.POSITIVE_INFINITY;

  /** @param {Told} told */
  function keep(told) {
    scene.avatars.set(told.handle, told);
    mark(scene.inCall, told.account, told['inCall']);
    mark(scene.hidden, told.account, told['hidden']);
    mark(scene.hands, told.handle, told['hand']);
    scene.spoken.set(told.handle, told['said']);
    scene.emotes.set(told.handle, told['emote']);
  }

  /** @param {number} handle */
  function forget(handle) {
    const told = scene.avatars.get(handle);
    scene.avatars.delete(handle);
    scene.inCall.delete(told?.account ?? '');
    scene.hidden.delete(told?.account ?? '');
    for (const one of [scene.hands, scene.spoken, scene.emotes]) one.delete(handle);
  }

  return {
    /** @param {Changes} changes @param {number} nowMs by the painter's clock */
    hear(changes, nowMs) {
      aheadMs = Math.min(aheadMs, nowMs - changes.sentMs);
      changes.gone?.forEach(forget);
      changes.people?.forEach(keep);
      Object.assign(scene, changes.set);
      clock = changes.clock ?? clock;
    },
    /** The scene now; null while nothing was told. @param {number} nowMs by the painter's clock */
    at(nowMs) {
      if (!clock) return null;
      scene.tick = tickAt(clock, nowMs - aheadMs);
      return scene;
    },
  };
}

/** @param {Clock} clock @param {number} nowMs by the page's clock */
const tickAt = ({ tick, atMs, frozen }, nowMs) => (frozen ? tick : tick + (nowMs - atMs) / TICK_MS);

/**
 * A camera that follows somebody finds its place by itself.
 * @param {any} told @param {Scene} scene
 */
function sameView(told, { camera, me, avatars }) {
  const led = camera.following && me !== null && avatars.has(me);
  return (
    told?.zoom === camera.zoom &&
    told.mode === camera.mode &&
    told.following === camera.following &&
    (led || (told.x === camera.x && told.y === camera.y))
  );
}

/** @param {any} person @param {Scene} scene @returns {Told} */
function toldOf(person, scene) {
  const told = Object.fromEntries(OF_PERSON.map((part) => [part, person[part]]));
  return /** @type {any} */ ({ ...told, ...besides(person, scene) });
}

/** @param {any} person @param {Scene} scene */
const besides = ({ handle, account }, { inCall, hidden, hands, spoken, emotes }) => ({
  inCall: inCall.has(account),
  hidden: hidden?.has(account) ?? false,
  hand: hands?.has(handle) ?? false,
  said: spoken?.get(handle),
  emote: emotes?.get(handle),
});

/** @param {Told} told @param {any} person @param {Scene} scene */
function isSame(told, person, scene) {
  for (const part of OF_PERSON) if (told[part] !== person[part]) return false;
  const beside = /** @type {Record<string, any>} */ (besides(person, scene));
  for (const part in beside) if (told[part] !== beside[part]) return false;
  return true;
}

/** @template T @param {Set<T>} set @param {T} one @param {boolean} on */
function mark(set, one, on) {
  if (on) set.add(one);
  else set.delete(one);
}
