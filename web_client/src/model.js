/**
 * The browser's apply: what this person may know, and how each message changes it. Plain data, no
 * clock, no page; the same code serves live play, tests and replay.
 *
 * @typedef {import('./vocabulary.js').Message} Message
 * @typedef {import('./motion.js').Walk} Walk
 * @typedef {{kind: string, account: string, name: string, text: string, tick?: number}} Line
 * @typedef {object} Person
 * @property {number} handle
 * @property {string} account
 * @property {string} name
 * @property {import('./vocabulary_types.js').Messages['AvatarShown']['role']} role
 * @property {any} look
 * @property {string} status
 * @property {boolean} watching
 * @property {boolean} away
 * @property {Walk} walk
 * @property {{text: string, until: number} | null} murmur
 */

import { BOARDS, createPosts } from './boards_model.js';
import { BOOKING, createBookings } from './booking_model.js';
import { CALLING } from './calling_model.js';
import { CHATTING } from './chatting_model.js';
import { COMFORT } from './comfort_model.js';
import { COUNSELLING, createCounselling } from './counselling_model.js';
import { LESSONS } from './lessons_model.js';
import { pointsFromWire } from './motion.js';
import { leaveNotices, NOTICES } from './notices_model.js';
import { changed } from './plans.js';
import { createSafety, dropSigns, leaveSigns, SAFETY } from './safety_model.js';
import { nothingYet, STAYING } from './staying_model.js';
import { SURVEYS } from './surveys_model.js';
import { WHITEBOARD } from './whiteboard_model.js';

const LINES_KEPT = 200;
export const LOOK_PARTS = [
  'hair',
  'hair_colour',
  'skin',
  'cut',
  'clothes_colour',
  'ornament',
  'held',
];

/** @param {number[]} row */
export const lookFromWire = (row) =>
  Object.fromEntries(LOOK_PARTS.map((part, at) => [part, row[at] ?? 0]));

/** @param {Record<string, number>} look */
export const lookToWire = (look) =>
  /** @type {import('./vocabulary_types.js').Look} */ (LOOK_PARTS.map((part) => look[part] ?? 0));

export function createModel() {
  return {
    account: '',
    role: '',
    name: '',
    status: 'none',
    watching: false,
    lookChosen: false,
    look: lookFromWire([]),
    /** @type {import('./vocabulary_types.js').FloorPlan | null} */ plan: null,
    /** @type {number | null} */ me: null,
    /** @type {Map<number, Person>} */ people: new Map(),
    /** @type {Line[]} */ lines: [],
    /** @type {Map<string, import('./chatting_model.js').Talk>} */ conversations: new Map(),
    /** @type {import('./calling_model.js').Call | null} */ call: null,
    /** What the server last said of the way for sound and picture. */
    mediaWay: { up: true, reason: '' },
    /** Of whom I was told that their talk is full, until I walk away. */ full: '',
    /** @type {Map<string, number>} other account to the tick at which a call opens */ overlaps:
      new Map(),
    /** @type {Map<string, number>} in another call: from when on one may go over */ beside:
      new Map(),
    /** @type {Map<string, {name: string, yomi: string, open: boolean, untilMs: number}>} */ floors:
      new Map(),
    /** @type {{name: string, sound: string, volume: number} | null} */ chime: null,
    chimes: 0,
    /** @type {{minutes: number, closesAtMs: number} | null} */ closing: null,
    /** @type {{cause: string} | null} */ left: null,
    desk: false,
    opensAtMs: 0,
    readOnly: false,
    ...createSafety(),
    ...createCounselling(),
    ...createBookings(),
    /** @type {Map<string, {text: string, untilMs: number, here: boolean}>} */ notices: new Map(),
    staying: nothingYet(),
    /** @type {import('./comfort_model.js').Row | null} */ comfort: null,
    posts: createPosts(),
    /** @type {Map<string, import('./lessons_model.js').Seat>} */ seats: new Map(),
    /** @type {import('./lessons_model.js').InLesson | null} */ lesson: null,
    /** Grows with each change of the timetable. */ timetable: 0,
    /** @type {Map<string, string>} those one may answer, by title */ surveys: new Map(),
    /** @type {import('./whiteboard_model.js').Whiteboard | null} */ whiteboard: null,
  };
}

/** @typedef {ReturnType<typeof createModel>} Model */

/**
 * Change `model` by one message.
 * @param {Model} model @param {Message} message @param {number} [tick] of the frame it came in
 */
export function apply(model, message, tick = 0) {
  const change = /** @type {((model: Model, message: any) => void) | undefined} */ (
    CHANGES[message.topic]
  );
  if (change) change(model, message);
  if (message.topic === 'Said') Object.assign(model.lines.at(-1) ?? {}, { tick });
  if (message.topic === 'SaidInCall') Object.assign(model.call?.lines.at(-1) ?? {}, { tick });
}

/**
 * @typedef {{[T in import('./vocabulary_types.js').Topic]?:
 *   (model: Model, message: import('./vocabulary_types.js').Messages[T]) => void}} Changes
 */

