/**
 * What is written over the people: names, statuses, bubbles, and where doors lead. Few enough to be read,
 * never by colour alone, and each made once as a small bitmap.
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

import { lettered } from './stage_sprites.js';
import { wrapped } from './stage_text.js';

const FONT = '"BIZ UDPGothic","Hiragino Sans","Noto Sans CJK JP","Noto Sans JP",sans-serif';
const INK = '#3b2c3d';
const NAMES_MAX = 25;
const BUBBLES_MAX = 8;
const NAME_PX = 13;
const BUBBLE_PX = 15;
const BUBBLE_LINE_PX = 21;
const BUBBLE_EMS = 12;

/** Every status has a colour and a sign of its own (white on it, at least 4.5:1). */
export const STATUS_COLOURS = /** @type {Record<string, string>} */ ({
  open_to_talk: '#2f7d4f',
  focusing: '#4a5fb3',
  resting: '#94602a',
  quiet: '#6f5c99',
});
export const CALL_COLOUR = '#1f7a75';
const WATCHING_COLOUR = '#6d6672';

/** Signs in a box of 16 x 16: strokes only. @type {Record<string, string>} */
const SIGNS = {
  open_to_talk: 'M4 5.5h8v5H8.5L6 13v-2.5H4z',
  focusing: 'M5 11.5l-.5 1 .8-.3M5 11.5l5.8-6.6 1.2 1.1-5.8 6.4z',
  resting:
    'M4.5 6.5h6v3.5a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2zM10.5 7.5h1.5v2.5h-1.5M6.5 4.5v-1M8.5 4.5v-1',
  quiet: 'M10.5 4a4.5 4.5 0 1 0 1.8 6.2A4 4 0 0 1 10.5 4z',
  watching: 'M3 8q5-6 10 0q-5 6-10 0zM8 7v2',
  call: 'M4.5 4.5l1.5-.5 1.5 2.5-1 1q1 2 2.5 2.5l1-1 2.5 1.5-.5 1.5q-6 1-7.5-7.5z',
  staff: 'M8 3.5l1.3 2.9 3.2.3-2.4 2.1.7 3.1L8 10.3l-2.8 1.6.7-3.1-2.4-2.1 3.2-.3z',
};

/**
 * @param {CanvasRenderingContext2D} context @param {Standing[]} standing nearest first
 * @param {{quiet: boolean}} scene @param {number} unit device px per CSS px @param {Sprites} sprites
 * @param {{width: number, height: number}} view device px
 */
export function drawLabels(context, standing, scene, unit, sprites, view) {
  const names = namesToShow(standing);
  /** @type {Box[]} */ const taken = [];
  for (const one of names) {
    const sprite = nameSprite(one, unit, sprites);
    const left = Math.round(one.x - sprite.canvas.width / 2);
    const box = boxAt(left, Math.round(one.y + 3 * unit), sprite);
    if (!one.own && !one.focused && taken.some((other) => overlap(other, box))) continue;
    taken.push(box);
    context.drawImage(sprite.canvas, box.left, box.top);
  }
  drawBubbles(context, standing, scene, unit, sprites, view);
}

/** Oneself, the focused one and staff before the nearest others. @param {Standing[]} standing nearest first */
function namesToShow(standing) {
  const weight = (/** @type {Standing} */ one) =>
    one.own ? 0 : one.focused ? 1 : one.person.staff ? 2 : one.person.friend || one.inCall ? 3 : 4;
  const sorted = standing.toSorted((a, b) => weight(a) - weight(b) || a.far - b.far);
  return sorted.filter((one, at) => at < NAMES_MAX || weight(one) < 4);
}

/** @param {Standing} one @param {number} unit @param {Sprites} sprites */
function nameSprite({ person, own, focused, inCall }, unit, sprites) {
  /** @type {[string, string][]} */ const signs = [];
  if (person.staff) signs.push(['staff', '#1f6f8b']);
  if (inCall) signs.push(['call', CALL_COLOUR]);
  const status = STATUS_COLOURS[person.status];
  if (status) signs.push([person.status, status]);
  if (person.watching) signs.push(['watching', WATCHING_COLOUR]);
  const fill = own ? '#fff1bf' : person.staff ? '#e3f4f6' : '#ffffff';
  const edge = own ? '#b07d16' : person.staff ? '#1f6f8b' : focused ? '#2f6fb0' : '#a99ca6';
  const key = `name|${person.name}|${own}|${focused}|${signs.map(([sign]) => sign).join()}|${unit}`;
  return sprites.now(key, () => {
    const font = `${own || person.staff ? 700 : 500} ${NAME_PX * unit}px ${FONT}`;
    const wide = textWidth(person.name, font);
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
      context.fillText(person.name, (9.5 + signs.length * 17) * unit, 12.5 * unit);
    });
  });
}

