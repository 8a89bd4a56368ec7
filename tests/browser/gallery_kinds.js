/** Every kind of furniture side by side. */

import { furnitureShapes, KINDS } from '../../web_client/src/art/furniture.js';
import { paint, placed } from '../../web_client/src/art/shapes.js';

const SIZES = {
  desk: [3, 2],
  table: [8, 2],
  teacher_desk: [7, 2],
  counter: [8, 2],
  round_table: [4, 2],
  sofa: [8, 2],
  bookshelf: [6, 1],
  low_shelf: [5, 1],
  locker: [4, 2],
  booth: [4, 2],
  blocks: [3, 2],
  toy_box: [3, 2],
  piano: [6, 2],
  aquarium: [5, 1],
  cart: [3, 1],
  whiteboard_stand: [5, 1],
  beanbag: [3, 2],
  cushion: [2, 1],
  tent: [5, 3],
  rug: [7, 4],
  mat: [6, 3],
  bench: [5, 1],
  picnic_table: [5, 2],
  parasol_table: [5, 2],
  stall: [7, 2],
  fountain: [14, 9],
  pond: [12, 5],
  stage: [16, 4],
  bush: [3, 1],
  hedge: [5, 1],
  flowerbed: [6, 1],
  vegetable_bed: [7, 2],
  flowers: [6, 3],
  lawn: [6, 4],
  sand: [8, 4],
  paving: [6, 4],
  court: [10, 6],
  track: [14, 10],
  line: [5, 5],
  stone: [2, 1],
  tire: [2, 1],
  slide: [7, 2],
  swing: [9, 1],
  seesaw: [8, 1],
  bars: [9, 1],
  jungle_gym: [6, 3],
  goal: [3, 5],
  rabbit_hutch: [6, 2],
  drinking_fountain: [3, 1],
  vending_machine: [2, 1],
  window: [6, 4],
  blackboard: [14, 4],
  notice_board: [8, 4],
  poster: [3, 4],
  clock: [3, 3],
  magazine_rack: [3, 1],
  tree: [2, 1],
  cherry_tree: [2, 1],
  basketball_hoop: [2, 1],
  water_cooler: [2, 1],
  plant: [2, 1],
  big_plant: [3, 2],
  easel: [2, 1],
  chair: [3, 1],
};

export function show() {
  const canvas = document.createElement('canvas');
  canvas.width = 3000;
  canvas.height = 2200;
  document.body.append(canvas);
  const c = canvas.getContext('2d');
  c.fillStyle = '#f1dfbf';
  c.fillRect(0, 0, 3000, 2200);
  let x = 40,
    y = 220,
    high = 0;
  for (const kind of KINDS) {
    const [w, h] = SIZES[kind] ?? [1, 1];
    const wide = w * 32 + 70;
    if (x + wide > 2980) {
      x = 40;
      y += high + 210;
      high = 0;
    }
    paint(
      c,
      placed(
        furnitureShapes({ kind, x: 0, y: 0, w, h, text: 'ことば', object: `${kind}-1` }),
        x,
        y,
      ),
    );
    c.fillStyle = '#665';
    c.font = '14px sans-serif';
    c.textAlign = 'left';
    c.fillText(kind, x, y + h * 32 + 20);
    x += wide;
    high = Math.max(high, h * 32);
  }
}
