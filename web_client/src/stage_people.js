/**
 * People and furniture on the canvas: where everybody stands in a frame, and how they are painted
 * from the back to the front. Positions are whole device pixels and bitmaps are never scaled at
 * rest: a blit between pixels or at another size costs double.
 *
 * @typedef {import('./stage_labels.js').Standing & Pose} Person
 * @typedef {object} Pose
 * @property {import('./art/hair.js').View} view
 * @property {boolean} flip
 * @property {0 | 1 | 2} step
 * @property {number} foot px at zoom 1, for the order of painting
 * @property {string} look key of the look
 * @property {boolean} hand raised
 * @property {string} emote '' if there is none
 * @property {boolean} hidden by the one who looks
 * @typedef {import('./stage_floor.js').Frame} Frame
 * @typedef {import('./stage_sprites.js').Sprites} Sprites
 */

import { headingOf } from './motion.js';
import { arrivalOf, paintRings } from './stage_marks.js';
import { blit } from './stage_sprites.js';
import { placesIn } from './stage_view.js';

const HEAD_PX = 90;
/** Two ticks are a tenth of a second: no need to bob oftener. */
const STRIDE_TICKS = 2;
const STRIDE = /** @type {const} */ ([1, 0, 2, 0]);
const BOB_PX = 2;
const FADE_TICKS = 12;

/**
 * Everybody in view, nearest to the one who looks first.
 * @param {any} scene @param {Frame} frame
 * @returns {Person[]}
 */
export function peopleIn(scene, frame) {
  /** @type {Person[]} */ const people = [];
  const [middleX, middleY] = [frame.width / 2, frame.height / 2];
  for (const { person, x, y, foot } of placesIn(scene, frame)) {
    const own = person.handle === scene.me;
    people.push({
      person,
      x,
      y,
      own,
      top: Math.round(y - HEAD_PX * frame.scale),
      far: own ? -1 : Math.hypot(x - middleX, y - middleY),
      focused: person.handle === scene.focused,
      inCall: scene.inCall.has(person.account),
      bubble: bubbleOf(person, scene),
      hand: scene.hands?.has(person.handle) ?? false,
      emote: emoteOf(person, scene),
      hidden: scene.hidden?.has(person.account) ?? false,
      foot,
      look: Object.values(person.look).join(),
      ...poseOf(person, scene),
    });
  }
  return people.sort((a, b) => a.far - b.far);
}

/**
 * A つぶやき stands before what was said to everybody.
 * @param {any} person @param {any} scene
 */
function bubbleOf(person, scene) {
  const words = [person.murmur, scene.spoken?.get(person.handle)];
  return words.find((one) => one && one.until > scene.tick)?.text ?? '';
}

/**
 * Whoever wants to be alone sees nobody's emotes but their own.
 * @param {any} person @param {any} scene
 */
function emoteOf(person, scene) {
  const shown = scene.emotes?.get(person.handle);
  const seen = shown && shown.until > scene.tick && (!scene.quiet || person.handle === scene.me);
  return seen ? shown.emote : '';
}

/** @param {any} person @param {any} scene */
function poseOf(person, scene) {
  const [dx, dy] = headingOf(person.walk, scene.tick);
  const walking = dx !== 0 || dy !== 0;
  const sideways = walking && Math.abs(dx) * 2 > Math.abs(dy);
  const view = /** @type {import('./art/hair.js').View} */ (
    sideways ? 'side' : walking && dy < 0 ? 'back' : 'front'
  );
  const still = !walking || scene.reducedMotion || (scene.quiet && person.handle !== scene.me);
  const phase = Math.floor((scene.tick + person.handle) / STRIDE_TICKS) % STRIDE.length;
  return {
    view,
    flip: sideways && dx < 0,
    step: still ? /** @type {0} */ (0) : (STRIDE[phase] ?? 0),
  };
}

/**
 * What makes two frames differ because of people.
 * @param {Person[]} people
 * @param {unknown[]} into
 */
export function signPeople(people, into) {
  for (const one of people) {
    const { person } = one;
    into.push(
      person.handle,
      one.x,
      one.y,
      one.view,
      one.flip,
      one.step,
      one.focused,
      one.inCall,
      one.bubble,
      one.look,
      one.hand,
      one.emote,
      one.hidden,
    );
    into.push(person.status, person.watching, person.away, person.name, person.role);
  }
}

/**
 * @typedef {object} Painter
 * @property {CanvasRenderingContext2D} context
 * @property {Sprites} sprites
 * @property {Frame} frame
 * @property {any} scene
 */

/**
 * @param {Painter} painter
 * @param {Person[]} people
 * @param {any[]} things sorted by foot, in tiles
 */
export function paintStanding(painter, people, things) {
  for (const one of people) paintRings(painter, one);
  const backToFront = people.toSorted((a, b) => a.foot - b.foot);
  let next = 0;
  for (const thing of things) {
    for (; next < backToFront.length; next += 1) {
      const one = backToFront[next];
      if (!one || one.foot >= thing.foot) break;
      paintPerson(painter, one);
    }
    paintThing(painter, thing);
  }
  for (const one of backToFront.slice(next)) paintPerson(painter, one);
}

/** @param {Painter} painter @param {any} thing */
function paintThing({ context, sprites, frame }, thing) {
  const x = Math.round(thing.left * frame.scale) - frame.left;
  const y = Math.round(thing.top * frame.scale) - frame.top;
  const reach = 200 * frame.scale;
  const [right, bottom] = [x + thing.width * frame.scale, y + thing.height * frame.scale];
  if (right < -reach || x > frame.width + reach || bottom < 0 || y > frame.height + reach) return;
  const far = Math.hypot((x + right) / 2 - frame.width / 2, (y + bottom) / 2 - frame.height / 2);
  const sprite = sprites.furniture(thing.object, frame.baked, far);
  if (sprite) blit(context, sprite, x, y, frame.scale / frame.baked);
}

/** @param {Painter} painter @param {Person} one */
function paintPerson({ context, sprites, frame, scene }, one) {
  const { person, x, y, view, flip, step } = one;
  const zoom = frame.scale / frame.baked;
  const since = one.own ? arrivalOf(scene) : null;
  const fading = since !== null && !scene.reducedMotion && since < FADE_TICKS;
  context.globalAlpha =
    (person.away || one.hidden ? 0.45 : 1) * (fading ? 0.3 + (0.7 * since) / FADE_TICKS : 1);
  const legs = sprites.legs(person.look, view, flip, step, frame.baked, one.far);
  if (legs) blit(context, legs, x, y, zoom);
  const body = sprites.body(
    one.look,
    person.look,
    person.role,
    expressionOf(one),
    view,
    flip,
    frame.baked,
    one.far,
  );
  const bob = step ? Math.round(BOB_PX * frame.scale) : 0;
  blit(context, body, x, y - bob, zoom);
  context.globalAlpha = 1;
}

/** @param {Person} one @returns {import('./art/doll.js').Expression} */
function expressionOf({ person, bubble }) {
  if (bubble) return 'laugh';
  if (person.status === 'resting') return 'rest';
  return person.status === 'focusing' || person.status === 'quiet' ? 'calm' : 'smile';
}