/** @param {CanvasRenderingContext2D} context @param {string} sign @param {string} colour @param {number} x @param {number} y @param {number} unit */
function drawSign(context, sign, colour, x, y, unit) {
  context.beginPath();
  context.arc(x, y, 7.5 * unit, 0, 7);
  context.fillStyle = colour;
  context.fill();
  context.save();
  context.translate(x - 8 * unit, y - 8 * unit);
  context.scale(unit, unit);
  context.strokeStyle = '#ffffff';
  context.fillStyle = '#ffffff';
  context.lineWidth = 1.3;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const path = new Path2D(SIGNS[sign] ?? '');
  context.stroke(path);
  if (sign === 'staff' || sign === 'quiet') context.fill(path);
  context.restore();
}

/**
 * The nearest are written out, the others get a small one: somebody speaks there.
 * @param {CanvasRenderingContext2D} context @param {Standing[]} standing nearest first
 * @param {{quiet: boolean}} scene @param {number} unit @param {Sprites} sprites @param {{width: number, height: number}} view
 */
function drawBubbles(context, standing, scene, unit, sprites, view) {
  const speaking = standing.filter(({ bubble, own }) => bubble && (own || !scene.quiet));
  const first = (/** @type {Standing} */ one) => (one.own ? 0 : one.focused ? 1 : 2);
  speaking.sort((a, b) => first(a) - first(b) || a.far - b.far);
  const shown = speaking.map((one, at) => ({ one, text: at < BUBBLES_MAX ? one.bubble : '…' }));
  // From the front to the back: a bubble that would cover another one moves up above it.
  shown.sort((a, b) => b.one.y - a.one.y);
  /** @type {Box[]} */ const taken = [];
  for (const { one, text } of shown) {
    const sprite = bubbleSprite(text, unit, sprites);
    const { width, height } = sprite.canvas;
    const middle = Math.max(
      width / 2 + 4 * unit,
      Math.min(view.width - width / 2 - 4 * unit, one.x),
    );
    const left = Math.round(middle - width / 2);
    let box = boxAt(left, Math.round(Math.max(2 * unit, one.top - height - 7 * unit)), sprite);
    for (const other of taken)
      if (overlap(other, box))
        box = boxAt(left, Math.round(Math.max(0, other.top - height - 2 * unit)), sprite);
    taken.push(box);
    drawTail(context, one, box, unit);
    context.drawImage(sprite.canvas, box.left, box.top);
    coverTail(context, one, box, unit);
  }
}

/** @param {string} text @param {number} unit @param {Sprites} sprites */
function bubbleSprite(text, unit, sprites) {
  return sprites.now(`bubble|${text}|${unit}`, () => {
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

/** @param {CanvasRenderingContext2D} context @param {Standing} one @param {Box} box @param {number} unit */
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

/** Take the rim away where the tail leaves the bubble. @param {CanvasRenderingContext2D} context @param {Standing} one @param {Box} box @param {number} unit */
function coverTail(context, one, box, unit) {
  const x = Math.max(box.left + 18 * unit, Math.min(box.right - 18 * unit, one.x));
  context.fillStyle = '#ffffff';
  context.fillRect(x - 4.5 * unit, box.bottom - 5 * unit, 9 * unit, 4 * unit);
}

/**
 * The sign of a door: an arrow and the floor behind it.
 * @param {CanvasRenderingContext2D} context @param {string} text @param {number} x middle @param {number} y lower edge
 * @param {number} unit @param {Sprites} sprites
 */
export function drawDoorSign(context, text, x, y, unit, sprites) {
  if (!text) return;
  const sprite = sprites.now(`door|${text}|${unit}`, () => {
    const font = `700 ${14 * unit}px ${FONT}`;
    const width = textWidth(text, font) + 40 * unit;
    return lettered(width + 4 * unit, 30 * unit, (on) => {
      pill(on, 2 * unit, 2 * unit, width, 26 * unit, 8 * unit, '#fffaf0', '#7a5434', 2 * unit);
      on.strokeStyle = '#7a5434';
      on.lineWidth = 2.2 * unit;
      on.lineCap = 'round';
      on.lineJoin = 'round';
      on.stroke(new Path2D(arrow(unit)));
      on.font = font;
      on.textBaseline = 'middle';
      on.fillStyle = '#5a3d28';
      on.fillText(text, 29 * unit, 15.5 * unit);
    });
  });
  context.drawImage(
    sprite.canvas,
    Math.round(x - sprite.canvas.width / 2),
    Math.round(y - sprite.canvas.height),
  );
}

/** @param {number} unit */
const arrow = (unit) =>
  `M${12 * unit} ${15 * unit}h${10 * unit}m${-4 * unit} ${-4 * unit}l${4 * unit} ${4 * unit}l${-4 * unit} ${4 * unit}`;

/** @type {CanvasRenderingContext2D | null} */ let ruler = null;

/** @param {string} text @param {string} font */
function textWidth(text, font) {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return text.length * 16;
  ruler.font = font;
  return ruler.measureText(text).width;
}

/** @param {number} left @param {number} top @param {import('./stage_sprites.js').Sprite} sprite @returns {Box} */
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
 * @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} w @param {number} h
 * @param {number} r @param {string} fill @param {string} stroke @param {number} width
 */
function pill(context, x, y, w, h, r, fill, stroke, width) {
  context.beginPath();
  context.roundRect(x, y, w, h, r);
  context.fillStyle = fill;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.fill();
  context.stroke();
}
