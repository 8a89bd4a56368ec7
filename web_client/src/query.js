/**
 * Whatever is asked over HTTP goes through here, so that nothing is waited for without end: a line
 * may take a question and never bring its answer.
 */

/** A slow line brings the longest list in half of this. */
const WITHIN_MS = 15_000;
/** Ten megabytes at half a megabit a second, with room. */
export const FILE_WITHIN_MS = 240_000;
const NO_CONTENT = 204;

/**
 * @typedef {object} Told
 * @property {boolean} ok
 * @property {number} status 0 where no answer came
 * @property {boolean} late its time was over: what was wished for may have been done
 * @property {any} found what was answered; null where that cannot be read
 */

/**
 * Ask, and read the answer to its end. Never throws.
 * @param {string | URL} address
 * @param {{withinMs?: number, as?: 'json' | 'text' | 'blob'} & RequestInit} [how]
 * @returns {Promise<Told>}
 */
export async function fetched(address, { withinMs = WITHIN_MS, as = 'json', ...how } = {}) {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const answer = await fetch(address, { ...how, signal });
    const { ok, status } = answer;
    if (status === NO_CONTENT) return { ok, status, late: false, found: {} };
    // A proxy's refusal has no words that we could read.
    const found = await answer[as]().catch((error) => (ok || signal.aborted ? fail(error) : null));
    return { ok, status, late: false, found };
  } catch {
    return { ok: false, status: 0, late: signal.aborted, found: null };
  }
}

/** @param {unknown} error @returns {never} */
function fail(error) {
  throw error;
}

/**
 * Asked with something to send.
 * @param {string} address @param {object} body
 */
export const posted = (address, body) =>
  fetched(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
