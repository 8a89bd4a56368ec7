/** What a counsellor's page tells of pupils (T3.10). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitingFor } from '../../web_client/src/counselling_model.js';
import { apply, createModel } from '../../web_client/src/model.js';

test('who is invited without having asked does not stand among those who asked (T3.10)', () => {
  const model = createModel();
  /** @param {string} account @param {string} asking @param {number} asked_ms */
  const show = (account, asking, asked_ms) => {
    const by = asking === 'asked' ? null : 'staff';
    const shown = { topic: 'CounselleeShown', account, name: account, asking, by, asked_ms };
    apply(model, /** @type {any} */ (shown));
  };
  show('asked', 'asked', 1);
  show('invited', 'offered', 0);
  show('both', 'offered', 2);
  show('no', 'declined', 0);
  const { asked, invited } = waitingFor(model);
  assert.deepEqual(
    [asked, invited].map((some) => some.map(([account]) => account)),
    [
      ['asked', 'both'],
      ['invited', 'no'],
    ],
  );
});
