/**
 * What is written over the people: names, statuses, bubbles, and where doors lead. Few enough to
 * be read, never by colour alone, and each made once as a small bitmap.
 *
 * @typedef {object} Standing a person as drawn in this frame
 * @property {any} person
 * @property {number} x foot, device px in the view
 * @property {number} y
 * @property {number} top of the head, device px
 * @property {number} far from the one who looks, device px
 * @property {boolean} own
 * @property {boolean} focused
 * @property {boolean} inCall
 * @property {string} bubble '' if there is none
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {import('./stage_sprites.js').Sprites} Sprites
 */

import {
  CALL_COLOUR,
  drawSign,
  FONT,
  INK,
  pill,
  ROLE_COLOURS,
  STATUS_COLOURS,
  textWidth,
} from './stage_plates.js';
import { lettered } from './stage_sprites.js';
import { wrapped } from './stage_text.js';

const NAMES_MAX = 25;
/** So many of the nearest have more than one place for their name. */
const NEAREST = 4;
const BUBBLES_MAX = 8;
const NAME_PX = 13;
const ROLE_PX = 11;
const BUBBLE_PX = 15;
const BUBBLE_LINE_PX = 21;
const BUBBLE_EMS = 12;

const WATCHING_COLOUR = '#6d6672';

/**
 * @param {CanvasRenderingContext2D} context @param {Standing[]} standing nearest first
 * @param {{quiet: boolean, roleWords?: Record<string, string>}} scene
 * @param {number} unit device px per CSS px
 * @param {Sprites} sprites
 * @param {{width: number, height: number}} view device px
 */
export function drawLabels(context, standing, scene, unit, sprites, view) {
  const names = namesToShow(standing.filter((one) => inside(one, view)));
  /** @type {Box[]} */ const taken = [];
  const near = new Set(standing.filter((one) => !one.own).slice(0, NEAREST));
  for (const one of names) {
    const sprite = nameSprite(one, scene.roleWords?.[one.person.role] ?? '', unit, sprites);
    if (!sprite) continue;
    const box = placeFor(one, sprite, taken, unit, near.has(one));
    if (!box) continue;
    taken.push(box);
    context.drawImage(sprite.canvas, box.left, box.top);
  }
  drawBubbles(context, standing, scene, unit, sprites, view);
}

/**
 * Under somebody's feet; a name that would cover another one is left out, but not that of staff
 * and of the nearest: it goes below or above.
 * @param {Standing} one @param {{canvas: {width: number, height: number}}} sprite
 * @param {Box[]} taken @param {number} unit @param {boolean} near
 */
export function placeFor(one, sprite, taken, unit, near) {
  const left = Math.round(one.x - sprite.canvas.width / 2);
  const under = Math.round(one.y + 3 * unit);
  const tops =
    near || one.person.role in ROLE_COLOURS
      ? [under, under + sprite.canvas.height, one.top - sprite.canvas.height]
      : [under];
  const boxes = tops.map((top) => boxAt(left, top, sprite));
  if (one.own || one.focused) return boxes[0];
  return boxes.find((box) => !taken.some((other) => overlap(other, box)));
}

/**
 * Oneself, the focused one and staff before the nearest others.
 * @param {Standing[]} standing nearest first
 */
function namesToShow(standing) {
  const marked = (/** @type {Standing} */ one) => one.person.role in ROLE_COLOURS;
  const weight = (/** @type {Standing} */ one) =>
    one.own ? 0 : one.focused ? 1 : marked(one) ? 2 : one.person.friend || one.inCall ? 3 : 4;
  const sorted = standing.toSorted((a, b) => weight(a) - weight(b) || a.far - b.far);
  return sorted.filter((one, at) => at < NAMES_MAX || weight(one) < 4);
}

/**
 * Whoever is of the staff has the sign of their role, its word and a bold name.
 * @param {Standing} one @param {string} word @param {number} unit @param {Sprites} sprites
 */
function nameSprite(one, word, unit, sprites) {
  const { person, own, focused, inCall } = one;
  /** @type {[string, string][]} */ const signs = [];
  const mark = ROLE_COLOURS[person.role];
  if (mark) signs.push([person.role, mark]);
  if (inCall) signs.push(['call', CALL_COLOUR]);
  const status = STATUS_COLOURS[person.status];
  if (status) signs.push([person.status, status]);
  if (person.watching) signs.push(['watching', WATCHING_COLOUR]);
  const fill = own ? '#fff1bf' : mark ? '#eef4fb' : '#ffffff';
  const edge = own ? '#b07d16' : mark ? mark : focused ? '#2f6fb0' : '#a99ca6';
  const shown = signs.map(([sign]) => sign).join();
  const key = `name|${word}|${person.name}|${own}|${focused}|${shown}|${unit}`;
  return sprites.soon(key, one.far, () => {
    const font = `${own || mark ? 700 : 500} ${NAME_PX * unit}px ${FONT}`;
    const wordFont = `700 ${ROLE_PX * unit}px ${FONT}`;
    const before = word && textWidth(word, wordFont) + 6 * unit;
    const wide = Number(before) + textWidth(person.name, font);
    const width = wide + (signs.length * 17 + 15) * unit;
    return lettered(width + 4 * unit, 24 * unit, (context) => {
      pill(
        context,
        2 * unit,
        2 * unit,
        width,
        20 * unit,
        10 * unit,
        fill,
        edge,
        (own || focused ? 2 : 1.4) * unit,
      );
      signs.forEach(([sign, colour], at) => {
        drawSign(context, sign, colour, (12.5 + at * 17) * unit, 12 * unit, unit);
      });
      context.font = font;
      context.textBaseline = 'middle';
      context.fillStyle = INK;
      const left = (9.5 + signs.length * 17) * unit;
      context.fillText(person.name, left + Number(before), 12.5 * unit);
      context.font = wordFont;
      context.fillStyle = mark ?? INK;
      context.fillText(word, left, 12.5 * unit);
    });
  });
}

