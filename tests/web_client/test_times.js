/** The years that a calendar is set in (T1.4). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  datesOffered,
  endOfSchoolYear,
  fromDate,
  toDate,
} from '../../web_client/src/features/times.js';

const calendar = (/** @type {string} */ from, /** @type {string} */ to) => ({
  first_day: fromDate(from),
  last_day: fromDate(to),
});

test('a calendar is set between this school year and the second after it (T1.4)', () => {
  const set = calendar('2026-10-01', '2027-03-31');
  const years = { min: '2026-04-01', max: '2029-03-31' };
  assert.deepEqual(datesOffered(fromDate('2026-11-21'), set), years);
  assert.deepEqual(datesOffered(fromDate('2027-03-31'), set), years);
  assert.equal(datesOffered(fromDate('2027-04-01'), set).max, '2030-03-31');
});

test('what is set already can be kept (T1.4)', () => {
  const old = calendar('2024-04-01', '2031-03-31');
  const offered = datesOffered(fromDate('2026-11-21'), old);
  assert.deepEqual(offered, { min: '2024-04-01', max: '2031-03-31' });
});

test('a school year ends on the last of March', () => {
  const ends = ['2026-04-01', '2027-03-31', '2027-04-01', '2028-02-29'];
  assert.deepEqual(
    ends.map((day) => toDate(endOfSchoolYear(fromDate(day)))),
    ['2027-03-31', '2027-03-31', '2028-03-31', '2028-03-31'],
  );
});
