/** What a painter in a worker is told of the floor (T7.2). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { peopleIn } from '../../web_client/src/stage_people.js';
import { createRetold, createTeller } from '../../web_client/src/stage_told.js';

const FRAME = /** @type {any} */ ({ left: 0, top: 0, width: 4000, height: 3000, scale: 1 });
const LOOK = { hair: 1, skin: 2 };

/** @param {number} handle */
const person = (handle) => ({
  handle,
  account: `a${handle}`,
  name: `なまえ${handle}`,
  role: 'pupil',
  look: LOOK,
  status: 'none',
  watching: false,
  away: false,
  walk: {
    startTick: 100,
    points: [
      [handle * 16, 160],
      [handle * 16 + 320, 400],
    ],
  },
  murmur: null,
  // What the page keeps beside it is nothing to a painter.
  secret: () => {},
});

/** @param {number} count @returns {any} */
const sceneOf = (count) => ({
  tick: 100,
  avatars: new Map(Array.from({ length: count }, (_, at) => [at + 1, person(at + 1)])),
  me: 1,
  camera: { x: 5, y: 5, zoom: 1, mode: 'normal', following: true },
  focused: null,
  inCall: new Set(),
  reducedMotion: false,
  quiet: false,
  arrivedAt: 0,
  spoken: new Map(),
  hands: new Set(),
  emotes: new Map(),
  hidden: new Set(),
});

/** Both ends, with everything copied on its way as between threads. */
function line() {
  const tell = createTeller();
  const retold = createRetold();
  return (/** @type {any} */ scene, /** @type {number} */ nowMs) => {
    const changes = tell(scene, nowMs);
    // The painter began to count 7000 ms later, and hears it 2 ms after it was sent.
    if (changes) retold.hear(structuredClone(changes), nowMs - 7000 + 2);
    return { changes, kept: /** @type {any} */ (retold.at(nowMs - 7000 + 2)) };
  };
}

/** What is drawn of them. @param {any} scene */
const drawn = (scene) =>
  peopleIn(scene, FRAME).map(({ person: one, ...pose }) => ({ ...pose, name: one.name }));

test('while everybody merely walks nothing is told, and everybody is where they are', () => {
  const told = line();
  const scene = sceneOf(5);
  assert.equal(told(scene, 1000).changes?.people?.length, 5);
  scene.tick = 130;
  const { changes, kept } = told(scene, 1000 + 30 * 50);
  assert.equal(changes, null);
  assert.deepEqual(drawn(kept), drawn(scene));
});

test('a painter knows every change of who is there, what they show and how they look', () => {
  const told = line();
  const scene = sceneOf(4);
  told(scene, 0);
  const steps = [
    () => scene.avatars.delete(2),
    () => scene.avatars.set(9, person(9)),
    () => Object.assign(scene.avatars.get(3), { status: 'resting', away: true }),
    () => Object.assign(scene.avatars.get(1), { look: { hair: 4, skin: 2 } }),
    () => scene.spoken.set(3, { text: 'やあ', until: 1e6 }),
    () => scene.emotes.set(4, { emote: 'star', until: 1e6 }),
    () => scene.emotes.delete(4),
    () => scene.hands.add(1),
    () => scene.hidden.add('a4'),
    () => scene.inCall.add('a3'),
    () => scene.inCall.delete('a3'),
    () => Object.assign(scene, { focused: 4, quiet: true }),
    () => Object.assign(scene.avatars.get(4), { murmur: { text: 'ふう', until: 1e6 } }),
  ];
  for (const step of steps) {
    step();
    const { changes, kept } = told(scene, 0);
    assert.notEqual(changes, null, String(step));
    assert.ok((changes?.people?.length ?? 0) <= 1, String(step));
    assert.deepEqual(drawn(kept), drawn(scene), String(step));
    assert.equal(told(scene, 0).changes, null, String(step));
  }
});

test('a camera that follows is told once, one that is led by hand at each step', () => {
  const told = line();
  const scene = sceneOf(1);
  told(scene, 0);
  scene.camera = { ...scene.camera, x: 50 };
  assert.equal(told(scene, 0).changes, null);
  scene.camera = { ...scene.camera, x: 60, following: false };
  assert.deepEqual(told(scene, 0).kept.camera, scene.camera);
  scene.camera = { ...scene.camera, x: 61 };
  assert.deepEqual(told(scene, 0).kept.camera, scene.camera);
});

test('a clock that stands still stands still for the painter as well', () => {
  const told = line();
  const scene = sceneOf(1);
  told(scene, 0);
  Object.assign(scene, { tick: 110, frozen: true });
  told(scene, 500);
  assert.equal(told(scene, 5000).kept.tick, 110);
  Object.assign(scene, { tick: 200, frozen: false });
  assert.equal(told(scene, 5000).kept.tick, 200);
  scene.tick = 210;
  assert.equal(told(scene, 5500).kept.tick, 210);
});

test('a clock that drifts is set right before it shows', () => {
  const told = line();
  const scene = sceneOf(1);
  told(scene, 0);
  scene.tick = 120.04;
  assert.equal(told(scene, 1000).changes, null);
  scene.tick = 140.2;
  assert.equal(told(scene, 2000).kept.tick, 140.2);
});
