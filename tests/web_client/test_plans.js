import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed, forbids } from '../../web_client/src/plans.js';

const PLAN = /** @type {any} */ ({
  floor: 'room',
  name: 'へや',
  objects: [{ object: 'table', kind: 'table', x: 1, y: 2, w: 3, h: 4, text: '' }],
  zones: [{ zone: 'quiet', name: 'しずか', x: 4, y: 4, w: 2, h: 2, calls: false }],
  doors: [],
});

test('a change gives a new plan and leaves the old one as it was', () => {
  const before = structuredClone(PLAN);
  const next = changed(PLAN, [
    ['move_object', 'table', 5, 6, 3, 4, 1],
    ['write_object', 'table', 'やあ', ''],
    ['set_face', 'あたらしい へや', 'あたらしいへや', 'library'],
  ]);
  assert.deepEqual(PLAN, before);
  assert.notEqual(next, PLAN);
  assert.deepEqual(next.objects, [
    { object: 'table', kind: 'table', x: 5, y: 6, w: 3, h: 4, text: 'やあ', target: '', facing: 1 },
  ]);
  assert.equal(next.theme, 'library');
});

test('a zone of the same name is replaced, not doubled', () => {
  const zone = { ...PLAN.zones[0], x: 8 };
  assert.deepEqual(changed(PLAN, [['put_zone', zone]]).zones, [zone]);
  assert.deepEqual(changed(PLAN, [['drop_zone', 'quiet']]).zones, []);
});

test('a zone forbids inside its edges and nowhere else', () => {
  assert.equal(forbids(PLAN, [4 * 16, 4 * 16], 'calls'), true);
  assert.equal(forbids(PLAN, [6 * 16, 4 * 16], 'calls'), false);
  assert.equal(forbids(PLAN, [4 * 16, 4 * 16], 'sounds'), false);
});
