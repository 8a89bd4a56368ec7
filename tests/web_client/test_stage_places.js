/** A worker that stands still is taken for one that cannot paint; nobody else is. */

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

const NEVER_MS = 60_000;

class StillWorker extends EventTarget {
  ended = false;
  postMessage() {}
  terminate() {
    this.ended = true;
  }
  /** @param {object} data */
  says(data) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

/** @type {StillWorker} */ let worker;
Object.assign(globalThis, {
  trustedTypes: { createPolicy: () => ({ createScriptURL: String }) },
  HTMLCanvasElement: class {
    transferControlToOffscreen() {
      return this;
    }
  },
  Worker: class {
    constructor() {
      worker = new StillWorker();
      // biome-ignore lint/correctness/noConstructorReturn: the test keeps hold of the one made
      return worker;
    }
  },
});
mock.timers.enable({ apis: ['setTimeout'] });
const { paintInWorker } = await import('../../web_client/src/stage_places.js');

function painting() {
  const told = { lost: 0, pictures: 0, place: /** @type {any} */ (null) };
  paintInWorker({
    canvas: () => new HTMLCanvasElement(),
    onPicture: () => {
      told.pictures += 1;
    },
    onReady: (place) => {
      told.place = place;
    },
    onLost: () => {
      told.lost += 1;
    },
  });
  return told;
}

const SCENE = /** @type {any} */ ({
  avatars: new Map(),
  camera: { zoom: 1, mode: 'normal' },
  me: 1,
  tick: 1,
});

test('a worker that never answers is ended, and the page paints', () => {
  const told = painting();
  mock.timers.tick(NEVER_MS);
  assert.deepEqual([told.lost, worker.ended], [1, true]);
});

test('a worker that answers and then never paints is ended, too', () => {
  const told = painting();
  worker.says({ able: true });
  mock.timers.tick(NEVER_MS);
  assert.equal(told.lost, 0, 'before it was told of a floor it owes no picture');
  told.place.draw(SCENE);
  mock.timers.tick(NEVER_MS);
  assert.deepEqual([told.lost, worker.ended], [1, true]);
});

test('a worker of which nobody looks at the pictures, or that has painted, may rest', () => {
  const told = painting();
  worker.says({ able: true });
  told.place.draw(SCENE);
  told.place.rest(true);
  mock.timers.tick(NEVER_MS);
  told.place.rest(false);
  told.place.draw({ ...SCENE, tick: 2, me: 2 });
  worker.says({ tick: 2 });
  told.place.draw({ ...SCENE, tick: 3, me: 3 });
  mock.timers.tick(NEVER_MS);
  assert.deepEqual([told.lost, told.pictures, worker.ended], [0, 1, false]);
});
