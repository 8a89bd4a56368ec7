/**
 * Names and numbers of messages, as the server told them in `Welcome`. Until then only `Welcome`
 * itself is understood: it is the message that carries a list of lines. And that nothing can be
 * stored, which is one yes or no.
 *
 * @typedef {import('./vocabulary_types.js').Message} Message
 */

import { decode, encode } from '../vendor/vendor.js';

export const PRIVATE = 1;
export const CLOSING = 2;

const WELCOME_FIELDS = [
  'version',
  'tick',
  'wall_ms',
  'utc_offset_min',
  'account',
  'role',
  'name',
  'floor',
  'watching',
  'status',
  'look',
  'look_chosen',
  'commands',
  'messages',
];

/** @param {{commands: string[], messages: string[]} | null} welcome */
export function createVocabulary(welcome = null) {
  const lines = (welcome?.messages ?? []).map((line) => line.split(' '));
  const numbers = new Map(
    (welcome?.commands ?? []).map((line, at) => [line.split(' ')[0], at + 1]),
  );
  return {
    /** A message, or nothing if its number was never told. @param {any[]} row */
    read(row) {
      if (!welcome && isReadOnly(row))
        return /** @type {Message} */ ({ topic: 'ReadOnly', on: row[1] });
      const fields = isWelcome(row) ? ['Welcome', ...WELCOME_FIELDS] : lines[row[0] - 1];
      if (!fields) return undefined;
      const [topic = '', ...names] = fields;
      const named = names.map((name, at) => [name, row[at + 1]]);
      return /** @type {Message} */ ({ topic, ...Object.fromEntries(named) });
    },
    /** @param {string} topic */
    numberOf: (topic) => numbers.get(topic),
  };
}

/** @param {Uint8Array} data @returns {[number, number, any[][]]} kind, tick, rows */
export const readFrame = (data) => /** @type {[number, number, any[][]]} */ (decode(data));

/** @param {number} number @param {number} id @param {number} seen @param {any[]} fields */
export const writeCommand = (number, id, seen, fields) => encode([number, id, seen, ...fields]);

/** @param {number} seen @param {number[]} motion how much is wanted, if that changes */
export const writeSeen = (seen, ...motion) => encode([0, 0, seen, ...motion]);

/**
 * The only other thing that is said before `Welcome`, which cannot come while nothing is stored.
 * @param {any[]} row
 */
const isReadOnly = (row) => row.length === 2 && typeof row[1] === 'boolean';

/** @param {any[]} row */
const isWelcome = (row) =>
  row.length === WELCOME_FIELDS.length + 1 && Array.isArray(row[13]) && Array.isArray(row[14]);
