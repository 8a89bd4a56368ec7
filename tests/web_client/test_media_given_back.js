/** A page that cannot reach the school keeps its devices for as long as it is waited for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '../../web_client/vendor/vendor.js';

globalThis.localStorage ??= /** @type {any} */ ({ getItem: () => null, setItem: () => {} });
globalThis.removeEventListener ??= () => {};
const { callSettings } = await import('../../web_client/src/call_settings.js');
const { createMedia } = await import('../../web_client/src/media.js');
const { apply, createModel } = await import('../../web_client/src/model.js');

/** A page in a call, whose camera opens when asked. */
function inACall() {
  const track = { contentHint: '', onended: null, readyState: 'live', stop };
  function stop() {
    track.readyState = 'ended';
  }
  const mediaDevices = { getUserMedia: async () => ({ getTracks: () => [track] }) };
  Object.defineProperty(globalThis, 'navigator', { value: { mediaDevices }, configurable: true });
  const model = createModel();
  model.account = 'aki';
  for (const account of ['aki', 'haru']) {
    const card = { topic: 'CallMemberShown', call: 'c', account, name: account, staff: false };
    apply(model, /** @type {any} */ ({ ...card, look: [] }), 0);
  }
  const plaza = { model, version: signal(0), silent: signal(false), send: () => 0 };
  return { plaza, media: createMedia(/** @type {any} */ (plaza)), track };
}

test('two minutes without the school give the camera back, less do not (T4.2)', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const { plaza, media, track } = inACall();
  await Promise.resolve();
  await media.press('camera', true);
  plaza.silent.value = true;
  t.mock.timers.tick(119_000);
  plaza.silent.value = false;
  t.mock.timers.tick(119_000);
  assert.equal(track.readyState, 'live');
  plaza.silent.value = true;
  t.mock.timers.tick(120_000);
  assert.equal(track.readyState, 'ended');
  assert.equal(media.own.camera, null);
  media.close();
});

test('who chooses less is not told that the line was too weak (T1.5)', async () => {
  const { media, track } = inACall();
  await Promise.resolve();
  await media.press('camera', true);
  callSettings.value = { ...callSettings.value, mode: 'avatars' };
  await Promise.resolve();
  assert.equal(track.readyState, 'ended');
  assert.equal(media.troubles.camera, '');
  callSettings.value = { ...callSettings.value, mode: 'pictures' };
  media.close();
});
