/** Things that tell or open something: what an admin puts up for people to press. */

import { crate, OAK, PALE, STEEL, spot, tableOf, WALNUT } from './building.js';
import { box, flat, inked, lettering, line, oval } from './shapes.js';

/** @type {Record<string, import('./building.js').Recipe>} */
export const TELLING = {
  sign: (w, h, o) => [
    spot(w / 2, h - 4, w / 2 - 4, 6),
    inked(box(10, -20, 7, h + 16, 3), WALNUT, 1.8),
    inked(box(w - 17, -20, 7, h + 16, 3), WALNUT, 1.8),
    inked(box(0, -62, w, 52, 7), PALE),
    flat(box(7, -55, w - 14, 38, 4), '#fffaf0'),
    ...(o.text ? [lettering(o.text, w / 2, -31, 17, '#5a4450', w - 22)] : []),
  ],
  link: (w, h, o) => [
    spot(w / 2, h - 4, w / 2, 6),
    inked(box(w / 2 - 7, -12, 14, h + 8, 4), STEEL, 1.8),
    inked(box(0, -78, w, 68, 10), '#5d6f96'),
    flat(box(7, -71, w - 14, 54, 6), '#d9f1f7'),
    flat(oval(w / 2, -50, 13), '#6cb4c8'),
    line(`M${w / 2 - 13}-50h26M${w / 2}-63q-12 13 0 26q12-13 0-26`, '#ffffff', 2),
    ...(o.text ? [lettering(o.text, w / 2, -25, 12, '#3f5277', w - 18)] : []),
  ],
  document: (w, h, o) => [
    ...crate(w, h, 34, OAK),
    inked(`M${w / 2 - 22}-64h32l12 12v50h-44z`, '#ffffff', 1.8),
    flat(`M${w / 2 + 10}-64v12h12z`, '#e6e0ee'),
    line(`M${w / 2 - 14}-44h26M${w / 2 - 14}-34h26M${w / 2 - 14}-24h18`, '#a9a3b8', 2.4),
    flat(box(w / 2 - 22, -14, 26, 12, 3), '#d9685c'),
    ...(o.text ? [lettering(o.text, w / 2, h - 18, 12, '#5a4450', w - 12)] : []),
  ],
  picture: (w, h, o) => [
    inked(box(0, 0, w, h, 5), '#c8974f'),
    flat(box(9, 9, w - 18, h - 18, 3), '#fdf7ea'),
    flat(box(15, 15, w - 30, h - 30, 2), '#cfe7f2'),
    flat(oval(w * 0.68, h * 0.36, Math.min(w, h) * 0.09), '#f6c96b'),
    flat(
      `M15 ${h - 15}l${w * 0.26}-${h * 0.34} ${w * 0.2} ${h * 0.2} ${w * 0.14}-${h * 0.12} ${w * 0.4 - 30} ${h * 0.26}z`,
      '#8fbf87',
    ),
    ...(o.text ? [lettering(o.text, w / 2, h - 22, 13, '#4c5a49', w - 34)] : []),
  ],
  survey_box: (w, h, o) => [
    ...crate(w, h, 40, '#e7b9c6'),
    flat(box(w / 2 - 18, -9, 36, 6, 3), '#6b4a5c'),
    inked(`M${w / 2 - 11}-36h22v30h-22z`, '#ffffff', 1.6),
    line(`M${w / 2 - 6}-26l4 4 8-8`, '#5a9a6b', 2.6),
    ...(o.text ? [lettering(o.text, w / 2, h - 20, 12, '#6b3a4e', w - 10)] : []),
  ],
};

/** A desk of one's own, with a name-plate. @type {import('./building.js').Recipe} */
export const ownDesk = (w, h, o) => [
  ...tableOf(w, h, PALE, WALNUT),
  inked(box(w / 2 - 22, -8, 44, 14, 4), '#fff6dd', 1.6),
  ...(o.text ? [lettering(o.text, w / 2, 2, 10, '#6b4a3a', 40)] : []),
];
