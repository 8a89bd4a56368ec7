/** The floor on the screen: stage, loop of drawing, and what presses and keys do. */

import { html, useEffect, useRef } from '../../vendor/vendor.js';
import { seasonAt } from '../art/seasons.js';
import { wholeZoom } from '../camera.js';
import { listen } from '../input.js';
import { positionAt } from '../motion.js';
import { guessPath } from '../paths.js';
import { reducedMotion, settings } from '../settings.js';
import { createStage } from '../stage.js';
import { createLoop } from '../stage_loop.js';
import { has } from '../staying_model.js';
import { language, t } from '../strings.js';
import { tells } from './objects_card.js';
import { MARKED_ROLES } from './role_mark.js';

const DOOR_REACH_SUBTILES = 44;
/** Less than the width at which two people touch (protocol/units.py). */
const MEETING_SUBTILES = 14;

/** @param {{plaza: import('../plaza.js').Plaza, onShortcut: (code: string) => void}} props */
export function Floor({ plaza, onShortcut }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const shortcut = useRef(onShortcut);
  shortcut.current = onShortcut;
  useEffect(() => {
    const host = /** @type {HTMLElement} */ (place.current);
    const stage = createStage(host, {
      doorSign(floor) {
        const { name = '', yomi = '' } = plaza.model.floors.get(floor) ?? {};
        return { name, reading: language.value === 'ja-easy' ? yomi : '' };
      },
    });
    const stopInput = listen(
      host,
      actions(plaza, host, stage, (code) => shortcut.current(code)),
    );
    plaza.stage = stage;
    const stopDrawing = drawForEver(plaza, stage);
    return () => {
      plaza.stage = null;
      stopDrawing();
      stopInput();
      stage.destroy();
    };
  }, [plaza]);
  return html`<div class="stage" ref=${place} role="application" tabindex="0"
    aria-label=${`${plaza.model.plan?.name ?? ''} ${t('tap_where')}`}></div>`;
}

/** @param {import('../plaza.js').Plaza} plaza @param {ReturnType<typeof createStage>} stage */
function drawForEver(plaza, stage) {
  /** @type {any} */ let laidOut = null;
  /** @type {import('../art/seasons.js').Season} */ let season = '';
  let quiet = false;
  /** @type {any} */ (window).__stats = stage.stats;

  function turn() {
    stage.rest(document.hidden);
    return !document.hidden && draw(plaza, stage, lookAt);
  }

  /** @param {any} plan */
  function lookAt(plan) {
    const { calm } = settings.value;
    const now = has(plaza.model, 'seasons') && !calm ? seasonAt(plaza.clock.wallMs()) : '';
    if (plan === laidOut && now === season && calm === quiet) return;
    laidOut = plan;
    season = now;
    quiet = calm;
    stage.setPlan(plan, now, calm);
  }

  const loop = createLoop(turn, () => stage.elsewhere);
  plaza.wake = loop.wake;
  return () => {
    plaza.wake = () => {};
    loop.stop();
  };
}

let worded = { language: '', words: /** @type {Record<string, string>} */ ({}) };

/** The words of roles; the same object as long as the language is the same. */
function roleWords() {
  if (worded.language !== language.value) {
    const words = MARKED_ROLES.map((role) => [role, t(`mark.${role}`)]);
    worded = { language: language.value, words: Object.fromEntries(words) };
  }
  return worded.words;
}

/**
 * Draw the floor as it is now, if anything changed.
 * @param {import('../plaza.js').Plaza} plaza
 * @param {ReturnType<typeof createStage>} stage
 * @param {(plan: any) => void} lookAt
 * @returns {boolean} whether something was drawn
 */
function draw(plaza, stage, lookAt) {
  const { model } = plaza;
  if (!model.plan) return false;
  lookAt(model.plan);
  goThroughDoor(plaza);
  const drawn = stage.draw({
    tick: plaza.clock.tick(),
    frozen: plaza.clock.frozen,
    avatars: model.people,
    me: model.me,
    camera: plaza.camera,
    focused: plaza.focused,
    inCall: new Set(model.call?.members.keys() ?? []),
    reducedMotion: reducedMotion(),
    lettersLarge: settings.value.textSize / 100,
    roleWords: roleWords(),
    quiet: model.status === 'quiet',
    arrivedAt: plaza.arrivedAt,
    spoken: plaza.spoken,
    hands: model.hands,
    emotes: model.emotes,
    hidden: model.hidden,
    pointed: model.pointed,
  });
  const shown = stage.camera;
  if (shown) plaza.camera = { ...plaza.camera, x: shown.x, y: shown.y, zoom: shown.zoom };
  if (model.people.size > 0 && stage.stats.drawn > 0) /** @type {any} */ (window).__ready = true;
  return drawn;
}

/**
 * @param {import('../plaza.js').Plaza} plaza
 * @param {HTMLElement} host
 * @param {ReturnType<typeof createStage>} stage
 * @param {(code: string) => void} shortcut
 */
