/** Names, statuses and bubbles over the people: few enough to be read, never by colour alone. */

const FONT = '"BIZ UDPGothic","Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",sans-serif';
const INK = '#3b2c3d';
const NAMES_MAX = 25;
const BUBBLES_MAX = 8;
const BUBBLE_LETTERS_A_LINE = 14;
/** Sign, colour of the ring. */
const STATUS = /** @type {Record<string, [string, string]>} */ ({
  open_to_talk: ['☺', '#3f9a63'],
  focusing: ['✎', '#5a6fc0'],
  resting: ['☕', '#b0793a'],
  quiet: ['☾', '#7b6aa8'],
});

/**
 * @typedef {object} Standing a person as drawn in this frame
 * @property {any} person
 * @property {number} x device px
 * @property {number} y
 * @property {number} top
 */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Standing[]} standing nearest to the middle first
 * @param {any} scene
 * @param {number} unit device px per CSS px
 */
export function drawLabels(context, standing, scene, unit) {
  const named = standing.filter(
    ({ person }, at) => at < NAMES_MAX || person.staff || person.handle === scene.me,
  );
  for (const one of named) drawName(context, one, one.person.handle === scene.me, unit);
  const speaking = standing.filter(
    ({ person }) => person.murmur && person.murmur.until > scene.tick,
  );
  const muted = scene.quiet ? [] : speaking;
  muted
    .slice(0, BUBBLES_MAX)
    .toReversed()
    .forEach((one) => drawBubble(context, one, one.person.murmur.text, unit));
  for (const one of muted.slice(BUBBLES_MAX)) drawBubble(context, one, '…', unit);
}

/** @param {CanvasRenderingContext2D} context @param {Standing} one @param {boolean} own @param {number} unit */
function drawName(context, { person, x, y }, own, unit) {
  context.font = `${own ? 700 : 500} ${13 * unit}px ${FONT}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const status = STATUS[person.status];
  const sign = status ? `${status[0]} ` : '';
  const staff = person.staff ? '★ ' : '';
  const text = `${staff}${sign}${person.name}`;
  const width = context.measureText(text).width + 14 * unit;
  const left = Math.round(x - width / 2);
  const top = Math.round(y + 5 * unit);
  plate(
    context,
    left,
    top,
    width,
    20 * unit,
    10 * unit,
    own ? '#fff3c9' : '#ffffff',
    status ? status[1] : '#8a7a86',
    unit,
  );
  context.fillStyle = INK;
  context.fillText(text, left + 7 * unit, top + 10.5 * unit);
}

/** @param {CanvasRenderingContext2D} context @param {Standing} one @param {string} text @param {number} unit */
function drawBubble(context, { x, top }, text, unit) {
  const lines = wrapped(text);
  context.font = `500 ${15 * unit}px ${FONT}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const width = Math.max(...lines.map((line) => context.measureText(line).width)) + 24 * unit;
  const height = (lines.length * 21 + 12) * unit;
  const left = Math.round(x - width / 2);
  const up = Math.round(top - height - 8 * unit);
  plate(context, left, up, width, height, 14 * unit, '#ffffff', '#6b5c7d', unit);
  context.beginPath();
  context.moveTo(x - 6 * unit, up + height - unit);
  context.lineTo(x, up + height + 7 * unit);
  context.lineTo(x + 6 * unit, up + height - unit);
  context.fillStyle = '#ffffff';
  context.fill();
  context.stroke();
  context.fillRect(x - 5 * unit, up + height - 2.4 * unit, 10 * unit, 2.4 * unit);
  context.fillStyle = INK;
  lines.forEach((line, at) => {
    context.fillText(line, left + 12 * unit, up + (at * 21 + 17) * unit);
  });
}

/** @param {string} text */
function wrapped(text) {
  const letters = [...text];
  /** @type {string[]} */ const lines = [];
  for (let at = 0; at < letters.length; at += BUBBLE_LETTERS_A_LINE) {
    lines.push(letters.slice(at, at + BUBBLE_LETTERS_A_LINE).join(''));
  }
  return lines.length ? lines : ['…'];
}

/**
 * @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} w @param {number} h
 * @param {number} r @param {string} fill @param {string} stroke @param {number} unit
 */
function plate(context, x, y, w, h, r, fill, stroke, unit) {
  context.beginPath();
  context.roundRect(x, y, w, h, r);
  context.fillStyle = fill;
  context.strokeStyle = stroke;
  context.lineWidth = 1.6 * unit;
  context.fill();
  context.stroke();
}
