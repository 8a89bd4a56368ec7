/** What the client makes of bookings (T3.10). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookingsOf, dueBookings, waitingBookings } from '../../web_client/src/booking_model.js';
import { apply, createModel } from '../../web_client/src/model.js';

const AT = 1_795_057_200_000;

/** @param {string} booking @param {object} changed */
const shown = (booking, changed) =>
  /** @type {any} */ ({
    topic: 'BookingShown',
    booking,
    account: 'pupil',
    name: 'あき',
    to: null,
    to_name: '',
    stage: 'wished',
    day: 20_776,
    half: 'morning',
    times: [],
    at_ms: 0,
    ...changed,
  });

/** @param {string} account @param {any[]} messages */
function seenBy(account, ...messages) {
  const model = createModel();
  model.account = account;
  for (const message of messages) apply(model, message);
  return model;
}

test('bookings stand in the order of their times', () => {
  const model = seenBy(
    'staff',
    shown('late', { stage: 'agreed', at_ms: AT + 3_600_000, to: 'staff' }),
    shown('early', { stage: 'offered', times: [AT, AT + 7_200_000], to: 'staff' }),
    shown('before', {}),
  );
  assert.deepEqual(
    bookingsOf(model).map(({ booking }) => booking),
    ['before', 'early', 'late'],
  );
  apply(model, /** @type {any} */ ({ topic: 'BookingGone', booking: 'early' }));
  assert.equal(model.bookings.size, 2);
});

test('a pupil is asked to choose and to read, a counsellor to answer and to read', () => {
  const both = ['wished', 'offered', 'agreed', 'soon', 'due', 'called_off'].map((stage) =>
    shown(stage, { stage }),
  );
  assert.equal(waitingBookings(seenBy('pupil', ...both)), 2);
  assert.equal(waitingBookings(seenBy('staff', ...both)), 2);
  assert.deepEqual(
    dueBookings(seenBy('pupil', ...both)).map(({ stage }) => stage),
    ['due', 'soon'],
  );
});

test('who may not counsel any more keeps no wish of others', () => {
  const off = /** @type {any} */ ({ topic: 'MayCounselShown', on: false });
  const model = seenBy('staff', shown('wish', {}), shown('mine', { account: 'staff' }), off);
  assert.deepEqual([...model.bookings.keys()], ['mine']);
});
