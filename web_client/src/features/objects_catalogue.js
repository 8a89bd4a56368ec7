/** What an admin can put on a floor: kinds by shelf, with the size in tiles they come in. */

/** @type {Record<string, Record<string, [number, number]>>} */
export const SHELVES = {
  telling: {
    sign: [3, 1],
    blackboard: [12, 4],
    notice_board: [8, 4],
    poster: [3, 4],
    link: [3, 1],
    document: [3, 2],
    picture: [5, 4],
    survey_box: [2, 2],
    signpost: [1, 1],
    clock: [3, 3],
  },
  seats: {
    desk: [3, 2],
    own_desk: [3, 2],
    chair: [3, 1],
    table: [8, 2],
    round_table: [4, 2],
    stool: [1, 1],
    sofa: [8, 2],
    beanbag: [3, 2],
    cushion: [2, 1],
    bench: [5, 1],
    booth: [4, 2],
    teacher_desk: [7, 2],
    counter: [12, 2],
    picnic_table: [5, 2],
    parasol_table: [5, 2],
  },
  things: {
    bookshelf: [12, 1],
    low_shelf: [8, 1],
    magazine_rack: [3, 1],
    locker: [4, 2],
    cart: [3, 1],
    whiteboard_stand: [5, 1],
    easel: [2, 1],
    globe: [1, 1],
    piano: [6, 2],
    aquarium: [5, 1],
    water_cooler: [2, 1],
    lamp: [1, 1],
    window: [6, 4],
    rug: [12, 8],
    mat: [8, 4],
    tent: [5, 3],
    blocks: [3, 2],
    toy_box: [3, 2],
    stage: [18, 4],
    crate: [2, 1],
  },
  plants: {
    plant: [2, 1],
    big_plant: [3, 2],
    tree: [2, 1],
    cherry_tree: [2, 1],
    bush: [3, 1],
    hedge: [5, 1],
    flowerbed: [7, 1],
    vegetable_bed: [9, 2],
    flowers: [7, 2],
    lawn: [16, 12],
    stone: [2, 1],
    pond: [14, 6],
  },
  outside: {
    fountain: [14, 9],
    paving: [6, 9],
    street_lamp: [1, 1],
    mailbox: [1, 1],
    drinking_fountain: [3, 1],
    vending_machine: [2, 1],
    stall: [7, 2],
    slide: [7, 2],
    swing: [9, 1],
    seesaw: [8, 1],
    bars: [9, 1],
    jungle_gym: [6, 3],
    goal: [3, 5],
    basketball_hoop: [2, 1],
    flag_pole: [1, 1],
    tire: [2, 1],
    sand: [11, 6],
    track: [54, 30],
    court: [28, 16],
    line: [8, 7],
    rabbit_hutch: [6, 2],
  },
};

/** What can be written on it is drawn or read when it is pressed. */
export const WITH_TEXT = new Set([
  'sign',
  'blackboard',
  'notice_board',
  'poster',
  'link',
  'document',
  'picture',
  'survey_box',
  'signpost',
  'own_desk',
  'whiteboard_stand',
]);
/** What opens something outside of itself. */
export const WITH_TARGET = new Set(['link']);
/** What shows a file that was sent. */
export const WITH_UPLOAD = new Set(['document', 'picture']);

/** @param {string} kind @returns {[number, number]} tiles */
export function sizeOf(kind) {
  for (const shelf of Object.values(SHELVES)) if (shelf[kind]) return shelf[kind];
  return [2, 1];
}
