/**
 * Where a floor is painted: in a worker where the browser can draw there, so that a crowd leaves
 * the page its thread, else on the page. It is the same painter in either place.
 *
 * @typedef {import('./stage_painter.js').Picture} Picture
 * @typedef {object} Place
 * @property {boolean} elsewhere whether drawing only tells a worker what is new
 * @property {(view: import('./stage_view.js').View) => void} resize
 * @property {(plan: any, season: import('./art/seasons.js').Season, calm: boolean) => void} setPlan
 * @property {(scene: import('./stage.js').Scene) => boolean} draw whether anything was new
 * @property {(resting: boolean) => void} rest nobody looks, or somebody does again
 * @property {() => void} end
 * @typedef {object} Wishes
 * @property {() => HTMLCanvasElement} canvas a fresh one
 * @property {(picture: Picture) => void} onPicture
 * @property {(place: Place) => void} onReady
 * @property {() => void} onLost the worker cannot draw, or has died
 */

import { createTeller } from './stage_told.js';
import { ownWorker } from './trusted.js';

const FIRST_WITHIN_MS = 15_000;

/** @param {Wishes} wishes @returns {() => void} ends it */
export function paintInWorker(wishes) {
  const worker = workerToDraw();
  if (!worker) {
    wishes.onLost();
    return () => {};
  }
  const lose = (/** @type {Event | void} */ event) => {
    event?.preventDefault();
    overdue.stop();
    worker.terminate();
    wishes.onLost();
  };
  const overdue = createOverdue(lose);
  overdue.begin();
  worker.addEventListener('error', lose);
  worker.addEventListener('messageerror', lose);
  worker.addEventListener('message', (event) => {
    const { data } = event;
    if (data.able === undefined) {
      overdue.never();
      return wishes.onPicture(data);
    }
    overdue.stop();
    if (!data.able) return lose(event);
    const canvas = wishes.canvas().transferControlToOffscreen();
    worker.postMessage({ canvas }, [canvas]);
    wishes.onReady(placeBehind(worker, overdue));
  });
  return () => {
    overdue.stop();
    worker.terminate();
  };
}

/**
 * Some browsers start a worker that then stands still, and tell nobody: what it owes first, an
 * answer and a picture, is waited for so long. A tab that nobody looks at owes nothing.
 * @param {() => void} lose
 */
function createOverdue(lose) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  let owed = true;
  function stop() {
    clearTimeout(timer);
    timer = undefined;
  }
  return {
    begin() {
      if (owed) timer ??= setTimeout(lose, FIRST_WITHIN_MS);
    },
    stop,
    never() {
      owed = false;
      stop();
    },
  };
}

/** @returns {Worker | null} */
function workerToDraw() {
  if (!('transferControlToOffscreen' in HTMLCanvasElement.prototype)) return null;
  try {
    return ownWorker(new URL('./stage_worker.js', import.meta.url).href);
  } catch {
    return null;
  }
}

/** @param {Worker} worker @param {ReturnType<typeof createOverdue>} overdue @returns {Place} */
function placeBehind(worker, overdue) {
  const changesOf = createTeller();
  let resting = false;
  const post = (/** @type {import('./stage_worker.js').Order} */ order) =>
    worker.postMessage(order);
  return {
    elsewhere: true,
    resize: (view) => post({ view }),
    setPlan: (plan, season, calm) => post({ plan, season, calm }),
    draw(scene) {
      const changes = changesOf(scene, performance.now());
      if (changes) {
        post({ changes });
        if (!resting) overdue.begin();
      }
      return changes !== null;
    },
    rest(now) {
      if (now !== resting) post({ resting: now });
      if (now) overdue.stop();
      resting = now;
    },
    end() {
      overdue.stop();
      worker.terminate();
    },
  };
}

/** The painter comes to the page only when it is needed there. @param {Wishes} wishes */
export function paintOnPage({ canvas, onPicture, onReady }) {
  import('./stage_painter.js').then(
    ({ createPainter }) => {
      const painter = createPainter(canvas());
      onReady({
        ...painter,
        elsewhere: false,
        draw(scene) {
          const picture = painter.draw(scene);
          if (picture) onPicture(picture);
          return picture !== null;
        },
        rest() {},
        end() {},
      });
    },
    () => {},
  );
}
