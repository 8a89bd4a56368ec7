/**
 * Pictures as data. A picture is a list of shapes, painted in order; everything is a path with a
 * fill and a line in a darkened tone of that fill, never black, so that the art stays soft at
 * every size. The same list is painted on a canvas (stage) or built as SVG elements (wardrobe), so
 * the two cannot differ.
 *
 * Coordinates are pixels at zoom 1, y downwards.
 *
 * @typedef {object} Shape
 * @property {string} [d] SVG path data
 * @property {string} [fill]
 * @property {string} [stroke]
 * @property {number} [width] line width
 * @property {number} [alpha]
 * @property {number[]} [dash]
 * @property {number} [x] shift of the shape
 * @property {number} [y]
 * @property {number} [size] scale of the shape, 1 if absent
 * @property {string} [text] lettering instead of a path, centred on x, y
 * @property {number} [fit] largest width of the lettering; smaller letters are taken to stay inside
 */

import { withoutReadings } from '../readings.js';

const NIGHT = '#3a2436';
const LETTERING = '"BIZ UDPGothic","Hiragino Sans","Noto Sans CJK JP","Noto Sans JP",sans-serif';

/** @type {Map<string, Path2D>} Paths are shared by all dolls, so each is parsed once. */
const parsed = new Map();

/** @param {string} colour `#rrggbb` */
const channels = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/**
 * The colour `share` of the way from one to the other.
 * @param {string} from
 * @param {string} to
 * @param {number} share 0..1
 */