/** @type {Changes} */
export const CHANGES = {
  ...BOARDS,
  ...BOOKING,
  ...CHATTING,
  ...CALLING,
  ...COMFORT,
  ...COUNSELLING,
  ...LESSONS,
  ...NOTICES,
  ...STAYING,
  ...SURVEYS,
  ...SAFETY,
  ...WHITEBOARD,
  Welcome(model, m) {
    Object.assign(model, createModel(), {
      account: m.account,
      role: m.role,
      name: m.name,
      status: m.status,
      watching: m.watching,
      look: lookFromWire(m.look),
      lookChosen: m.look_chosen,
      lines: model.lines,
    });
  },
  DeskShown(model) {
    leaveNotices(model);
    leaveSigns(model);
    Object.assign(model, { desk: true, plan: null, me: null, call: null, closing: null });
    model.people.clear();
  },
  FloorShown(model, m) {
    leaveNotices(model);
    leaveSigns(model);
    Object.assign(model, { desk: false, plan: m.plan, me: m.avatar, call: null, closing: null });
    model.people.clear();
    model.overlaps.clear();
    model.beside.clear();
    model.full = '';
  },
  PlanChanged(model, m) {
    if (model.plan?.floor === m.floor) model.plan = changed(model.plan, m.changes);
  },
  FloorRetired(model, m) {
    model.floors.delete(m.floor);
    lookAhead(model);
  },
  AvatarShown(model, m) {
    model.people.set(m.avatar, {
      handle: m.avatar,
      account: m.account,
      name: m.name,
      role: m.role,
      look: lookFromWire(m.look),
      status: m.status,
      watching: m.watching,
      away: m.away,
      walk: { startTick: m.start_tick, points: pointsFromWire(m.path) },
      murmur: m.murmur ? { text: m.murmur, until: m.murmur_until } : null,
    });
  },
  AvatarGone(model, m) {
    model.people.delete(m.avatar);
    dropSigns(model, m.avatar);
  },
  Walked(model, m) {
    const person = model.people.get(m.avatar);
    if (person) person.walk = { startTick: m.start_tick, points: pointsFromWire(m.path) };
  },
  LookChosen(model, m) {
    const look = lookFromWire(m.look);
    ofAccount(model, m.account, (p) => {
      p.look = look;
    });
    const member = model.call?.members.get(m.account);
    if (member) member.look = m.look;
    if (m.account === model.account) Object.assign(model, { look, lookChosen: true });
  },
  AccountRenamed: (model, m) => {
    model.name = m.name;
  },
  StatusShown(model, m) {
    ofAccount(model, m.account, (p) => {
      p.status = m.status;
    });
    if (m.account === model.account) model.status = m.status;
  },
  WatchingSet(model, m) {
    ofAccount(model, m.account, (p) => {
      p.watching = m.on;
    });
    if (m.account === model.account) model.watching = m.on;
  },
  Murmured(model, m) {
    const person = model.people.get(m.avatar);
    if (person) person.murmur = m.text ? { text: m.text, until: m.until } : null;
  },
  Said: (model, m) => addLine(model, 'floor', m.account, nameOf(model, m.account), m.text),
  FloorOpened: (model, m) => setHours(model, m.floor, true, m.closes_at_ms),
  FloorClosed: (model, m) => setHours(model, m.floor, false, m.opens_at_ms),
  HoursShown(model, m) {
    model.floors.set(m.floor, {
      ...{ name: m.name, yomi: m.yomi, open: m.open, untilMs: m.until_ms },
    });
    lookAhead(model);
  },
  ClosingWarned: (model, m) => {
    model.closing = { minutes: m.minutes, closesAtMs: m.closes_at_ms };
  },
  ChimeRang(model, m) {
    model.chime = { name: m.name, sound: m.sound, volume: m.volume };
    model.chimes += 1;
    addLine(model, 'chime', '', '', m.name);
  },
  Left(model, m) {
    if (m.account === model.account) model.left = { cause: m.cause };
  },
  ReadOnly: (model, m) => {
    model.readOnly = m.on;
  },
  Refusal: () => {},
  Done: () => {},
};

/** @param {Model} model @param {string} account */
export const nameOf = (model, account) =>
  findPerson(model, account)?.name ??
  model.call?.members.get(account)?.name ??
  model.conversations.get(account)?.name ??
  '';

/** @param {Model} model @param {string} account @returns {Person | undefined} */
export function findPerson(model, account) {
  for (const person of model.people.values()) if (person.account === account) return person;
  return undefined;
}

/** @param {Model} model @param {string} account @param {(person: Person) => void} change */
function ofAccount(model, account, change) {
  const person = findPerson(model, account);
  if (person) change(person);
}

/**
 * @param {Model} model
 * @param {string} kind
 * @param {string} account
 * @param {string} name
 * @param {string} text
 */
function addLine(model, kind, account, name, text) {
  model.lines.push({ kind, account, name, text });
  if (model.lines.length > LINES_KEPT) model.lines.shift();
}

/** @param {Model} model @param {string} floor @param {boolean} open @param {number} untilMs */
function setHours(model, floor, open, untilMs) {
  const known = model.floors.get(floor);
  if (known) Object.assign(known, { open, untilMs });
  if (model.plan?.floor === floor) model.closing = null;
  lookAhead(model);
}

/** When the first floor opens, 0 while one is open or nobody knows. @param {Model} model */
function lookAhead(model) {
  const floors = [...model.floors.values()];
  const moments = floors.map((floor) => floor.untilMs).filter((ms) => ms > 0);
  const closed = !floors.some((floor) => floor.open) && moments.length > 0;
  model.opensAtMs = closed ? Math.min(...moments) : 0;
}
