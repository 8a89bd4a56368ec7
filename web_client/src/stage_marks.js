/**
 * Marks on the ground and on the map: who one is, who is looked at, who talks, and the greeting
 * when one arrives. A mark differs in line or shape as well as in colour.
 *
 * @typedef {import('./stage_people.js').Painter} Painter
 * @typedef {import('./stage_people.js').Person} Person
 * @typedef {import('./stage_floor.js').Frame} Frame
 */

import { CALL_COLOUR, drawSign, ROLE_COLOURS, STATUS_COLOURS } from './stage_plates.js';
import { blit, lettered } from './stage_sprites.js';

const ARRIVAL_TICKS = 60;
/** The waves of the greeting move at ten pictures a second. */
const WAVE_TICKS = 2;
const OWN_FILL = '#f6c344';
const OWN_EDGE = '#9a6a0c';
const DOT_PX = 7;
/** How much larger the sign of a role is on the map than on a name. */
const STAFF_SIGN = 1.4;

/** How far the greeting of one's own arrival has come; null when it is over. @param {any} scene */
export function arrivalOf(scene) {
  const since = scene.tick - (scene.arrivedAt ?? 0);
  if (!scene.arrivedAt || since < 0 || since >= ARRIVAL_TICKS) return null;
  return scene.reducedMotion ? 1 : Math.floor(since / WAVE_TICKS) * WAVE_TICKS;
}

/**
 * Rings on the ground: oneself, the focused one, a call (dashed), a status. As a bitmap, for a
 * stroked curve costs more than the person in it.
 * @param {Painter} painter @param {Person} one
 */
export function paintRings({ context, sprites, frame, scene }, one) {
  const since = one.own ? arrivalOf(scene) : null;
  if (since !== null) paintArrival(context, one, since, frame.scale, scene.reducedMotion);
  const status = STATUS_COLOURS[one.person.status] ?? '';
  if (!one.own && !one.focused && !one.inCall && !status) return;
  const unit = frame.scale;
  const key = `ring|${one.own}|${one.focused}|${one.inCall}|${status}|${unit}`;
  const ring = sprites.now(key, () => {
    const [x, y] = [Math.ceil(38 * unit), Math.ceil(17 * unit)];
    const sprite = lettered(2 * x, 2 * y, (on) => paintRing(on, { x, y }, one, status, frame));
    return Object.assign(sprite, { dx: -x, dy: -y });
  });
  blit(context, ring, one.x, one.y, 1);
}

/**
 * @param {CanvasRenderingContext2D} on @param {{x: number, y: number}} at @param {Person} one
 * @param {string} status @param {Frame} frame
 */
function paintRing(on, at, one, status, frame) {
  const unit = frame.scale;
  const thick = Math.max(1.5 * frame.dpr, 2.4 * unit);
  if (one.own) ellipse(on, at, 27 * unit, 10 * unit, `${OWN_FILL}88`, OWN_EDGE, thick, []);
  else if (one.focused) ellipse(on, at, 27 * unit, 10 * unit, '#6ea8dc66', '#2f6fb0', thick, []);
  if (one.inCall) {
    const dash = [9 * unit, 5 * unit];
    ellipse(on, at, 33 * unit, 13 * unit, '#57b8ac44', CALL_COLOUR, thick * 1.2, dash);
  }
  if (status) ellipse(on, at, 22 * unit, 8 * unit, null, status, thick, []);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Person} one
 * @param {number} since ticks
 * @param {number} unit
 * @param {boolean} still
 */
function paintArrival(context, one, since, unit, still) {
  for (const start of still ? [0] : [0, 16, 32]) {
    const share = still ? 0.5 : (since - start) / 26;
    if (share < 0 || share > 1) continue;
    context.globalAlpha = 1 - share * 0.9;
    const grow = 1 + share * 1.3;
    ellipse(context, one, 30 * unit * grow, 11 * unit * grow, null, '#e08a1c', 4 * unit, []);
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number}} at
 * @param {number} rx
 * @param {number} ry
 * @param {string | null} fill @param {string} stroke @param {number} width @param {number[]} dash
 */
function ellipse(context, at, rx, ry, fill, stroke, width, dash) {
  context.beginPath();
  context.ellipse(at.x, at.y, rx, ry, 0, 0, 2 * Math.PI);
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  context.setLineDash(dash);
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

/**
 * The whole floor: a dot for everybody, the sign of their role for staff, a pin for oneself.
 * @param {Painter} painter
 * @param {Person[]} people
 */
export function paintDots({ context, frame, scene }, people) {
  const unit = frame.dpr;
  for (const one of people.toReversed()) {
    if (one.own) continue;
    context.globalAlpha = one.person.away ? 0.5 : 1;
    const mark = ROLE_COLOURS[one.person.role];
    if (mark) drawSign(context, one.person.role, mark, one.x, one.y, unit * STAFF_SIGN);
    else {
      context.beginPath();
      context.arc(one.x, one.y, DOT_PX * unit, 0, 2 * Math.PI);
      context.fillStyle = one.inCall ? CALL_COLOUR : '#7d6aa8';
      context.strokeStyle = '#ffffff';
      context.lineWidth = 2 * unit;
      context.fill();
      context.stroke();
    }
    context.globalAlpha = 1;
  }
  const own = people.find((one) => one.own);
  if (own) paintPin(context, own, unit, arrivalOf(scene), scene.reducedMotion);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Person} own
 * @param {number} unit
 * @param {number | null} since
 * @param {boolean} still
 */
function paintPin(context, own, unit, since, still) {
  if (since !== null) paintArrival(context, own, since, unit, still);
  const { x, y } = own;
  context.beginPath();
  context.moveTo(x, y);
  context.bezierCurveTo(
    x - 4 * unit,
    y - 10 * unit,
    x - 12 * unit,
    y - 14 * unit,
    x - 12 * unit,
    y - 23 * unit,
  );
  context.arc(x, y - 23 * unit, 12 * unit, Math.PI, 0);
  context.bezierCurveTo(x + 12 * unit, y - 14 * unit, x + 4 * unit, y - 10 * unit, x, y);
  context.fillStyle = '#d9542b';
  context.strokeStyle = '#ffffff';
  context.lineWidth = 2.5 * unit;
  context.fill();
  context.stroke();
  context.beginPath();
  context.arc(x, y - 23 * unit, 5 * unit, 0, 2 * Math.PI);
  context.fillStyle = '#ffffff';
  context.fill();
}
