/**
 * For looking at the art while drawing it. Serve the checkout, open gallery.html with
 * ?show=dolls, ?show=kinds or ?show=floor&plan=plaza&people=80&walking=40.
 */

import { dollShapes } from '../../web_client/src/art/doll.js';
import { paint } from '../../web_client/src/art/shapes.js';

const VIEWS = ['front', 'back', 'side'];
const FACES = ['smile', 'laugh', 'calm', 'rest'];

/** A mixed crowd. @param {number} n */
const lookOf = (n) => ({
  hair: n % 10,
  hair_colour: (n * 3 + Math.floor(n / 10)) % 8,
  skin: (n * 5 + Math.floor(n / 7)) % 6,
  cut: (n + Math.floor(n / 10)) % 6,
  clothes_colour: (n * 5 + Math.floor(n / 6)) % 8,
  ornament: n % 3 === 0 ? 0 : (n * 2 + Math.floor(n / 9)) % 7,
  held: n % 2 ? 0 : (n + Math.floor(n / 8)) % 7,
});

function dolls() {
  const canvas = document.createElement('canvas');
  canvas.width = 1440;
  canvas.height = 1130;
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  context.fillStyle = '#efdcb9';
  context.fillRect(0, 0, 1440, 1130);
  const draw = (x, y, scale, shapes) => {
    context.setTransform(scale, 0, 0, scale, x, y);
    paint(context, shapes);
  };
  for (let n = 0; n < 10; n += 1) {
    const plain = {
      hair: n,
      hair_colour: n % 8,
      skin: n % 6,
      cut: n % 6,
      clothes_colour: n % 8,
      ornament: 0,
      held: 0,
    };
    const decked = {
      ...plain,
      hair: (n * 3) % 10,
      hair_colour: 7 - (n % 8),
      skin: 5 - (n % 6),
      ornament: n % 7,
      held: n % 7,
    };
    VIEWS.forEach((view, row) => {
      draw(n * 144 + 10, row * 160, 1.15, dollShapes(plain, view));
      draw(
        n * 144 + 10,
        (3 + row) * 160,
        1.15,
        dollShapes(
          decked,
          view,
          ['', 'supporter', 'teacher', 'admin'][Math.max(0, n - 5)],
          FACES[n % 4],
        ),
      );
    });
  }
  for (let n = 0; n < 16; n += 1) draw(n * 90, 970, 0.75, dollShapes(lookOf(n * 7 + 3)));
}

const asked = new URLSearchParams(location.search);
if (asked.get('show') === 'dolls') dolls();
else if (asked.get('show') === 'kinds') (await import('./gallery_kinds.js')).show();
else await (await import('./gallery_floor.js')).show(asked, lookOf);
document.title = 'ready';