/**
 * The nearest are written out, the others get a small one: somebody speaks there.
 * @param {CanvasRenderingContext2D} context @param {Standing[]} standing nearest first
 * @param {{quiet: boolean, roleWords?: Record<string, string>}} scene
 * @param {number} unit
 * @param {Sprites} sprites
 * @param {{width: number, height: number}} view
 */
function drawBubbles(context, standing, scene, unit, sprites, view) {
  const speaking = standing.filter(
    (one) => one.bubble && (one.own || !scene.quiet) && inside(one, view),
  );
  const first = (/** @type {Standing} */ one) => (one.own ? 0 : one.focused ? 1 : 2);
  speaking.sort((a, b) => first(a) - first(b) || a.far - b.far);
  const shown = speaking.map((one, at) => ({ one, text: at < BUBBLES_MAX ? one.bubble : '…' }));
  // From the front to the back: a bubble that would cover another one moves up above it.
  shown.sort((a, b) => b.one.y - a.one.y);
  /** @type {Box[]} */ const taken = [];
  for (const { one, text } of shown) {
    for (const said of text === '…' ? [text] : [text, '…']) {
      const sprite = bubbleSprite(said, one.far, unit, sprites);
      const box = sprite && roomFor(one, sprite, taken, unit, view);
      if (!box) continue;
      taken.push(box);
      drawTail(context, one, box, unit);
      context.drawImage(sprite.canvas, box.left, box.top);
      coverTail(context, one, box, unit);
      break;
    }
  }
}

/**
 * A place above somebody's head that no other bubble has; null if the view has no more room there.
 * @param {Standing} one
 * @param {import('./stage_sprites.js').Sprite} sprite
 * @param {Box[]} taken
 * @param {number} unit
 * @param {{width: number, height: number}} view
 */
function roomFor(one, sprite, taken, unit, view) {
  const { width, height } = sprite.canvas;
  const edge = width / 2 + 4 * unit;
  const left = Math.round(Math.max(edge, Math.min(view.width - edge, one.x)) - width / 2);
  let box = boxAt(left, Math.round(one.top - height - 7 * unit), sprite);
  if (box.top < 0) box = boxAt(left, 2 * unit, sprite);
  for (const other of taken) {
    if (overlap(other, box)) box = boxAt(left, Math.round(other.top - height - 2 * unit), sprite);
  }
  return box.top < 0 || taken.some((other) => overlap(other, box)) ? null : box;
}

/** @param {string} text @param {number} far @param {number} unit @param {Sprites} sprites */
function bubbleSprite(text, far, unit, sprites) {
  return sprites.soon(`bubble|${text}|${unit}`, far, () => {
    const font = `500 ${BUBBLE_PX * unit}px ${FONT}`;
    const lines = wrapped(text, (part) => textWidth(part, font), BUBBLE_EMS * BUBBLE_PX * unit);
    const width = Math.max(...lines.map((part) => textWidth(part, font))) + 26 * unit;
    const height = (lines.length * BUBBLE_LINE_PX + 13) * unit;
    return lettered(width + 4 * unit, height + 4 * unit, (context) => {
      pill(context, 2 * unit, 2 * unit, width, height, 15 * unit, '#ffffff', '#6f6180', 1.8 * unit);
      context.font = font;
      context.textBaseline = 'middle';
      context.fillStyle = INK;
      lines.forEach((part, at) => {
        context.fillText(part, 15 * unit, (19 + at * BUBBLE_LINE_PX) * unit);
      });
    });
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Standing} one
 * @param {Box} box
 * @param {number} unit
 */
function drawTail(context, one, box, unit) {
  const x = Math.max(box.left + 18 * unit, Math.min(box.right - 18 * unit, one.x));
  context.beginPath();
  context.moveTo(x - 6 * unit, box.bottom - 4 * unit);
  context.lineTo(one.x, Math.max(box.bottom + 4 * unit, Math.min(one.top, box.bottom + 14 * unit)));
  context.lineTo(x + 6 * unit, box.bottom - 4 * unit);
  context.fillStyle = '#ffffff';
  context.strokeStyle = '#6f6180';
  context.lineWidth = 1.8 * unit;
  context.lineJoin = 'round';
  context.fill();
  context.stroke();
}

/**
 * Take the rim away where the tail leaves the bubble.
 * @param {CanvasRenderingContext2D} context
 * @param {Standing} one
 * @param {Box} box
 * @param {number} unit
 */
function coverTail(context, one, box, unit) {
  const x = Math.max(box.left + 18 * unit, Math.min(box.right - 18 * unit, one.x));
  context.fillStyle = '#ffffff';
  context.fillRect(x - 4.5 * unit, box.bottom - 5 * unit, 9 * unit, 4 * unit);
}

/**
 * @param {number} left
 * @param {number} top
 * @param {{canvas: {width: number, height: number}}} sprite
 * @returns {Box}
 */
const boxAt = (left, top, { canvas }) => ({
  left,
  top,
  right: left + canvas.width,
  bottom: top + canvas.height,
});

/** @param {Box} a @param {Box} b */
const overlap = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Whether enough of somebody is in the view to speak for them.
 * @param {Standing} one
 * @param {{width: number, height: number}} view
 */
const inside = ({ x, y, top }, view) =>
  x >= 0 && x <= view.width && y >= (y - top) / 2 && top + (y - top) / 3 <= view.height;
