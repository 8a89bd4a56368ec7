/**
 * Furniture as data: each kind is a recipe over a few ways of building (a block with a top and a front, a
 * plant, a thing on the wall, a patch of ground). A picture is shapes relative to the left top of the footprint, in
 * pixels at zoom 1; what stands may rise above it.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 * @typedef {{kind: string, x: number, y: number, w: number, h: number, text: string, object: string}} Placed
 */

import { box, darker, flat, inked, lettering, lighter, line, oval } from './shapes.js';

const TILE = 32;
const WOOD = '#c9986a';
const PALE = '#e6c592';
const STEEL = '#a9b4c4';
const LEAF = '#7fb887';
const BOOKS = ['#d98079', '#6f9fd0', '#e6be67', '#79b184', '#9a86c4', '#6ab4b4', '#e59db2'];

/** @param {number} w @param {number} h */
const shadow = (w, h) => flat(oval(w / 2, h - 2, w / 2 + 4, 9), '#4a3550', 0.14);

/** A block: a top and a front face. @param {number} w @param {number} h @param {number} tall @param {string} colour @param {string} [front] */
const block = (w, h, tall, colour, front = darker(colour, 0.12)) => [
  shadow(w, h),
  inked(box(2, h - tall - 2, w - 4, tall, 4), front),
  inked(box(0, -tall + h * 0.1, w, h * 0.9, 6), colour),
  flat(box(5, -tall + h * 0.1 + 4, w - 10, 4, 2), lighter(colour, 0.4), 0.7),
];

/** @param {number} w @param {number} h @param {number} tall @param {string} colour */
const tableOn = (w, h, tall, colour) => [
  shadow(w, h),
  ...[6, w - 14].flatMap((x) => [inked(box(x, h - tall, 8, tall - 2, 3), darker(colour, 0.3))]),
  inked(box(0, -tall + h * 0.25, w, h * 0.72, 7), colour),
  inked(box(0, -tall + h * 0.97, w, 8, 3), darker(colour, 0.15)),
  flat(box(6, -tall + h * 0.25 + 5, w - 12, 4, 2), '#ffffff', 0.4),
];

/** @param {number} w @param {number} h @param {string} colour @param {number} rows */
const shelfOf = (w, h, colour, rows) => {
  const tall = rows * 44 + 10;
  /** @type {Shape[]} */
  const books = [];
  for (let row = 0; row < rows; row++) {
    const top = h - tall + 8 + row * 44;
    books.push(flat(box(8, top, w - 16, 36, 3), darker(colour, 0.35)));
    for (let x = 12, n = row * 3; x < w - 22; n++) {
      const width = 9 + ((n * 7) % 7);
      const height = 24 + ((n * 5) % 9);
      books.push(flat(box(x, top + 36 - height, width - 1, height, 1.5), BOOKS[n % 7] ?? WOOD));
      x += width + (n % 6 === 5 ? 10 : 0);
    }
  }
  return [shadow(w, h), inked(box(0, h - tall, w, tall - 2, 5), colour), ...books,
    inked(box(-2, h - tall - 12, w + 4, 14, 4), lighter(colour, 0.25))];
};

/** @param {number} w @param {number} h @param {string[]} colours @param {number} size */
const tree = (w, h, colours, size) => {
  const [crown = LEAF, light = LEAF, trunk = '#9b7657'] = colours;
  const x = w / 2;
  const top = h - size;
  return [
    flat(oval(x, h - 4, size * 0.34, 10), '#4a3550', 0.16),
    inked(`M${x - 9} ${h - 4}c3-12 3-${size * 0.3} 2-${size * 0.42}h14c-1 ${size * 0.14} 0 ${size * 0.3} 3 ${size * 0.42}z`, trunk),
    inked(oval(x, top + size * 0.3, size * 0.42, size * 0.34), crown),
    flat(oval(x - size * 0.12, top + size * 0.2, size * 0.2, size * 0.13), light, 0.75),
    flat(oval(x + size * 0.16, top + size * 0.36, size * 0.14, size * 0.09), light, 0.55),
  ];
};

