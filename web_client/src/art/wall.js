/** What hangs on the back wall, and the doors in it. */

import { ovals } from './building.js';
import { box, darker, flat, inked, lighter, line, oval } from './shapes.js';

/** @typedef {import('./shapes.js').Shape} Shape */

/** Things that hang on the back wall. @type {Record<string, import('./building.js').Recipe>} */
export const WALL_THINGS = {
  window: (w, h) => [
    inked(box(0, 0, w, h, 7), '#fbf7ec'),
    flat(box(10, 10, w - 20, h - 20, 3), '#bfe3f5'),
    flat(
      ovals([
        [w * 0.3, h * 0.3, 17, 8],
        [w * 0.3 + 16, h * 0.3 - 4, 14, 9],
        [w * 0.74, h * 0.44, 15, 7],
      ]),
      '#ffffff',
      0.9,
    ),
    flat(
      `M10 ${h - 32}q${w * 0.18}-20 ${w * 0.36}-4t${w * 0.34} 0t${w * 0.3 - 20} 2V${h - 10}H10z`,
      '#a9d69d',
    ),
    flat(`M18 10h20L12 ${h * 0.62}V34z`, '#ffffff', 0.45),
    line(`M${w / 2} 6V${h - 6}M6 ${h * 0.52}H${w - 6}`, '#fbf7ec', 7),
    line(`M${w / 2} 10V${h - 10}`, '#d9cfba', 1.4),
    inked(box(-5, h - 7, w + 10, 10, 4), '#d9b483', 1.8),
  ],
  blackboard: (w, h, o) => [
    inked(box(0, 0, w, h, 8), '#b98552'),
    flat(box(12, 11, w - 24, h - 29, 4), '#3c7560'),
    flat(`M12 11h${w * 0.44}L${w * 0.2} ${h - 18}H12z`, '#ffffff', 0.05),
    line(`M${w * 0.06} ${h - 32}q60-8 110 0M${w * 0.8} 26q40-6 80 2`, '#ffffff', 7, 0.05),
    ...(o.text
      ? [{ text: o.text, x: w / 2, y: h / 2 - 5, width: 34, fill: '#f7f9ef', fit: w - 90 }]
      : []),
    inked(box(8, h - 17, w - 16, 11, 4), '#cf9c68', 1.6),
    flat(box(w * 0.1, h - 20, 26, 6, 3), '#ffffff'),
    flat(box(w * 0.1 + 34, h - 20, 20, 6, 3), '#f6d46f'),
    flat(box(w * 0.1 + 62, h - 20, 22, 6, 3), '#f2a0b4'),
    inked(box(w * 0.84, h - 25, 46, 11, 3), '#6c9fd2', 1.6),
  ],
  notice_board: (w, h, o) => {
    const papers = [
      ['#ffffff', 14, 34, 56, 44],
      ['#fff2c4', 80, 30, 64, 36],
      ['#dff0fb', 156, 34, 50, 48],
      ['#fde3e7', 84, 74, 56, 38],
      ['#e3f3e3', 20, 86, 52, 28],
      ['#ffffff', 160, 90, 56, 26],
    ];
    return [
      inked(box(0, 0, w, h, 7), '#b98552'),
      flat(box(8, 8, w - 16, h - 16, 3), '#e6cda4'),
      ...papers
        .filter(
          ([, x, y, pw, ph]) => Number(x) + Number(pw) < w - 8 && Number(y) + Number(ph) < h - 8,
        )
        .flatMap(([c, x, y, pw, ph]) => [
          flat(box(Number(x), Number(y), Number(pw), Number(ph), 2), String(c)),
          line(
            `M${Number(x) + 8} ${Number(y) + 14}h${Number(pw) - 18}M${Number(x) + 8} ${Number(y) + 22}h${Number(pw) - 26}`,
            '#b3b0bd',
            2,
          ),
          flat(oval(Number(x) + Number(pw) / 2, Number(y) + 4, 3.4), '#df6a62'),
        ]),
      ...(o.text
        ? [{ text: o.text, x: w / 2, y: 20, width: 17, fill: '#7a5434', fit: w - 24 }]
        : []),
    ];
  },
  poster: (w, h, o) => [
    inked(box(4, 4, w - 8, h - 14, 4), '#fffaf0'),
    flat(box(10, 10, w - 20, h - 56, 3), '#cfe7ee'),
    flat(oval(w / 2, h * 0.4, w * 0.2), '#f6c96b'),
    flat(`M10 ${h - 46}v-14q${w * 0.2}-14 ${w * 0.4}-2t${w * 0.6 - 20}-2v18z`, '#a9d69d'),
    flat(
      ovals([
        [w / 2 - 5, h * 0.39, 1.8],
        [w / 2 + 5, h * 0.39, 1.8],
      ]),
      '#6b4a3a',
    ),
    line(`M${w / 2 - 4} ${h * 0.44}q4 4 8 0`, '#6b4a3a', 1.8),
    { text: o.text, x: w / 2, y: h - 29, width: 16, fill: '#5a4450', fit: w - 20 },
  ],
  clock: (w, h) => {
    const [x, y, r] = [w / 2, h / 2, Math.min(w, h) / 2 - 6];
    const hours = Array.from({ length: 12 }, (_, n) =>
      oval(
        x + Math.sin((n * Math.PI) / 6) * (r - 9),
        y - Math.cos((n * Math.PI) / 6) * (r - 9),
        n % 3 ? 1.6 : 3,
      ),
    ).join('');
    return [
      inked(oval(x, y, r), '#b98552'),
      flat(oval(x, y, r - 5), '#fffdf5'),
      flat(hours, '#5a4450'),
      line(`M${x} ${y}V${y - r * 0.58}M${x} ${y}l${r * 0.38} ${r * 0.22}`, '#5a4450', 3.6),
      flat(oval(x, y, 3.6), '#de8177'),
    ];
  },
};

