/** What the model knows of lessons: one's seats, the lesson one is in, and that plans changed. */

/** @typedef {import('./model.js').Model} Model */

/**
 * @typedef {{title: string, yomi: string, floor: string, startsMs: number, minutes: number}} Seat
 * @typedef {object} InLesson
 * @property {string} lesson
 * @property {string} title
 * @property {string} yomi how the title is read
 * @property {number} endsMs
 * @property {string} link
 * @property {boolean} opened
 */

/** @type {import('./model.js').Changes} */
export const LESSONS = {
  TimetableChanged(model, m) {
    if (model.seats.has(m.lesson)) model.seats.set(m.lesson, seatOf(m));
    model.timetable += 1;
  },
  LessonGone(model, m) {
    model.seats.delete(m.lesson);
    model.timetable += 1;
  },
  SignUpShown(model, m) {
    model.seats.set(m.lesson, seatOf(m));
    model.timetable += 1;
  },
  Withdrew(model, m) {
    model.seats.delete(m.lesson);
    model.timetable += 1;
  },
  InLessonShown(model, m) {
    const opened = model.lesson?.lesson === m.lesson && model.lesson.opened;
    const { lesson, title, yomi, ends_ms: endsMs, link } = m;
    model.lesson = { lesson, title, yomi, endsMs, link, opened };
  },
  LessonLeft(model) {
    model.lesson = null;
  },
  ExternalMeetingOpened: (model) => setOpened(model, true),
  ExternalMeetingReturned: (model) => setOpened(model, false),
};

/** @param {Model} model @param {boolean} opened */
function setOpened(model, opened) {
  if (model.lesson) model.lesson.opened = opened;
}

/**
 * @param {{title: string, yomi: string, floor: string, starts_ms: number, minutes: number}} m
 * @returns {Seat}
 */
const seatOf = (m) => ({
  title: m.title,
  yomi: m.yomi,
  floor: m.floor,
  startsMs: m.starts_ms,
  minutes: m.minutes,
});