export function mix(from, to, share) {
  const end = channels(to);
  const mixed = channels(from).map((value, at) => Math.round(value + (end[at] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** @param {string} colour @param {number} [share] */
export const darker = (colour, share = 0.2) => mix(colour, NIGHT, share);

/** @param {string} colour @param {number} [share] */
export const lighter = (colour, share = 0.3) => mix(colour, '#ffffff', share);

/** @param {string} colour */
export const lineOf = (colour) => mix(colour, NIGHT, 0.5);

/**
 * A filled shape with its outline.
 * @param {string} d
 * @param {string} fill
 * @param {number} [width]
 * @returns {Shape}
 */
export const inked = (d, fill, width = 2) => ({ d, fill, stroke: lineOf(fill), width });

/**
 * A filled shape without a line.
 * @param {string} d
 * @param {string} fill
 * @param {number} [alpha]
 * @returns {Shape}
 */
export const flat = (d, fill, alpha = 1) => ({ d, fill, alpha });

/**
 * A line without a fill.
 * @param {string} d
 * @param {string} stroke
 * @param {number} [width]
 * @param {number} [alpha]
 * @returns {Shape}
 */
export const line = (d, stroke, width = 2, alpha = 1) => ({ d, stroke, width, alpha });

/** @param {number} x @param {number} y @param {number} rx @param {number} [ry] */
export const oval = (x, y, rx, ry = rx) =>
  `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;

/** @param {number} x @param {number} y @param {number} w @param {number} h @param {number} [r] */
export function box(x, y, w, h, r = 0) {
  const k = Math.min(r, w / 2, h / 2);
  if (k <= 0) return `M${x} ${y}h${w}v${h}h${-w}z`;
  const corner = (/** @type {number} */ dx, /** @type {number} */ dy) =>
    `a${k} ${k} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + k} ${y}h${w - 2 * k}${corner(k, k)}v${h - 2 * k}${corner(-k, k)}` +
    `h${-(w - 2 * k)}${corner(-k, -k)}v${-(h - 2 * k)}${corner(k, -k)}z`
  );
}

/**
 * Lettering that stays within `fit`.
 * @param {string} text
 * @param {number} x centre
 * @param {number} y middle
 * @param {number} size letter height
 * @param {string} fill
 * @param {number} fit
 * @returns {Shape}
 */
export const lettering = (text, x, y, size, fill, fit) => ({ text, x, y, width: size, fill, fit });

/**
 * The shapes moved and perhaps made larger or smaller.
 * @param {Shape[]} shapes @param {number} x @param {number} y @param {number} [size]
 * @returns {Shape[]}
 */
export const placed = (shapes, x, y, size = 1) =>
  shapes.map((shape) => ({
    ...shape,
    x: x + (shape.x ?? 0) * size,
    y: y + (shape.y ?? 0) * size,
    size: (shape.size ?? 1) * size,
  }));

const PALE = '#f4efe6';
/** @type {Map<string, string>} */ const pale = new Map();

/**
 * A colour for a quiet screen: half of it is gone into the grey of the same brightness, and it
 * comes a little nearer to the others, so that nothing calls for the eye.
 * @param {string} colour anything but `#rrggbb` stays
 */
export function quieted(colour) {
  if (colour.length !== 7) return colour;
  let quiet = pale.get(colour);
  if (!quiet) {
    const [red = 0, green = 0, blue = 0] = channels(colour);
    const grey = Math.round(0.3 * red + 0.59 * green + 0.11 * blue)
      .toString(16)
      .padStart(2, '0');
    quiet = mix(mix(colour, `#${grey.repeat(3)}`, 0.5), PALE, 0.18);
    pale.set(colour, quiet);
  }
  return quiet;
}

/** A picture in quiet colours. @param {Shape[]} shapes @returns {Shape[]} */
export const quietly = (shapes) =>
  shapes.map((shape) => ({
    ...shape,
    ...(shape.fill && { fill: quieted(shape.fill) }),
    ...(shape.stroke && { stroke: quieted(shape.stroke) }),
  }));

/** @param {string} d */
function pathOf(d) {
  let path = parsed.get(d);
  if (!path) {
    path = new Path2D(d);
    parsed.set(d, path);
  }
  return path;
}

/** @param {CanvasRenderingContext2D} context @param {Shape} shape */
function paintLettering(context, shape) {
  let size = shape.width ?? 16;
  context.font = `600 ${size}px ${LETTERING}`;
  const text = withoutReadings(shape.text ?? '');
  const wide = context.measureText(text).width;
  if (shape.fit && wide > shape.fit) {
    size = (size * shape.fit) / wide;
    context.font = `600 ${size}px ${LETTERING}`;
  }
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = shape.fill ?? NIGHT;
  context.fillText(text, shape.x ?? 0, shape.y ?? 0);
}

/** @param {CanvasRenderingContext2D} context @param {Shape} shape */
function paintShape(context, shape) {
  if (shape.text !== undefined) return paintLettering(context, shape);
  const path = pathOf(shape.d ?? '');
  const moved = shape.x !== undefined || shape.size !== undefined;
  if (moved) {
    context.save();
    context.translate(shape.x ?? 0, shape.y ?? 0);
    context.scale(shape.size ?? 1, shape.size ?? 1);
  }
  context.globalAlpha = shape.alpha ?? 1;
  if (shape.fill) {
    context.fillStyle = shape.fill;
    context.fill(path);
  }
  if (shape.stroke) {
    context.strokeStyle = shape.stroke;
    context.lineWidth = shape.width ?? 2;
    if (shape.dash) context.setLineDash(shape.dash);
    context.stroke(path);
    if (shape.dash) context.setLineDash([]);
  }
  if (moved) context.restore();
  else context.globalAlpha = 1;
}

/**
 * Paint a picture; the caller has set the transform.
 * @param {CanvasRenderingContext2D} context
 * @param {Shape[]} shapes
 */
export function paint(context, shapes) {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const shape of shapes) paintShape(context, shape);
  context.globalAlpha = 1;
}

/**
 * The same picture as an SVG element, for pages (wardrobe, lists). Width and height are set
 * because Safari draws nothing without them.
 * @param {Document} page
 * @param {Shape[]} shapes
 * @param {[number, number, number, number]} frame x, y, width, height
 * @param {number} [scale]
 */
export function svgOf(page, shapes, frame, scale = 1) {
  const make = (/** @type {string} */ tag, /** @type {Record<string, string | number>} */ all) => {
    const element = page.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, String(value));
    return element;
  };
  const root = make('svg', {
    width: frame[2] * scale,
    height: frame[3] * scale,
    viewBox: frame.join(' '),
    'aria-hidden': 'true',
  });
  for (const shape of shapes) {
    root.append(
      make('path', {
        d: shape.d ?? '',
        fill: shape.fill ?? 'none',
        stroke: shape.stroke ?? 'none',
        'stroke-width': shape.width ?? 2,
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
        opacity: shape.alpha ?? 1,
        'stroke-dasharray': shape.dash?.join(' ') ?? 'none',
        transform: `translate(${shape.x ?? 0} ${shape.y ?? 0}) scale(${shape.size ?? 1})`,
      }),
    );
  }
  return root;
}
