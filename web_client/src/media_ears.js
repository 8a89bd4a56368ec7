/** Whose voice is heard, and how loud: seven ears, one for each slot, that follow the seats. */

import { callSettings } from './call_settings.js';
import { slotOf } from './calling_model.js';
import { createEar, createVoices } from './voices.js';

/** @typedef {import('./media_connection.js').Connection} Connection */

/** @param {import('./media.js').Visit} plaza @param {() => void} onChange */
export function createEars(plaza, onChange) {
  const { model } = plaza;
  const voices = createVoices(model.account);
  /** @type {import('./voices.js').Ear[]} */ let ears = [];
  /** Who is heard in which ear, '' for nobody. @type {string[]} */ let heard = [];
  let waits = false;

  /** @param {Connection | null} connection */
  function listen(connection) {
    for (const ear of ears) ear.close();
    ears = connection ? connection.voices.map(({ track }) => createEar(track)) : [];
    heard = ears.map(() => '');
  }

  /** @param {import('./media_steps.js').Step} step */
  function hear(step) {
    const call = model.call;
    if (!call) return;
    const wanted = ears.map(() => '');
    for (const [account, member] of call.members) {
      const slot = slotOf(call.seats, model.account, account);
      if (slot >= 0 && member.microphone && step !== 'avatars') wanted[slot] = account;
    }
    for (const [slot, ear] of ears.entries()) {
      const account = wanted[slot] ?? '';
      const loudness = account ? voices.loudness(account, callSettings.value.volume) : 0;
      const fresh = account !== heard[slot];
      ear.set(loudness, fresh && account !== '');
      if (fresh && account) play(ear);
      heard[slot] = account;
    }
  }

  /** After a reload a browser may want a press before it sounds.
   * @param {import('./voices.js').Ear} ear */
  function play(ear) {
    ear.play().catch(() => {
      if (waits) return;
      waits = true;
      onChange();
      addEventListener('click', playAll, { once: true });
      addEventListener('keydown', playAll, { once: true });
    });
  }

  function playAll() {
    removeEventListener('click', playAll);
    removeEventListener('keydown', playAll);
    waits = false;
    for (const [slot, ear] of ears.entries()) if (heard[slot]) play(ear);
    onChange();
  }

  return {
    listen,
    hear,
    quiet() {
      for (const ear of ears) ear.set(0, false);
      heard = ears.map(() => '');
    },
    /** Whether the browser waits for a press before it lets anybody be heard. */
    waitsForPress: () => waits,
    wishOf: voices.wishOf,
    /** @param {string} account @param {Partial<import('./voices.js').Wish>} some */
    change(account, some) {
      voices.change(account, some);
      onChange();
      plaza.version.value += 1;
    },
    close() {
      removeEventListener('click', playAll);
      removeEventListener('keydown', playAll);
      listen(null);
    },
  };
}
