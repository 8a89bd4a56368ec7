/**
 * Gentle bells made here, unlocked by the press that logs in. Soft attack, never louder than
 * asked.
 */

const LOUDEST = 0.25;
/** Notes in Hz and their starts in seconds. @type {Record<string, [number, number][]>} */
const TUNES = {
  bell: [
    [659.3, 0],
    [523.3, 0.5],
    [587.3, 1.0],
    [392, 1.5],
  ],
  chimes: [
    [784, 0],
    [659.3, 0.35],
    [523.3, 0.7],
  ],
  'lesson-begins': [
    [523.3, 0],
    [659.3, 0.4],
    [784, 0.8],
  ],
  'lesson-ends': [
    [784, 0],
    [659.3, 0.4],
    [523.3, 0.8],
  ],
  harp: [
    [392, 0],
    [493.9, 0.18],
    [587.3, 0.36],
    [784, 0.54],
  ],
  bowl: [
    [261.6, 0],
    [392, 0.05],
  ],
  birds: [
    [1046.5, 0],
    [1174.7, 0.2],
    [1046.5, 0.7],
    [1318.5, 0.9],
  ],
  help: [
    [880, 0],
    [1174.7, 0.18],
    [880, 0.36],
  ],
  wood: [
    [440, 0],
    [440, 0.3],
  ],
};
/** @type {AudioContext | null} */ let audio = null;

/** Called from a press or a key, so that the browser allows sound later. */
export function unlockSound() {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume();
}

/** @param {string} tune @param {number} volume 0–100: what the school set, times what I set */
export function ring(tune, volume) {
  if (audio?.state !== 'running') return;
  for (const [pitch, start] of TUNES[tune] ?? TUNES.bell ?? [])
    note(audio, pitch, audio.currentTime + start, volume);
}

/** @param {AudioContext} context @param {number} pitch @param {number} at @param {number} volume */
function note(context, pitch, at, volume) {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = pitch;
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime((LOUDEST * volume) / 100 + 0.0001, at + 0.08);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 1.4);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 1.5);
}
