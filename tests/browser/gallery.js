import { DOLL, dollShapes } from '../../web_client/src/art/doll.js';
import { paint } from '../../web_client/src/art/shapes.js';

const asked = new URLSearchParams(location.search);

/** @param {number} n */
export const lookOf = (n) => ({
  hair: n % 10,
  hair_colour: (n * 3 + ((n / 10) | 0)) % 8,
  skin: (n * 5 + ((n / 7) | 0)) % 6,
  cut: (n + ((n / 10) | 0)) % 6,
  clothes_colour: (n * 5 + ((n / 6) | 0)) % 8,
  ornament: n % 3 === 0 ? 0 : (n * 2 + ((n / 9) | 0)) % 7,
  held: n % 2 ? 0 : (n + ((n / 8) | 0)) % 7,
});

function dolls() {
  const canvas = document.createElement('canvas');
  canvas.width = 1440;
  canvas.height = 1130;
  document.body.append(canvas);
  const c = canvas.getContext('2d');
  c.fillStyle = '#efdcb9';
  c.fillRect(0, 0, 1440, 1130);
  const at = (x, y, shapes, s = 1.15, flip = false) => {
    c.setTransform(flip ? -s : s, 0, 0, s, flip ? x + 104 * s : x, y);
    c.translate(2, 0);
    paint(c, shapes);
  };
  const plain = { hair_colour: 1, skin: 1, ornament: 0, held: 0 };
  for (let n = 0; n < 10; n++) {
    const look = {
      ...plain,
      hair: n,
      hair_colour: n % 8,
      skin: n % 6,
      cut: n % 6,
      clothes_colour: n % 8,
    };
    ['front', 'back', 'side'].forEach((view, row) =>
      at(n * 144 + 10, row * 160, dollShapes(look, view)),
    );
  }
  for (let n = 0; n < 10; n++) {
    const look = {
      hair: (n * 3) % 10,
      hair_colour: 7 - (n % 8),
      skin: 5 - (n % 6),
      cut: n % 6,
      clothes_colour: (n * 3) % 8,
      ornament: n % 7,
      held: n % 7,
    };
    const faces = ['smile', 'laugh', 'calm', 'rest'];
    ['front', 'back', 'side'].forEach((view, row) =>
      at(n * 144 + 10, (3 + row) * 160, dollShapes(look, view, n > 6, faces[n % 4])),
    );
  }
  for (let n = 0; n < 16; n++) at(n * 90, 970, dollShapes(lookOf(n * 7 + 3)), 0.75);
}

if (asked.get('show') === 'dolls') dolls();
else if (asked.get('show') === 'kinds') (await import('./gallery_kinds.js')).show();
else (await import('./gallery_floor.js')).show(asked, lookOf);
document.title = 'ready';
void DOLL;
