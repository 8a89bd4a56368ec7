/**
 * Words on their way: shown when that takes long, kept when they could not be sent. They belong to
 * a place to write in, and outlive the panel that it stands on; so does what is half typed.
 */

const LATE_MS = 600;

/**
 * @typedef {object} Unsent
 * @property {number} key
 * @property {string} place
 * @property {string} words
 * @property {boolean} late
 * @property {boolean} failed
 * @property {() => Promise<boolean>} send whether it was done
 */

/** @param {() => void} changed */
export function createUnsent(changed) {
  /** @type {Unsent[]} */ let rows = [];
  let last = 0;

  /** @param {Unsent} row */
  async function go(row) {
    row.late = row.failed = false;
    const timer = setTimeout(() => {
      row.late = true;
      changed();
    }, LATE_MS);
    const done = await row.send();
    clearTimeout(timer);
    if (done) drop(row);
    row.failed = !done;
    changed();
  }

  /** @param {Unsent} row */
  function drop(row) {
    rows = rows.filter((one) => one !== row);
    changed();
  }

  return {
    /** What is half typed, by place. @type {Map<string, string>} */ drafts: new Map(),
    /** What there is to show at a place. @param {string} place */
    at: (place) => rows.filter((row) => row.place === place && (row.late || row.failed)),
    /** @param {string} place @param {string} words @param {Unsent['send']} send */
    put(place, words, send) {
      last += 1;
      const row = { key: last, place, words, send, late: false, failed: false };
      rows.push(row);
      return go(row);
    },
    /** @param {Unsent} row */
    again: (row) => row.failed && go(row),
    drop,
  };
}