/** @param {number} w @param {number} h */
const pot = (w, h, size = 70) => [
  flat(oval(w / 2, h - 3, 22, 7), '#4a3550', 0.16),
  inked(`M${w / 2} ${h - 24}c-26-4-30-${size * 0.5} -20-${size * 0.55} 12 6 18 20 20 30 0-${size * 0.4} 6-${size * 0.8} 14-${size * 0.85} 10 16 4 44-6 58 8-16 16-24 24-20 4 16-12 30-32 32z`, LEAF),
  inked(`M${w / 2 - 17} ${h - 30}h34l-5 26h-24z`, '#d98c66'),
  inked(box(w / 2 - 20, h - 35, 40, 9, 3), '#e3a07c'),
];

/** @param {number} w @param {number} h @param {string[]} petals */
const bed = (w, h, petals, soil = '#b08a68') => {
  /** @type {Shape[]} */
  const flowers = [];
  for (let n = 0; n * 17 < w - 20; n++) {
    for (let row = 0; row * 18 < h - 8; row++) {
      const x = 14 + n * 17 + (row % 2) * 7;
      const y = 10 + row * 18;
      flowers.push(line(`M${x} ${y + 9}v-7`, '#5f9a69', 3), flat(oval(x, y - 2, 5.5), petals[(n + row) % petals.length] ?? '#fff'), flat(oval(x, y - 2, 2), '#fbe08a'));
    }
  }
  return [inked(box(0, 0, w, h, 8), soil), ...flowers];
};

/** @param {number} w @param {number} h @param {string} colour */
const sofa = (w, h, colour) => [
  shadow(w, h),
  inked(box(6, -26, w - 12, 48, 14), colour),
  inked(box(10, 14, w - 20, h - 22, 10), lighter(colour, 0.25)),
  line(`M${w / 2} 18v${h - 30}`, darker(colour, 0.3), 2, 0.6),
  inked(box(-2, 0, 26, h - 6, 10), lighter(colour, 0.1)),
  inked(box(w - 24, 0, 26, h - 6, 10), lighter(colour, 0.1)),
  inked(box(w * 0.2, -8, 34, 28, 8), '#f0c766'),
];

/** @param {number} w @param {number} h @param {string} colour @param {string} [dash] */
const patch = (w, h, colour, dash = '#ffffff') => [
  flat(box(0, 0, w, h, 26), colour, 0.9),
  line(box(12, 12, w - 24, h - 24, 18), dash, 3, 0.5),
];

/** @param {number} w @param {number} h @param {string} rim */
const water = (w, h, rim) => [
  inked(oval(w / 2, h / 2, w / 2, h / 2), rim),
  flat(oval(w / 2, h / 2 + 3, w / 2 - 12, h / 2 - 11), '#a5d8ea'),
  line(`M${w * 0.25} ${h * 0.45}q16-7 32 0M${w * 0.5} ${h * 0.66}q16-7 32 0`, '#ffffff', 3, 0.7),
];

/** @param {number} w @param {number} h @param {string} roof */
const stall = (w, h, roof) => [
  ...block(w, h, 40, PALE),
  ...[4, w - 12].map((x) => inked(box(x, -96, 8, 70, 3), WOOD)),
  inked(`M-8-74L4-118h${w - 8}l12 44z`, roof),
  ...Array.from({ length: Math.floor(w / 44) }, (_, n) => flat(`M${n * 44 + 12}-118h20l4 44h-26z`, '#ffffff', 0.55)),
];

/** @param {number} w @param {number} h */
const windowOf = (w, h) => [
  inked(box(0, 0, w, h, 6), '#f8f3e8'),
  flat(box(9, 9, w - 18, h - 18, 3), '#c3e6f6'),
  flat(`M9 ${h - 34}c${w * 0.14}-14 ${w * 0.26} 4 ${w * 0.42}-6s${w * 0.22}-4 ${w - 18 - w * 0.42} 4V${h - 9}H9z`, '#a8d6a0'),
  flat(`M18 14h18L14 ${h * 0.6}V30z`, '#ffffff', 0.6),
  line(`M${w / 2} 6V${h - 6}M6 ${h / 2}H${w - 6}`, '#f8f3e8', 7),
];

