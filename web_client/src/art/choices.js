/**
 * What a person may choose, in the order of the numbers in `Look` (protocol/avatars.py). The keys
 * are names for the string tables; the colours are what the doll is painted with.
 */

export const HAIR = [
  'hair.short',
  'hair.bob',
  'hair.ponytail',
  'hair.long',
  'hair.spiky',
  'hair.buns',
  'hair.curly',
  'hair.braids',
  'hair.mushroom',
  'hair.buzz',
];

/** [string key, colour] */
export const HAIR_COLOURS = [
  ['hair_colour.black', '#3b3440'],
  ['hair_colour.dark_brown', '#5c3f33'],
  ['hair_colour.brown', '#87593b'],
  ['hair_colour.chestnut', '#ad6a3d'],
  ['hair_colour.navy', '#3f4c7a'],
  ['hair_colour.plum', '#84496a'],
  ['hair_colour.moss', '#5a7461'],
  ['hair_colour.honey', '#d3a047'],
];

/** [string key, colour] */
export const SKINS = [
  ['skin.1', '#ffe6d6'],
  ['skin.2', '#fbd6bb'],
  ['skin.3', '#efbf9a'],
  ['skin.4', '#d59d70'],
  ['skin.5', '#b07a52'],
  ['skin.6', '#8b5b40'],
];

export const CUTS = [
  'cut.hoodie',
  'cut.tee',
  'cut.vest',
  'cut.overalls',
  'cut.jacket',
  'cut.tunic',
];

/** [string key, colour] */
export const CLOTHES_COLOURS = [
  ['clothes_colour.sky', '#5d97d0'],
  ['clothes_colour.coral', '#e67f74'],
  ['clothes_colour.leaf', '#66ad74'],
  ['clothes_colour.sun', '#efbd56'],
  ['clothes_colour.violet', '#957ac6'],
  ['clothes_colour.navy', '#4a5a86'],
  ['clothes_colour.pink', '#ef9fb8'],
  ['clothes_colour.teal', '#56b0ad'],
];

export const ORNAMENTS = [
  'ornament.none',
  'ornament.glasses',
  'ornament.ribbon',
  'ornament.cap',
  'ornament.headphones',
  'ornament.star_pin',
  'ornament.flower_crown',
];

export const HELD = [
  'held.none',
  'held.book',
  'held.ball',
  'held.flower',
  'held.tablet',
  'held.plush',
  'held.pencil',
];
