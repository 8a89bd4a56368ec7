/**
 * Ink: points of a stroke to the wire and back, what a mark looks like, and what an eraser meets.
 * A board measures 3200 × 1800 spots, whatever the screen does.
 *
 * @typedef {import('./whiteboard_model.js').Mark} Mark
 * @typedef {[number, number]} Spot
 */

export const WIDTH = 3200;
export const HEIGHT = 1800;
/** A stroke is cut into several where the wire would not take it whole. */
export const POINTS_MAX = 290;
export const INKS = /** @type {Record<string, string>} */ ({
  black: '#2b2330',
  red: '#c0271f',
  blue: '#1f5fbf',
  green: '#1d7a3a',
  orange: '#b35900',
  purple: '#7a3aa8',
});
const PEN_SPOTS = [0, 7, 14, 28];
const MARKER_SPOTS = [0, 40, 64, 100];
const TEXT_SPOTS = [0, 52, 80, 120];
const STRAIGHT_SPOTS = 2.5;
const HEAD_SPOTS = 46;
const FONT = '"BIZ UDPGothic", "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif';

/** Points as x0, y0, then steps; whole spots within the board. @param {Spot[]} spots */
export function toWire(spots) {
  /** @type {number[]} */ const numbers = [];
  let [x, y] = [0, 0];
  for (const spot of spots) {
    const [nx, ny] = within(spot);
    numbers.push(nx - x, ny - y);
    [x, y] = [nx, ny];
  }
  return numbers;
}

/** @param {number[]} numbers @returns {Spot[]} */
export function fromWire(numbers) {
  /** @type {Spot[]} */ const spots = [];
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    x += numbers[at] ?? 0;
    y += numbers[at + 1] ?? 0;
    spots.push([x, y]);
  }
  return spots;
}

/** The nearest whole spot of the board. @param {Spot} spot @returns {Spot} */
export const within = ([x, y]) => [
  Math.max(0, Math.min(WIDTH, Math.round(x))),
  Math.max(0, Math.min(HEIGHT, Math.round(y))),
];

/**
 * Without points that a curve would pass anyway (Ramer 1972; Douglas and Peucker 1973).
 * @param {Spot[]} spots @returns {Spot[]}
 */
export function simplified(spots) {
  const kept = new Set([0, spots.length - 1]);
  const waiting = [[0, spots.length - 1]];
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [from = 0, to = 0] = span;
    let [farthest, most] = [0, STRAIGHT_SPOTS];
    for (let at = from + 1; at < to; at += 1) {
      const away = distance(spots[at] ?? [0, 0], spots[from] ?? [0, 0], spots[to] ?? [0, 0]);
      if (away > most) [farthest, most] = [at, away];
    }
    if (!farthest) continue;
    kept.add(farthest);
    waiting.push([from, farthest], [farthest, to]);
  }
  return spots.filter((_, at) => kept.has(at));
}

/**
 * From a spot to the nearest one between two others.
 * @param {Spot} spot @param {Spot} from @param {Spot} to
 */
function distance([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const part = length ? Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length)) : 0;
  return Math.hypot(x - x0 - part * dx, y - y0 - part * dy);
}

/**
 * Draw a mark on a context that measures in spots.
 * @param {CanvasRenderingContext2D} context
 * @param {Mark} mark
 */
export function paint(context, mark) {
  const colour = INKS[mark.ink] ?? '#000';
  context.save();
  context.strokeStyle = colour;
  context.fillStyle = colour;
  if (mark.text !== undefined) paintText(context, mark);
  else paintStroke(context, mark);
  context.restore();
}

/** How large the letters of a text are. @param {number} width */
export const textSpots = (width) => TEXT_SPOTS[width] ?? 80;

/** @param {CanvasRenderingContext2D} context @param {Mark} mark */
function paintText(context, mark) {
  context.font = `${textSpots(mark.width)}px ${FONT}`;
  context.textBaseline = 'top';
  context.lineWidth = 10;
  context.lineJoin = 'round';
  // Readable over a picture, too.
  context.strokeStyle = 'rgb(255 255 255 / 85%)';
  for (const draw of [context.strokeText, context.fillText])
    draw.call(context, mark.text ?? '', mark.x ?? 0, mark.y ?? 0, WIDTH - (mark.x ?? 0));
}

