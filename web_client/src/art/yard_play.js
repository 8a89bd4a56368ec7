/** What a schoolyard has for play and sport. */

import { numberOf, ovals, paintAt, STEEL, shadow, spot, WHITE } from './building.js';
import { box, flat, inked, line, oval } from './shapes.js';

/**
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {import('./building.js').Recipe} Recipe
 */

const CHALK = '#fffdf4';

const lineGrey = '#8f97a5';

/** @type {Record<string, Recipe>} */
export const PLAY = {
  track: (w, h) => {
    const lane = (/** @type {number} */ k) => box(k, k, w - 2 * k, h - 2 * k, h / 2 - k);
    return [
      flat(lane(0), '#dca282'),
      flat(lane(112), '#cde3ab'),
      line(lane(4) + lane(40) + lane(76) + lane(110), CHALK, 4, 0.9),
      { ...line(`M${w / 2} 4v106`, CHALK, 7), dash: [9, 12] },
    ];
  },
  court: (w, h) => [
    flat(box(0, 0, w, h, 10), '#d9e7b6', 0.9),
    line(
      box(14, 14, w - 28, h - 28) +
        oval(w / 2, h / 2, 74, 62) +
        `M${w / 2} 14v${h - 28}M14 ${h * 0.3}h90v${h * 0.4}h-90` +
        `M${w - 14} ${h * 0.3}h-90v${h * 0.4}h90`,
      CHALK,
      5,
    ),
    flat(oval(w / 2, h / 2, 6, 5), CHALK),
  ],
  line: (w, h) => [
    line(`${box(6, 6, w - 12, h - 12)}${oval(w / 2, h / 2, w * 0.22, h * 0.22)}`, CHALK, 5),
  ],
  slide: (w, h) => [
    shadow(w, h),
    line(`M14 ${h - 3}V-92M50 ${h - 3}V-92`, '#6c9fd2', 7),
    line('M14-72h36M14-50h36M14-28h36M14-6h36M14 18h36', '#8fb9e0', 5),
    inked(box(6, -78, 58, 12, 4), '#de8177'),
    inked(`M52-76q42 6 70 64q26 50 ${w - 128} 58v14q-66 2-104-46q-30-54-36-58z`, '#ecc063'),
    line(`M62-66q34 14 58 60q24 44 ${w - 134} 50`, WHITE, 4, 0.6),
    inked('M2-92h66L35-122z', '#de8177'),
  ],
  swing: (w, h) => [
    shadow(w, h),
    line(
      `M6 ${h - 3}L26-96M46 ${h - 3}L26-96M${w - 6} ${h - 3}L${w - 26}-96M${w - 46} ${h - 3}L${w - 26}-96`,
      '#76b183',
      7,
    ),
    line(`M22-97H${w - 22}`, '#5f9c72', 8),
    ...[0.3, 0.5, 0.7].flatMap((p, n) => [
      line(`M${w * p - 15}-94V-2M${w * p + 15}-94V-2`, '#8d93a5', 2.6),
      inked(box(w * p - 21, -6, 42, 10, 4), paintAt(n), 1.8),
    ]),
  ],
  seesaw: (w, h) => [
    shadow(w, h),
    inked(`M${w / 2 - 22} ${h - 3}l22-40 22 40z`, '#6c9fd2'),
    inked(`M4 0L${w - 4}-34v12L4 12z`, '#ecc063'),
    line(`M24-16v14M${w - 24}-46v14`, '#de8177', 6),
  ],
  bars: (w, h) => [
    shadow(w, h),
    ...[0, 1, 2].map((n) =>
      line(
        `M${8 + (n * (w - 16)) / 3} ${h - 3}V${-74 + n * 20}h${(w - 16) / 3}V${h - 3}`,
        ['#6c9fd2', '#66b3b0', '#76b183'][n] ?? STEEL,
        7,
      ),
    ),
  ],
  jungle_gym: (w, h) => [
    shadow(w, h),
    line([0, 1, 2, 3, 4].map((n) => `M${8 + (n * (w - 16)) / 4} 62V-84`).join(''), '#e9b2a8', 5),
    line([-84, -36, 12].map((y) => `M8 ${y}h${w - 16}`).join(''), '#f3d79a', 5),
    line(
      [0, 1, 2, 3, 4].map((n) => `M${8 + (n * (w - 16)) / 4} ${h - 3}V-52`).join(''),
      '#de8177',
      6.5,
    ),
    line([-52, -4, 44].map((y) => `M8 ${y}h${w - 16}`).join(''), '#ecc063', 6.5),
    line([0, 1, 2, 3, 4].map((n) => `M${8 + (n * (w - 16)) / 4}-52v-32`).join(''), '#ecc063', 5),
  ],
  goal: (w, h, o) => {
    const left = numberOf(o.object) % 2;
    const mesh = Array.from(
      { length: 8 },
      (_, n) =>
        `M${left ? 8 : w - 8} ${-50 + n * ((h + 40) / 8)}L${left ? w - 10 : 10} ${-62 + n * ((h + 40) / 8)}`,
    ).join('');
    return [
      spot(w / 2, h - 3, w / 2, 7),
      line(mesh, '#cfd6dd', 2),
      line(
        `M${left ? w - 10 : 10} ${h - 4}V-22M${left ? w - 10 : 10} 0V-84L${left ? 8 : w - 8}-70V${h - 20}`,
        '#e8edf1',
        4,
      ),
      line(`M${left ? w - 10 : 10}-84V${h - 4}`, lineGrey, 10),
      line(`M${left ? w - 10 : 10}-84V${h - 4}`, WHITE, 6.5),
    ];
  },
  basketball_hoop: (w, h) => [
    spot(w / 2, h - 3, 26, 6),
    line(`M${w / 2} ${h - 4}V-100`, '#8d93a5', 8),
    inked(box(w / 2 - 38, -146, 76, 52, 5), '#fbfbf8'),
    line(box(w / 2 - 15, -126, 30, 24, 1), '#de8177', 3),
    line(oval(w / 2, -92, 18, 6), '#e5734f', 4),
    line(
      `M${w / 2 - 15}-90l4 20M${w / 2}-87v20M${w / 2 + 15}-90l-4 20M${w / 2 - 12}-78h24`,
      WHITE,
      2,
    ),
  ],
  flag_pole: (w, h) => [
    spot(w / 2, h - 4, 14, 5),
    inked(box(w / 2 - 11, h - 14, 22, 11, 4), '#cfc8bc', 1.8),
    line(`M${w / 2} ${h - 12}V-128`, '#b8bfca', 5),
    inked(oval(w / 2, -131, 5), '#ecc063', 1.6),
    inked(`M${w / 2 + 3}-124q16-7 28 0t28 0v36q-14 7-28 0t-28 0z`, '#fffaf0'),
    inked(oval(w / 2 + 31, -106, 10), '#7fba7e', 1.6),
  ],
  tire: (w, h) => [
    spot(w / 2, h - 3, w / 2 - 2, 6),
    inked(`M5 ${h - 2}V4a27 30 0 0 1 54 0v${h - 6}h-15V8a12 15 0 0 0-24 0v${h - 10}z`, paintAt(1)),
    line(`M12 ${h - 8}V4a20 24 0 0 1 40 0`, WHITE, 3, 0.45),
  ],
  sand: (w, h) => [
    inked(box(0, 0, w, h, 22), '#d3ad78'),
    flat(box(10, 10, w - 20, h - 20, 16), '#f2e1b6'),
    flat(
      ovals([
        [w * 0.28, h * 0.6, 46, 18],
        [w * 0.72, h * 0.34, 34, 12],
      ]),
      '#e6d09c',
      0.9,
    ),
    inked(`M${w * 0.52} ${h * 0.6}l8-26h30l8 26q-23 6-46 0z`, '#e6cb92', 1.8),
    inked(`M${w * 0.52 + 12} ${h * 0.6 - 26}v-16l14 6z`, '#de8177', 1.6),
    inked(`M${w * 0.2} ${h * 0.5}h24l-4 20h-16z`, '#6c9fd2', 1.8),
  ],
};
