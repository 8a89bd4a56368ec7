/**
 * The parts labels are made of: rounded plates, the signs of statuses, the signs at doors.
 *
 * @typedef {import('./stage_sprites.js').Sprites} Sprites
 */

import { contextOf, sheet } from './stage_sheet.js';
import { lettered } from './stage_sprites.js';

export const FONT = '"BIZ UDPGothic","Hiragino Sans","Noto Sans CJK JP","Noto Sans JP",sans-serif';
export const INK = '#3b2c3d';

/** Every status has a colour and a sign of its own (white on it, at least 4.5:1). */
export const STATUS_COLOURS = /** @type {Record<string, string>} */ ({
  open_to_talk: '#2f7d4f',
  focusing: '#4a5fb3',
  resting: '#94602a',
  quiet: '#6f5c99',
});

export const CALL_COLOUR = '#1f7a75';

/** Whoever is not a pupil carries the sign of their role and its word. */
export const ROLE_COLOURS = /** @type {Record<string, string>} */ ({
  supporter: '#1f6f8b',
  teacher: '#3f5aa8',
  admin: '#6a4a94',
});

/** Signs in a box of 16 x 16: strokes only. @type {Record<string, string>} */
const SIGNS = {
  open_to_talk: 'M4 5.5h8v5H8.5L6 13v-2.5H4z',
  focusing: 'M5 11.5l-.5 1 .8-.3M5 11.5l5.8-6.6 1.2 1.1-5.8 6.4z',
  resting:
    'M4.5 6.5h6v3.5a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2zM10.5 7.5h1.5v2.5h-1.5M6.5 4.5v-1M8.5 4.5v-1',
  quiet: 'M10.5 4a4.5 4.5 0 1 0 1.8 6.2A4 4 0 0 1 10.5 4z',
  watching: 'M3 8q5-6 10 0q-5 6-10 0zM8 7v2',
  call: 'M4.5 4.5l1.5-.5 1.5 2.5-1 1q1 2 2.5 2.5l1-1 2.5 1.5-.5 1.5q-6 1-7.5-7.5z',
  supporter: 'M8 3.5l1.3 2.9 3.2.3-2.4 2.1.7 3.1L8 10.3l-2.8 1.6.7-3.1-2.4-2.1 3.2-.3z',
  teacher:
    'M8 5.2c-1.5-1.2-3-1.2-4.5-.6v6.6c1.5-.6 3-.6 4.5.6 1.5-1.2 3-1.2 4.5-.6v-6.6c-1.5-.6-3-.6-4.5.6zM8 5.2v6.6',
  admin: 'M7.5 8h5M11 8v2.2M12.5 8v1.8M3.5 8a2 2 0 1 0 4 0 2 2 0 1 0-4 0z',
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} sign
 * @param {string} colour
 * @param {number} x
 * @param {number} y
 * @param {number} unit
 */
export function drawSign(context, sign, colour, x, y, unit) {
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
  if (sign === 'supporter' || sign === 'quiet') context.fill(path);
  context.restore();
}

/**
 * The sign of a door: an arrow and the floor behind it, with its reading above if there is one.
 * @param {CanvasRenderingContext2D} context
 * @param {{name: string, reading: string} | undefined} sign
 * @param {number} x middle
 * @param {number} y lower edge
 * @param {number} unit @param {Sprites} sprites
 */
export function drawDoorSign(context, sign, x, y, unit, sprites) {
  if (!sign?.name) return;
  const { name, reading } = sign;
  const ruby = reading === name ? '' : reading;
  const sprite = sprites.now(`door|${name}|${ruby}|${unit}`, () => {
    const font = `700 ${14 * unit}px ${FONT}`;
    const rubyFont = `700 ${9 * unit}px ${FONT}`;
    const wide = Math.max(textWidth(name, font), textWidth(ruby, rubyFont));
    const width = wide + 40 * unit;
    const rise = ruby ? 9 * unit : 0;
    return lettered(width + 4 * unit, 30 * unit + rise, (on) => {
      const height = 26 * unit + rise;
      pill(on, 2 * unit, 2 * unit, width, height, 8 * unit, '#fffaf0', '#7a5434', 2 * unit);
      on.translate(0, rise);
      on.strokeStyle = '#7a5434';
      on.lineWidth = 2.2 * unit;
      on.lineCap = 'round';
      on.lineJoin = 'round';
      on.stroke(new Path2D(arrow(unit)));
      on.font = font;
      on.textBaseline = 'middle';
      on.fillStyle = '#5a3d28';
      on.fillText(name, 29 * unit + (wide - textWidth(name, font)) / 2, 15.5 * unit);
      on.font = rubyFont;
      on.fillText(ruby, 29 * unit + (wide - textWidth(ruby, rubyFont)) / 2, 3 * unit);
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
export function textWidth(text, font) {
  ruler ??= contextOf(sheet(1, 1));
  ruler.font = font;
  return ruler.measureText(text).width;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 * @param {number} r @param {string} fill @param {string} stroke @param {number} width
 */
export function pill(context, x, y, w, h, r, fill, stroke, width) {
  context.beginPath();
  context.roundRect(x, y, w, h, r);
  context.fillStyle = fill;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.fill();
  context.stroke();
}
