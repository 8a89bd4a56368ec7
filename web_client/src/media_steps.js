/**
 * How much of a call a device and its line can carry: steps down when it struggles, back up when it
 * has been well for a while (media note, section 5). Sound is the last thing to go.
 *
 * @typedef {{bitrate_bps: number, width: number, height: number, frames_per_s: number}} Picture
 * @typedef {object} Caps what each stream may cost, as the server says
 * @property {{bitrate_bps: number}} microphone
 * @property {Picture} camera
 * @property {Picture} small_camera
 * @property {number} small_from people in a call from which on cameras are small
 * @property {Picture} screen
 *
 * @typedef {object} Sample what one window of five seconds was like
 * @property {boolean} slow the encoder says that the processor is too slow
 * @property {number} arrived frames
 * @property {number} dropped frames of those
 * @property {number} heard packets of sound
 * @property {number} lost packets of sound that did not come
 */

/** From everything to nothing. Who shows no picture is seen as their avatar. */
export const STEPS = /** @type {const} */ (['full', 'small', 'speakers', 'sound', 'avatars']);
/** @typedef {typeof STEPS[number]} Step */

export const WINDOW_MS = 5000;
/** Cameras that stay at the step `speakers`. */
export const SPEAKERS = 2;
const DROPPED_SHARE = 0.1;
const LOST_SHARE = 0.1;
/** So few say nothing about the device. */
const FEWEST_FRAMES = 20;
const FEWEST_PACKETS = 20;
const FIRST_WELL_WINDOWS = 6;
const MOST_WELL_WINDOWS = 48;

/** What a person may wish for at most; the device decides below it. */
export const MODES = /** @type {const} */ ({
  pictures: 'full',
  sound: 'sound',
  avatars: 'avatars',
});
/** @typedef {keyof typeof MODES} Mode */

/** @param {Sample} sample */
export const struggles = (sample) =>
  sample.slow ||
  (sample.arrived >= FEWEST_FRAMES && sample.dropped > DROPPED_SHARE * sample.arrived) ||
  (sample.heard >= FEWEST_PACKETS && sample.lost > LOST_SHARE * (sample.heard + sample.lost));

/** Where a device stands: begins with everything. */
export const firstStanding = () => ({ step: 0, well: 0, patience: FIRST_WELL_WINDOWS });

/**
 * The standing after one more window. Each step down doubles the time until the next one up, so
 * that a weak device settles instead of swinging.
 * @param {ReturnType<typeof firstStanding>} standing @param {Sample} sample
 */
export function after({ step, well, patience }, sample) {
  const lowest = STEPS.indexOf('sound');
  if (struggles(sample)) {
    if (step >= lowest) return { step, well: 0, patience };
    return { step: step + 1, well: 0, patience: Math.min(patience * 2, MOST_WELL_WINDOWS) };
  }
  if (step === 0) return { step, well: 0, patience };
  if (well + 1 < patience) return { step, well: well + 1, patience };
  return { step: step - 1, well: 0, patience };
}

/** What is shown: the lower one of what the device carries and the person wants.
 * @param {number} step @param {Mode} mode @returns {Step} */
export const shownStep = (step, mode) =>
  STEPS[Math.max(step, STEPS.indexOf(MODES[mode]))] ?? 'avatars';

/**
 * Whose cameras are looked at, of those that are on.
 * @param {Step} step @param {string[]} cameras accounts
 * @param {string[]} spoke accounts, the newest speaker first
 */
export function pictured(step, cameras, spoke) {
  if (step === 'sound' || step === 'avatars') return [];
  if (step !== 'speakers') return cameras;
  const rank = (/** @type {string} */ account) => spoke.indexOf(account) + 1 || Infinity;
  return cameras.toSorted((a, b) => rank(a) - rank(b)).slice(0, SPEAKERS);
}

/**
 * How one's own camera is sent: smaller in a large call, on a weak device too.
 * @param {Step} step @param {number} people in the call @param {Caps} caps
 */
export function sending(step, people, caps) {
  const one = step === 'full' && people < caps.small_from ? caps.camera : caps.small_camera;
  return {
    maxBitrate: one.bitrate_bps,
    maxFramerate: one.frames_per_s,
    scaleResolutionDownBy: caps.camera.width / one.width,
  };
}