/**
 * A door on the back wall, or a way out at another edge.
 * @param {{w: number, h: number}} door in tiles
 * @param {boolean} onWall
 * @param {string} theme theme of the floor
 * @returns {Shape[]} relative to the left top of the door's tiles
 */
export function doorShapes(door, onWall, theme) {
  const [w, h] = [door.w * 32, door.h * 32];
  const colour = theme === 'yard' ? '#7fa9c9' : theme === 'plaza' ? '#cf8a68' : '#d8a970';
  if (!onWall) {
    return [
      flat(box(-6, -30, w + 12, h + 30, 10), '#d9c4a0'),
      line(`M${w / 2 - 22}-12l22 16 22-16M${w / 2 - 22} 4l22 16 22-16`, '#ffffff', 5, 0.85),
      ...[-22, w - 4].flatMap((x) => [
        inked(box(x, -58, 26, h + 56, 5), '#cbb594'),
        inked(box(x - 4, -66, 34, 13, 5), '#dccbae'),
      ]),
    ];
  }
  return [
    inked(box(-9, -152, w + 18, 152, 7), darker(colour, 0.3)),
    flat(box(0, -143, w, 143, 3), '#6d5147'),
    ...[0, w / 2].flatMap((x) => [
      inked(box(x + 1, -143, w / 2 - 2, 143, 3), colour),
      inked(box(x + 10, -132, w / 2 - 20, 62, 4), '#d8eff7', 1.8),
      flat(`M${x + 14}-128h16l-16 34z`, '#ffffff', 0.6),
      inked(box(x + 10, -58, w / 2 - 20, 46, 4), lighter(colour, 0.22), 1.6),
    ]),
    flat(oval(w / 2 - 8, -62, 4) + oval(w / 2 + 8, -62, 4), '#6d5147'),
    inked(box(4, 4, w - 8, h - 8, 8), '#a9c795', 1.8),
    line(box(11, 10, w - 22, h - 20, 5), '#ffffff', 2, 0.5),
  ];
}
