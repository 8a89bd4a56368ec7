/**
 * What people show without words: an emote or a raised hand above the head, and the soft ring where
 * a supporter points. Fetched with the first of them.
 */

import { PICTURES } from './art/emotes.js';
import { lettered } from './stage_sprites.js';

const SIZE_PX = 34;
const EDGE = '#5a4860';
const RING = '#2f6fb0';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./stage_people.js').Person[]} people nearest first
 * @param {any} scene
 * @param {import('./stage_floor.js').Frame} frame
 * @param {import('./stage_sprites.js').Sprites} sprites
 */
export function drawSigns(context, people, scene, frame, sprites) {
  const unit = frame.dpr;
  if (scene.pointed?.place.length === 2) drawPointed(context, scene.pointed.place, frame);
  for (const one of people) {
    const shown = one.emote || (one.hand ? 'hand' : '');
    if (!shown) continue;
    const sprite = pictureSprite(shown, unit, sprites);
    // Beside the head where a bubble stands above it.
    const aside = one.bubble ? 30 * unit : 0;
    const left = Math.round(one.x + aside - sprite.canvas.width / 2);
    const above = one.bubble ? -8 * unit : sprite.canvas.height + 2 * unit;
    context.drawImage(sprite.canvas, left, Math.round(one.top - above));
    if (one.emote && one.hand) {
      const hand = pictureSprite('hand', unit, sprites);
      context.drawImage(hand.canvas, left + sprite.canvas.width, Math.round(one.top - above));
    }
  }
}

/**
 * @param {string} name @param {number} unit
 * @param {import('./stage_sprites.js').Sprites} sprites
 */
function pictureSprite(name, unit, sprites) {
  return sprites.now(`emote|${name}|${unit}`, () =>
    lettered(SIZE_PX * unit, SIZE_PX * unit, (on) => {
      on.scale((unit * SIZE_PX) / 32, (unit * SIZE_PX) / 32);
      paintPicture(on, name);
    }),
  );
}

/** @param {CanvasRenderingContext2D} on @param {string} name */
function paintPicture(on, name) {
  const picture = PICTURES[name];
  if (!picture) return;
  on.lineJoin = 'round';
  on.lineCap = 'round';
  const shape = new Path2D(picture.fill);
  // A white rim keeps it readable on every floor.
  on.strokeStyle = '#ffffff';
  on.lineWidth = 5;
  on.stroke(shape);
  on.fillStyle = picture.colour;
  on.fill(shape);
  on.strokeStyle = EDGE;
  on.lineWidth = 1.8;
  on.stroke(shape);
  on.stroke(new Path2D(picture.lines));
}

/**
 * @param {CanvasRenderingContext2D} context @param {number[]} place
 * @param {import('./stage_floor.js').Frame} frame
 */
function drawPointed(context, [sx = 0, sy = 0], frame) {
  const x = sx * 2 * frame.scale - frame.left;
  const y = sy * 2 * frame.scale - frame.top;
  for (const [width, colour, size] of /** @type {[number, string, number][]} */ ([
    [9, '#ffffffcc', 40],
    [4, RING, 40],
    [3, RING, 22],
  ])) {
    context.beginPath();
    context.ellipse(x, y, size * frame.scale, size * 0.5 * frame.scale, 0, 0, 7);
    context.strokeStyle = colour;
    context.lineWidth = width * frame.dpr;
    context.stroke();
  }
}