function actions(plaza, host, stage, shortcut) {
  const { model } = plaza;
  return {
    /** @param {number} x @param {number} y */
    press(x, y) {
      stage.resize();
      const hit = stage.pick(x, y);
      if (plaza.pointing.value) {
        plaza.send('PointAt', plaza.pointing.value, Math.round(hit.x), Math.round(hit.y));
        plaza.pointing.value = '';
        return;
      }
      plaza.focused = hit.handle;
      // A tap on somebody asks what one wants of them: walking onto them would start a talk.
      const person = hit.handle === null ? undefined : model.people.get(hit.handle);
      plaza.tapped.value = person?.account ?? '';
      if (person) return;
      if (hit.object && tells(hit.object, model)) {
        plaza.opened.value = hit.object.object;
        return;
      }
      wantedDoor.set(plaza, hit.door);
      const goal = hit.door
        ? [(hit.door.x + hit.door.w / 2) * 16, hit.door.y * 16 + 8]
        : [hit.x, hit.y];
      walkTo(plaza, goal[0] ?? 0, goal[1] ?? 0);
    },
    /** @param {number} x @param {number} y */
    hover(x, y) {
      if (model.people.size === 0) return;
      const hit = stage.pick(x, y);
      plaza.focused = hit.handle;
      const thing = hit.door !== null || (hit.object !== null && tells(hit.object, model));
      host.dataset['over'] = hit.handle !== null ? 'person' : thing ? 'thing' : '';
    },
    head: (/** @type {number} */ dx, /** @type {number} */ dy) => void plaza.send('Head', dx, dy),
    camera(/** @type {(camera: any) => any} */ change) {
      plaza.camera = change(plaza.camera);
      plaza.version.value += 1;
      plaza.wake();
    },
    shortcut,
    lettersAllowed: () => settings.value.letterKeys,
    zoomMin: () =>
      model.plan
        ? wholeZoom({ width: model.plan.width * 32, height: model.plan.height * 32 }, stage.view)
        : 0.5,
  };
}

/** The door somebody is walking to. @type {WeakMap<object, any>} */
const wantedDoor = new WeakMap();

/** @param {import('../plaza.js').Plaza} plaza @param {number} x @param {number} y */
export function walkTo(plaza, x, y) {
  const { model, clock } = plaza;
  const own = model.me === null ? undefined : model.people.get(model.me);
  if (!own || !model.plan) return;
  const goal = /** @type {[number, number]} */ ([
    Math.max(0, Math.min(model.plan.width * 16 - 1, Math.round(x))),
    Math.max(model.plan.wall * 16, Math.min(model.plan.height * 16 - 1, Math.round(y))),
  ]);
  if (!plaza.send('WalkTo', ...goal)) return;
  // One's own avatar sets out at once; the server's walk replaces the guess a moment later.
  const tick = Math.floor(clock.tick());
  const guess = guessPath(model.plan, positionAt(own.walk, tick), goal);
  if (guess) own.walk = { startTick: tick, points: guess };
  plaza.wake();
  lookAtMe(plaza);
}

/**
 * A few tiles from somebody, wherever they are; it starts no talk.
 * @param {import('../plaza.js').Plaza} plaza @param {string} account
 */
export function goNear(plaza, account) {
  if (plaza.send('GoNear', account)) lookAtMe(plaza);
}

/**
 * Whoever sets out sees themselves go, also after looking round; the whole floor shows it anyway.
 * @param {import('../plaza.js').Plaza} plaza
 */
function lookAtMe(plaza) {
  if (plaza.camera.mode !== 'whole') plaza.camera = { ...plaza.camera, following: true };
}

/**
 * Right beside somebody, where a talk begins if both want it.
 * @param {import('../plaza.js').Plaza} plaza @param {import('../model.js').Person} person
 */
export function goTo(plaza, person) {
  const [x, y, side] = placeOf(plaza, person);
  walkTo(plaza, x + side * MEETING_SUBTILES, y);
}

/**
 * Where somebody stands or is going to stand, and on which side of them one comes from. Whoever
 * walks would be elsewhere by the time one has come to where they were.
 * @param {import('../plaza.js').Plaza} plaza @param {import('../model.js').Person} person
 */
function placeOf({ model, clock }, person) {
  const tick = Math.floor(clock.tick());
  const own = model.me === null ? undefined : model.people.get(model.me);
  const [x, y] = person.walk.points.at(-1) ?? positionAt(person.walk, tick);
  return [x, y, own && positionAt(own.walk, tick)[0] > x ? 1 : -1];
}

/** @param {import('../plaza.js').Plaza} plaza */
function goThroughDoor(plaza) {
  const door = wantedDoor.get(plaza);
  const { model } = plaza;
  const own = model.me === null ? undefined : model.people.get(model.me);
  if (!door || !own) return;
  const [x, y] = positionAt(own.walk, Math.floor(plaza.clock.tick()));
  const near =
    Math.hypot(x - (door.x + door.w / 2) * 16, y - (door.y + 0.5) * 16) < DOOR_REACH_SUBTILES;
  if (!near) return;
  wantedDoor.delete(plaza);
  plaza.send('GoThrough', door.door);
}
