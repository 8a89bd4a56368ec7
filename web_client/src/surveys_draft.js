/** What a survey still lacks before it can be asked. Plain data. */

const CHOICES_MIN = 2;
const CHOICES_MAX = 8;
const CHOICE_MAX_CHARS = 30;
/** A scale has a word at each end, or none. */
const ENDS = 2;

/**
 * @typedef {{kind: string, text: string, choices: string, needed: boolean}} DraftQuestion
 * @typedef {{key: string, number: number}} Missing words of the tables, number of the question
 */

/** One choice a line. @param {{kind: string, choices: string}} question */
export const choicesOf = ({ kind, choices }) =>
  kind === 'text'
    ? []
    : choices
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);

/**
 * The first thing, from the top of the form on; null for a survey that can be asked.
 * @param {string} title @param {DraftQuestion[]} questions
 * @returns {Missing | null}
 */
export function missingIn(title, questions) {
  if (!title.trim()) return { key: 'surveys.needs_title', number: 0 };
  for (const [at, question] of questions.entries()) {
    const key = missingOf(question);
    if (key) return { key, number: at + 1 };
  }
  return null;
}

/** @param {DraftQuestion} question */
function missingOf(question) {
  const choices = choicesOf(question);
  if (!question.text.trim()) return 'surveys.needs_question';
  if (choices.some((one) => one.length > CHOICE_MAX_CHARS)) return 'surveys.needs_shorter';
  if (question.kind === 'text') return '';
  if (question.kind === 'scale')
    return choices.length === 0 || choices.length === ENDS ? '' : 'surveys.needs_ends';
  if (choices.length < CHOICES_MIN) return 'surveys.needs_choices';
  if (choices.length > CHOICES_MAX) return 'surveys.needs_fewer';
  return new Set(choices).size < choices.length ? 'surveys.needs_different' : '';
}