/** @param {number} w @param {number} h @param {Placed} o */
const board = (w, h, o) => [
  inked(box(0, 0, w, h, 7), '#b78450'),
  flat(box(10, 10, w - 20, h - 24, 4), '#3f7a63'),
  flat(`M10 10h${w * 0.4}L${w * 0.2} ${h - 14}H10z`, '#ffffff', 0.05),
  ...(o.text ? [lettering(o.text, w / 2, h / 2 - 4, Math.min(30, h * 0.3), '#f6f8ef', w - 60)] : []),
  flat(box(w * 0.1, h - 14, 28, 5, 2), '#ffffff'), flat(box(w * 0.1 + 36, h - 14, 20, 5, 2), '#f6d987'),
];

/** @param {number} w @param {number} h */
const notices = (w, h) => [
  inked(box(0, 0, w, h, 6), '#b78450'),
  flat(box(7, 7, w - 14, h - 14, 3), '#e2c69a'),
  ...['#ffffff', '#fff2c4', '#dcefff', '#fde2e6', '#e2f3e4'].flatMap((paper, n) => {
    const x = 14 + ((n * 53) % Math.max(20, w - 70));
    const y = 14 + ((n * 37) % Math.max(14, h - 66));
    return [flat(box(x, y, 44, 40, 2), paper), line(`M${x + 7} ${y + 14}h28M${x + 7} ${y + 22}h20`, '#9aa2b5', 2), flat(oval(x + 22, y + 4, 3.4), '#df6a62')];
  }),
];

