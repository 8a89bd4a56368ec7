/** Answers questions of the Python tests with the browser's own modules: JSON in, JSON out. */

import { readFileSync } from 'node:fs';

import { apply, createModel, LOOK_PARTS } from '../../web_client/src/model.js';
import { arrivalTick, headingOf, pointsFromWire, positionAt } from '../../web_client/src/motion.js';
import { findPath, groundOf, isFree, lineIsFree } from '../../web_client/src/paths.js';
import { callsForHelp } from '../../web_client/src/safety_model.js';
import { createVocabulary, readFrame } from '../../web_client/src/vocabulary.js';

/** @type {Record<string, (question: any) => unknown>} */
const answers = {
  walk({ startTick, path, ticks }) {
    const walk = { startTick, points: pointsFromWire(path) };
    const at = ticks.map((/** @type {number} */ tick) => [
      ...positionAt(walk, tick),
      ...headingOf(walk, tick),
    ]);
    return { arrival: arrivalTick(walk), at };
  },
  /** A page that is loaded, hears frames, and tells now and then what it has come to know. */
  visit({ steps }) {
    const pictures = [];
    let model = createModel();
    let vocabulary = createVocabulary();
    for (const step of steps) {
      if (step.do === 'load') [model, vocabulary] = [createModel(), createVocabulary()];
      if (step.do === 'look') pictures.push(pictureOf(model, step.tick));
      if (step.do !== 'hear') continue;
      const [, , rows] = readFrame(Buffer.from(step.frame, 'base64'));
      for (const row of rows) {
        const message = vocabulary.read(row);
        if (message.topic === 'Welcome')
          vocabulary = createVocabulary(/** @type {any} */ (message));
        apply(model, message);
      }
    }
    return pictures;
  },
  ground({ plan, lines, ways }) {
    const ground = groundOf(plan);
    const free = [];
    for (let y = 0; y < plan.height * 16; y += 16) {
      for (let x = 0; x < plan.width * 16; x += 16) free.push(isFree(ground, [x, y]));
    }
    return {
      free,
      lines: lines.map((/** @type {any} */ [from, to]) => lineIsFree(ground, from, to)),
      ways: ways.map((/** @type {any} */ [from, to]) => findPath(ground, from, to)),
    };
  },
};

/** @param {Record<string, number>} look */
const partsOf = (look) => LOOK_PARTS.map((part) => look[part]);

/** @param {any} group */
const membersOf = ({ members }) =>
  [...members.entries()]
    .map(([account, { name, role }]) => [account, name, role])
    .sort(([one], [other]) => (one < other ? -1 : 1));

/**
 * A model at a tick as plain values, as in tests/seen.py.
 * @param {any} model @param {number} tick
 */
function pictureOf(model, tick) {
  const people = [...model.people.values()].sort((one, other) => one.handle - other.handle);
  return {
    account: model.account,
    role: model.role,
    name: model.name,
    status: model.status,
    watching: model.watching,
    look: partsOf(model.look),
    lookChosen: model.lookChosen,
    desk: model.desk,
    opensAtMs: model.desk ? model.opensAtMs : 0,
    floor: model.plan?.floor ?? null,
    me: model.me,
    people: people.map((person) => [
      person.handle,
      person.account,
      person.name,
      person.role,
      partsOf(person.look),
      person.status,
      person.watching,
      person.away,
      person.walk.startTick,
      person.walk.points,
      person.murmur?.until > tick ? [person.murmur.text, person.murmur.until] : null,
    ]),
    unread: Object.fromEntries(
      [...model.conversations]
        .filter(([, talk]) => talk.unread > 0)
        .map(([account, talk]) => [account, talk.unread]),
    ),
    groups: Object.fromEntries(
      [...model.conversations]
        .filter(([, talk]) => talk.group)
        .map(([id, talk]) => [id, [talk.name, talk.group.owner, membersOf(talk.group)]]),
    ),
    call: model.call?.call ?? null,
    members: Object.fromEntries(
      [...(model.call?.members ?? [])].map(([account, member]) => [
        account,
        [
          member.name,
          member.staff,
          member.apart,
          member.microphone,
          member.camera,
          member.screen,
          member.look,
        ],
      ]),
    ),
    callSeats: model.call?.seats.length ? [model.call.seats, model.call.screen] : null,
    lockedBy: model.call?.lockedBy ?? '',
    overlaps: Object.fromEntries(model.overlaps),
    beside: Object.fromEntries(model.beside),
    floors: Object.fromEntries(
      [...model.floors].map(([id, floor]) => [id, [floor.name, floor.open, floor.untilMs]]),
    ),
    surveys: Object.fromEntries(model.surveys),
    comfort: model.comfort,
    whiteboard: boardOf(model.whiteboard),
    posts: [...model.posts.unread].sort(),
    seats: Object.fromEntries(
      [...model.seats].map(([lesson, seat]) => [
        lesson,
        [seat.title, seat.floor, seat.startsMs, seat.minutes],
      ]),
    ),
    lesson: model.lesson && [
      model.lesson.lesson,
      model.lesson.title,
      model.lesson.endsMs,
      model.lesson.link,
      model.lesson.opened,
    ],
    talkMode: model.talkMode,
    knocksHere: Object.fromEntries(model.knocksHere),
    knocksThere: Object.fromEntries(model.knocksThere),
    hands: [...model.hands].sort((one, other) => one - other),
    emotes: Object.fromEntries(
      [...model.emotes]
        .filter(([, one]) => one.until > tick)
        .map(([handle, one]) => [handle, [one.emote, one.until]]),
    ),
    hidden: [...model.hidden.keys()].sort(),
    calls: callsForHelp(model),
    helps: Object.fromEntries(
      [...model.helps].map(([account, one]) => [
        account,
        [one.floor, one.x, one.y, one.askedMs, one.by !== ''],
      ]),
    ),
    asking: [model.asking.state, model.asking.name],
    counsellees: Object.fromEntries(
      [...model.counsellees].map(([account, one]) => [
        account,
        [one.name, one.asking, one.by, one.askedMs],
      ]),
    ),
    bookings: Object.fromEntries(
      [...model.bookings].map(([booking, one]) => [
        booking,
        [one.account, one.to, one.stage, one.day, one.half, [...one.times], one.at_ms],
      ]),
    ),
    mayCounsel: model.mayCounsel,
    cover: model.cover && [
      model.cover.call,
      model.cover.sinceMs,
      model.cover.closesMs,
      model.closing?.minutes ?? 0,
      [...model.cover.away].sort(),
    ],
    reports: [...model.reports.keys()].sort(),
    closing: model.closing && [model.closing.minutes, model.closing.closesAtMs],
    staying: ['stamps', 'cards', 'desk', 'off', 'withheld'].map((part) => model.staying[part]),
  };
}

/** @param {import('../../web_client/src/whiteboard_model.js').Whiteboard | null} board */
const boardOf = (board) =>
  board && [
    board.board,
    board.call,
    board.object,
    board.page,
    board.upload,
    [...board.here].toSorted(),
  ];

const questions = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(
  JSON.stringify(questions.map((/** @type {any} */ one) => answers[one.ask]?.(one))),
);
