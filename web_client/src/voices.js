/**
 * How loud each person is for me, and whom I have muted: for me only, remembered (T4.10). Voices
 * fade in, because a sudden loud one frightens.
 */

const FADE_MS = 600;
const FADE_STEPS = 12;
const MOST_REMEMBERED = 200;

/** @typedef {{volume: number, muted: boolean}} Wish `volume` is 0–100 */

/** @param {string} owner the account whose wishes they are @param {Storage} [storage] */
export function createVoices(owner, storage = localStorage) {
  const key = `hiroba-voices-${owner}`;
  /** @type {Map<string, Wish>} */ const wishes = new Map(read(storage, key));

  /** @param {string} account @returns {Wish} */
  const wishOf = (account) => wishes.get(account) ?? { volume: 100, muted: false };

  /** @param {string} account @param {Partial<Wish>} some */
  function change(account, some) {
    const wish = { ...wishOf(account), ...some };
    wishes.delete(account);
    wishes.set(account, wish);
    for (const oldest of wishes.keys()) {
      if (wishes.size <= MOST_REMEMBERED) break;
      wishes.delete(oldest);
    }
    storage.setItem(key, JSON.stringify([...wishes]));
  }

  /**
   * Loudness of an element, 0–1.
   * @param {string} account @param {number} overall 0–100, of all voices
   */
  function loudness(account, overall) {
    const { volume, muted } = wishOf(account);
    return muted ? 0 : (volume / 100) * (overall / 100);
  }

  return { wishOf, change, loudness };
}

/** @param {Storage} storage @param {string} key @returns {[string, Wish][]} */
function read(storage, key) {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/**
 * An ear for one slot: whoever is in it is heard from silence up.
 * @param {MediaStreamTrack} track
 */
export function createEar(track) {
  const element = new Audio();
  element.srcObject = new MediaStream([track]);
  let timer = 0;
  let wanted = 0;
  element.volume = 0;
  element.muted = true;

  /** @param {number} loudness 0–1 @param {boolean} fresh somebody new is to be heard */
  function set(loudness, fresh) {
    if (!fresh && loudness === wanted) return;
    wanted = loudness;
    clearInterval(timer);
    element.muted = loudness === 0;
    if (!fresh) {
      element.volume = loudness;
      return;
    }
    let step = 0;
    element.volume = 0;
    timer = setInterval(() => {
      step += 1;
      element.volume = (loudness * step) / FADE_STEPS;
      if (step === FADE_STEPS) clearInterval(timer);
    }, FADE_MS / FADE_STEPS);
  }

  return {
    set,
    /** Rejects where the browser wants a press first. */
    play: () => element.play(),
    close() {
      clearInterval(timer);
      element.srcObject = null;
    },
  };
}

/** @typedef {ReturnType<typeof createVoices>} Voices */
/** @typedef {ReturnType<typeof createEar>} Ear */