/** @param {CanvasRenderingContext2D} context @param {Mark} mark */
function paintStroke(context, mark) {
  const spots = fromWire(mark.points ?? []);
  const marker = mark.pen === 'marker';
  context.lineWidth = (marker ? MARKER_SPOTS : PEN_SPOTS)[mark.width] ?? 14;
  if (marker) context.globalAlpha *= 0.35;
  context.lineCap = marker ? 'butt' : 'round';
  context.lineJoin = 'round';
  context.beginPath();
  const [first, last] = [spots[0], spots.at(-1)];
  if (!first || !last) return;
  if (mark.pen === 'box') context.rect(first[0], first[1], last[0] - first[0], last[1] - first[1]);
  else if (mark.pen === 'oval') addOval(context, first, last);
  else if (mark.pen === 'line') addLine(context, first, last);
  else if (mark.pen === 'arrow') addArrow(context, first, last);
  else addCurve(context, spots);
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {Spot} from @param {Spot} to */
function addLine(context, from, to) {
  context.moveTo(...from);
  context.lineTo(...to);
}

/** @param {CanvasRenderingContext2D} context @param {Spot} from @param {Spot} to */
function addOval(context, from, to) {
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const [rx, ry] = [Math.abs(to[0] - from[0]) / 2, Math.abs(to[1] - from[1]) / 2];
  context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
}

/** @param {CanvasRenderingContext2D} context @param {Spot} from @param {Spot} to */
function addArrow(context, from, to) {
  addLine(context, from, to);
  const along = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const head = HEAD_SPOTS + context.lineWidth;
  for (const side of [along + 2.6, along - 2.6])
    addLine(context, to, [to[0] + head * Math.cos(side), to[1] + head * Math.sin(side)]);
}

/** A curve through the middles, so that corners of the hand are round. */
/** @param {CanvasRenderingContext2D} context @param {Spot[]} spots */
function addCurve(context, spots) {
  const [first = [0, 0], ...rest] = spots;
  context.moveTo(...first);
  // A dot is a line that goes nowhere: browsers draw its round ends.
  if (!rest.length) context.lineTo(first[0] + 0.1, first[1]);
  rest.forEach((spot, at) => {
    const next = rest[at + 1];
    if (next) {
      const middle = [(spot[0] + next[0]) / 2, (spot[1] + next[1]) / 2];
      context.quadraticCurveTo(spot[0], spot[1], middle[0] ?? 0, middle[1] ?? 0);
    } else context.lineTo(...spot);
  });
}

/**
 * Whether an eraser at a spot meets a mark.
 * @param {Mark} mark @param {Spot} spot @param {number} reach in spots
 */
export function meets(mark, spot, reach) {
  if (mark.text !== undefined) return meetsText(mark, spot, reach);
  const spots = outline(mark);
  return spots.some((one, at) => distance(spot, one, spots[at + 1] ?? one) <= reach);
}

/** @param {Mark} mark @param {Spot} spot @param {number} reach */
function meetsText(mark, [x, y], reach) {
  const [left, top, wide, high] = boxOf(mark);
  const [right, low] = [left + wide, top + high];
  return x >= left - reach && x <= right + reach && y >= top - reach && y <= low + reach;
}

/**
 * Left, top, width and height of what is seen of a mark; of a text roughly.
 * @param {Mark} mark @returns {[number, number, number, number]}
 */
export function boxOf(mark) {
  if (mark.text !== undefined) {
    const [left, size] = [mark.x ?? 0, textSpots(mark.width)];
    const long = [...mark.text].reduce((sum, one) => sum + (one < '\u0100' ? 0.6 : 1), 0);
    return [left, mark.y ?? 0, Math.min(WIDTH - left, long * size), size];
  }
  const spots = outline(mark);
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

/** The line that is seen of a stroke. @param {Mark} mark @returns {Spot[]} */
function outline(mark) {
  const spots = fromWire(mark.points ?? []);
  const [first, last] = [spots[0], spots.at(-1)];
  if (!first || !last) return [];
  const [[x0, y0], [x1, y1]] = [first, last];
  if (mark.pen === 'box')
    return [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
      [x0, y0],
    ];
  if (mark.pen !== 'oval') return spots;
  return Array.from({ length: 33 }, (_, n) => {
    const turn = (n * Math.PI) / 16;
    const [rx, ry] = [(x1 - x0) / 2, (y1 - y0) / 2];
    return [(x0 + x1) / 2 + rx * Math.cos(turn), (y0 + y1) / 2 + ry * Math.sin(turn)];
  });
}