/** @type {Record<string, (w: number, h: number, o: Placed) => Shape[]>} */
const KINDS = {
  desk: (w, h, o) => [...tableOn(w, h, 26, PALE), ...(o.object.length % 2 ? [flat('M30-4h20l4 14H28z', '#ffffff'), line('M40-4v14', '#b0b6c6', 1.5)] : [])],
  table: (w, h) => tableOn(w, h, 22, PALE),
  teacher_desk: (w, h) => [...block(w, h, 46, '#d8a874'), inked(box(w * 0.6, -44, 44, 22, 4), '#8fbfe0')],
  counter: (w, h) => block(w, h, 44, '#dcb17e'),
  round_table: (w, h) => [shadow(w, h), inked(box(w / 2 - 6, 6, 12, h - 12, 4), darker(WOOD, 0.2)), inked(oval(w / 2, 12, w / 2, 26), WOOD), inked(oval(w / 2, 6, w / 2, 26), PALE), inked(oval(w / 2 + 14, 2, 9, 6), '#fff')],
  picnic_table: (w, h) => tableOn(w, h, 24, '#d4a572'),
  parasol_table: (w, h) => [...tableOn(w, h, 22, '#f3e7cf'), inked(box(w / 2 - 3, -110, 6, 100, 2), STEEL), inked(`M${w / 2 - 78}-78q78-78 156 0q-26-12-39 0q-39-14-78 0q-13-12-39 0z`, '#ee9c8e'), flat(`M${w / 2 - 20}-106q20-14 40 0l-6 26h-28z`, '#ffffff', 0.5)],
  chair: (w, h) => [flat(oval(w / 2, h - 2, 20, 5), '#4a3550', 0.14), inked(box(w / 2 - 17, 4, 34, h - 10, 6), '#d9a973'), line(`M${w / 2 - 12} ${h - 8}v6M${w / 2 + 12} ${h - 8}v6`, '#8f7b70', 4)],
  stool: (w, h) => [flat(oval(w / 2, h - 3, 14, 5), '#4a3550', 0.14), inked(oval(w / 2, h / 2, 15, 10), '#eab38c')],
  bench: (w, h) => [shadow(w, h), ...[8, w - 16].map((x) => inked(box(x, 4, 8, h - 6, 2), '#8d7a72')), inked(box(0, -24, w, 18, 5), '#d4a572'), inked(box(0, 0, w, 18, 5), '#e3bb87')],
  sofa: (w, h) => sofa(w, h, '#86bdb3'),
  booth: (w, h) => [...block(w, h, 58, '#b9a6d4'), flat(box(14, -42, w - 28, 30, 4), '#efe8fa'), inked(box(w / 2 - 12, -30, 24, 18, 3), '#8fbfe0')],
  beanbag: (w, h) => [flat(oval(w / 2, h - 4, w / 2 - 4, 8), '#4a3550', 0.15), inked(`M6 ${h - 8}C0 10 ${w * 0.3}-6 ${w / 2}-4s${w / 2} 10 ${w / 2 - 6} ${h - 4}c-10 8-${w - 20} 8-${w - 12} 0z`, '#f0b58f'), flat(oval(w * 0.4, 12, 18, 8), '#ffffff', 0.3)],
  cushion: (w, h) => [inked(box(4, 3, w - 8, h - 6, 12), '#eea8b6'), flat(oval(w / 2, h / 2, 4, 3), '#d67f92')],
  bookshelf: (w, h) => shelfOf(w, h, '#bd8b58', 2),
  low_shelf: (w, h) => shelfOf(w, h, '#c99a66', 1),
  magazine_rack: (w, h) => shelfOf(w, h, '#9fb7c9', 1),
  locker: (w, h) => [...block(w, h, 72, '#9cc0cf'), ...Array.from({ length: Math.round(w / 32) }, (_, n) => line(`M${n * 32 + 16}-28v10`, '#5d7f92', 4))],
  blocks: (w, h) => [shadow(w, h), inked(box(4, -4, 34, 30, 4), '#e6be67'), inked(box(42, -2, 34, 28, 4), '#7cb3d8'), inked(`M24-4l18-30 18 30z`, '#e08a80')],
  toy_box: (w, h) => [...block(w, h, 26, '#e3a07c'), inked(oval(w / 2, -24, 13), '#7cb3d8')],
  globe: (w, h) => [flat(oval(w / 2, h - 3, 14, 5), '#4a3550', 0.15), inked(`M${w / 2 - 12} ${h - 4}h24l-6-9h-12z`, WOOD), inked(oval(w / 2, h - 28, 17), '#8cc6e4'), flat(`M${w / 2 - 10} ${h - 36}q10-6 16 2t-6 12q-12 2-10-14z`, LEAF)],
  easel: (w, h) => [line(`M${w / 2 - 22} ${h}L${w / 2}-76L${w / 2 + 22} ${h}`, WOOD, 6), inked(box(w / 2 - 32, -70, 64, 60, 4), '#fffdf5'), flat(oval(w / 2 - 6, -42, 14, 12), '#f6b9a0'), flat(oval(w / 2 + 12, -34, 10), '#a5d8ea')],
  whiteboard_stand: (w, h) => [line(`M14 ${h}V-60M${w - 14} ${h}V-60`, STEEL, 6), inked(box(0, -92, w, 78, 6), '#fbfcff'), line('M20-70q30-16 50 4t44-6', '#6f9fd0', 3), line('M20-44h60', '#e08a80', 3)],
  piano: (w, h) => [...block(w, h, 56, '#7d5a50'), flat(box(10, -6, w - 20, 12, 2), '#ffffff'), ...Array.from({ length: Math.floor((w - 30) / 16) }, (_, n) => flat(box(18 + n * 16, -6, 7, 7, 1), '#4b3a44'))],
  aquarium: (w, h) => [...block(w, h, 26, '#b9895c'), inked(box(4, -92, w - 8, 68, 6), '#a5dcec'), flat(oval(w * 0.3, -58, 12, 7), '#f2a065'), flat(oval(w * 0.66, -44, 10, 6), '#f6d36b'), line(`M${w * 0.5}-30q-8-14 0-28M${w * 0.82}-30q8-12 0-22`, '#62a873', 4)],
  water_cooler: (w, h) => [...block(w, h, 52, '#f1f4f8'), inked(box(w / 2 - 14, -92, 28, 40, 10), '#a5d8ea')],
  vending_machine: (w, h) => [...block(w, h, 84, '#e58f86'), flat(box(7, -66, w - 14, 40, 3), '#dff1f8'), ...BOOKS.slice(0, 5).map((c, n) => flat(box(11 + n * 9, -58, 6, 16, 2), c))],
  drinking_fountain: (w, h) => [...block(w, h, 34, '#c4ced8'), flat(oval(w / 2, -14, w / 2 - 14, 7), '#a5d8ea')],
  lamp: (w, h) => [flat(oval(w / 2, h - 3, 14, 5), '#4a3550', 0.15), line(`M${w / 2} ${h - 4}V-60`, '#8d7a72', 5), inked(`M${w / 2 - 20}-56l8-30h24l8 30z`, '#fbe3a2')],
  street_lamp: (w, h) => [flat(oval(w / 2, h - 3, 13, 5), '#4a3550', 0.15), line(`M${w / 2} ${h - 4}V-104`, '#6b7390', 6), inked(oval(w / 2, -114, 16, 18), '#fdeebb'), inked(box(w / 2 - 12, -140, 24, 8, 4), '#6b7390')],
  plant: (w, h) => pot(w, h),
  big_plant: (w, h) => pot(w, h, 104),
  tree: (w, h) => tree(w, h, ['#84bd84', '#abd79f'], 168),
  cherry_tree: (w, h) => tree(w, h, ['#f5bccb', '#fde0e7', '#9b7064'], 172),
  bush: (w, h) => [shadow(w, h), inked(oval(w / 2, h * 0.2, w / 2, 30), '#86bd86'), flat(oval(w * 0.36, 0, w * 0.2, 10), '#aed8a2', 0.8)],
  hedge: (w, h) => [shadow(w, h), inked(box(0, -22, w, h + 18, 16), '#83b885'), ...Array.from({ length: Math.floor(w / 30) }, (_, n) => flat(oval(20 + n * 30, -6 + (n % 2) * 10, 9, 6), '#abd49f', 0.7))],
  flowerbed: (w, h) => bed(w, h, ['#f49bb0', '#fbd36b', '#ffffff', '#b79ce0']),
  flowers: (w, h) => bed(w, h, ['#ffffff', '#f7c9d4', '#fbe08a'], '#a9d39b'),
  vegetable_bed: (w, h) => bed(w, h, ['#7fb887', '#e6946c', '#8bbf73'], '#a5805f'),
  lawn: (w, h) => [flat(box(0, 0, w, h, 44), '#c3e2a8', 0.85)],
  sand: (w, h) => [inked(box(0, 0, w, h, 24), '#ecd9ab'), flat(oval(w * 0.4, h * 0.5, 40, 16), '#f7eac7'), inked(`M${w * 0.62} ${h * 0.6}l10-30h28l10 30z`, '#e5c98c')],
  paving: (w, h) => [flat(box(0, 0, w, h, 18), '#ecdcc4'), ...Array.from({ length: Math.floor(h / 64) }, (_, n) => line(`M8 ${n * 64 + 32}h${w - 16}`, '#dcc7a8', 2))],
  rug: (w, h) => patch(w, h, '#f4cdc6'),
  mat: (w, h) => patch(w, h, '#d5e6c6'),
  court: (w, h) => [flat(box(0, 0, w, h, 8), '#dcb98c'), line(box(10, 10, w - 20, h - 20), '#ffffff', 4), line(`M${w / 2} 10v${h - 20}`, '#ffffff', 4), line(oval(w / 2, h / 2, 60, 50), '#ffffff', 4)],
  track: (w, h) => [flat(box(0, 0, w, h, h / 2), '#dd9f80', 0.85), flat(box(96, 96, w - 192, h - 192, h / 2), '#cfe6b4'), line(box(32, 32, w - 64, h - 64, h / 2), '#ffffff', 3, 0.8), line(box(64, 64, w - 128, h - 128, h / 2), '#ffffff', 3, 0.8)],
  line: (w, h) => [line(oval(w / 2, h / 2, w / 2 - 6, h / 2 - 6), '#ffffff', 4, 0.8)],
  pond: (w, h) => water(w, h, '#b9b3a8'),
  fountain: (w, h) => [...water(w, h, '#d3cdc3'), inked(oval(w / 2, h / 2, 60, 24), '#d3cdc3'), flat(oval(w / 2, h / 2 - 3, 48, 16), '#bfe6f2'), inked(box(w / 2 - 12, h / 2 - 70, 24, 66, 8), '#ddd7cd'), line(`M${w / 2} ${h / 2 - 74}q-44-36-56 40M${w / 2} ${h / 2 - 74}q44-36 56 40M${w / 2} ${h / 2 - 74}v-26`, '#c7ecf7', 6)],
  stone: (w, h) => [shadow(w, h), inked(`M4 ${h - 6}c-6-16 10-34 28-32s32 14 26 32c-10 6-44 6-54 0z`, '#c2bfc6')],
  tire: (w, h) => [inked(oval(w / 2, h / 2, w / 2 - 4, 22), '#7b8698'), flat(oval(w / 2, h / 2 - 2, w / 4, 10), '#d8c7a4')],
  slide: (w, h) => [shadow(w, h), line(`M24 ${h}V-84M48 ${h}V-84`, '#6f9fd0', 7), ...[-64, -36, -8, 20].map((y) => line(`M24 ${y}h24`, '#6f9fd0', 5)), inked(`M44-86h26q40 40 ${w - 84} ${h + 76}v12q-60 0-100-60-20-30-26-40z`, '#f2b45f')],
  swing: (w, h) => [shadow(w, h), line(`M10 ${h}L34-104H${w - 34}L${w - 10} ${h}`, '#7fae8a', 7), ...[0.36, 0.64].flatMap((p) => [line(`M${w * p - 14}-100V-8M${w * p + 14}-100V-8`, '#8d93a5', 3), inked(box(w * p - 20, -12, 40, 10, 4), '#e08a80')])],
  seesaw: (w, h) => [shadow(w, h), inked(`M${w / 2 - 18} ${h - 2}l18-34 18 34z`, '#6f9fd0'), inked(`M6-4L${w - 6}-28v10L6 8z`, '#f2b45f')],
  bars: (w, h) => [0, 1, 2, 3].map((n) => line(`M${8 + (n * (w - 16)) / 3} ${h}V${-70 + n * 14}${n < 3 ? `h${(w - 16) / 3}` : ''}`, '#7fb0c9', 6)),
  jungle_gym: (w, h) => [shadow(w, h), ...[0, 1, 2, 3].map((n) => line(`M${10 + (n * (w - 20)) / 3} ${h - 4}V-100`, '#e08a80', 6)), ...[-100, -66, -30, 10].map((y) => line(`M10 ${y}h${w - 20}`, '#f2b45f', 6))],
  goal: (w, h) => [line(`M8 ${h - 4}V-64h${w - 16}V${h - 4}`, '#ffffff', 8), ...[0.3, 0.5, 0.7].map((p) => line(`M${w * p}-60V${h - 14}`, '#ffffff', 2, 0.7))],
  basketball_hoop: (w, h) => [line(`M${w / 2} ${h}V-110`, '#8d93a5', 7), inked(box(w / 2 - 34, -150, 68, 46, 4), '#ffffff'), line(oval(w / 2, -100, 17, 6), '#e5734f', 4)],
  flag_pole: (w, h) => [line(`M${w / 2} ${h}V-150`, '#b8bfca', 5), inked(`M${w / 2 + 3}-148h52v34h-52z`, '#ffffff'), flat(oval(w / 2 + 29, -131, 10), '#e0685f')],
  mailbox: (w, h) => [...block(w, h, 44, '#df6f66'), flat(box(6, -26, w - 12, 6, 2), '#8d3f3a')],
  signpost: (w, h) => [line(`M${w / 2} ${h}V-80`, WOOD, 7), inked(`M${w / 2 - 34}-80h56l14 12-14 12h-56z`, PALE), inked(`M${w / 2 + 30}-50h-52l-14 11 14 11h52z`, PALE)],
  rabbit_hutch: (w, h) => [...block(w, h, 54, '#d4a572'), inked(`M-8-58L${w / 2}-104L${w + 8}-58z`, '#c9766a'), flat(box(16, -40, w - 32, 34, 4), '#f5ead6'), flat(oval(w * 0.4, -18, 13, 10), '#ffffff'), flat(oval(w * 0.62, -16, 12, 9), '#e2cdb6')],
  stall: (w, h, o) => stall(w, h, BOOKS[o.object.length % 7] ?? '#e08a80'),
  cart: (w, h) => stall(w, h, '#7cb3d8'),
  tent: (w, h) => [shadow(w, h), inked(`M-6 ${h - 4}L${w / 2}-96L${w + 6} ${h - 4}z`, '#f2c57c'), inked(`M${w / 2 - 26} ${h - 4}L${w / 2}-40l26 ${h + 36}z`, '#a9764d')],
  stage: (w, h) => [...block(w, h, 22, '#d3a06d'), ...[0, 1].map((n) => inked(`M${n ? w - 10 : 10}-150q${n ? -46 : 46} 70 ${n ? -6 : 6} 150h${n ? 16 : -16}v-150z`, '#d97f86')), inked(box(0, -164, w, 26, 8), '#d97f86')],
  window: (w, h) => windowOf(w, h),
  blackboard: board,
  notice_board: notices,
  poster: (w, h) => [inked(box(4, 0, w - 8, h - 8, 4), '#fffaf0'), flat(oval(w / 2, h * 0.36, w * 0.2), '#f6c96b'), flat(box(12, h * 0.6, w - 24, 6, 3), '#9fc3b0'), flat(box(12, h * 0.72, w - 36, 5, 2.5), '#e2b7a7')],
  clock: (w, h) => [inked(oval(w / 2, h / 2, Math.min(w, h) / 2 - 4), '#fffdf5'), line(`M${w / 2} ${h / 2}V${h / 2 - 26}M${w / 2} ${h / 2}l18 10`, '#4a3550', 4), ...[0, 1, 2, 3].map((n) => flat(oval(w / 2 + Math.round(Math.sin((n * Math.PI) / 2) * 36), h / 2 - Math.round(Math.cos((n * Math.PI) / 2) * 36), 3), '#4a3550'))],
};

export const FLAT_KINDS = new Set(['court', 'cushion', 'flowers', 'lawn', 'line', 'mat', 'paving', 'rug', 'sand', 'track']);
export const WALL_KINDS = new Set(['blackboard', 'clock', 'notice_board', 'poster', 'window']);
/** How far any picture may rise above its footprint, in px at zoom 1. */
export const RISE_PX = 176;

/** @param {Placed} placed @returns {Shape[]} */
export function furnitureShapes(placed) {
  const paintKind = KINDS[placed.kind] ?? ((w, h) => block(w, h, 30, '#c9b8a4'));
  return paintKind(placed.w * TILE, placed.h * TILE, placed);
}

/** @param {{w: number, h: number}} door @param {boolean} onWall @returns {Shape[]} */
export function doorShapes(door, onWall) {
  const w = door.w * TILE;
  if (!onWall) return [flat(box(0, -8, w, 40, 10), '#d9b98a'), line(`M14 12h${w - 28}`, '#ffffff', 3, 0.7)];
  return [
    inked(box(0, -150, w, 152, 6), '#d3a672'),
    ...[10, w / 2 + 4].flatMap((x) => [inked(box(x, -138, w / 2 - 14, 66, 5), '#d5eef8')]),
    line(`M${w / 2}-148V0`, '#8c6239', 3),
    flat(oval(w / 2 - 9, -56, 4.5), '#7b5230'), flat(oval(w / 2 + 9, -56, 4.5), '#7b5230'),
    flat(box(4, 2, w - 8, 26, 8), '#b9d3a4', 0.7),
  ];
}
