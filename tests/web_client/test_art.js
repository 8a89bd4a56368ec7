import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as choices from '../../web_client/src/art/choices.js';
import { STAMP_COUNT, stampShapes } from '../../web_client/src/art/day_stamps.js';
import { DESK_THINGS, deskThingShapes } from '../../web_client/src/art/desk.js';
import { bodyShapes, dollShapes, legShapes } from '../../web_client/src/art/doll.js';
import { furnitureShapes, KINDS } from '../../web_client/src/art/furniture.js';
import { gardenShapes } from '../../web_client/src/art/garden.js';
import { FLAT_KINDS, WALL_KINDS } from '../../web_client/src/art/reach.js';
import {
  SEASONS,
  seasonAt,
  seasonOfMonth,
  seasonOfTheme,
  seasonShapes,
  toneOf,
} from '../../web_client/src/art/seasons.js';
import { groundShapes, THEME_NAMES, themeOf } from '../../web_client/src/art/themes.js';
import { doorShapes, WALL_THINGS } from '../../web_client/src/art/wall.js';
import { CALL_COLOUR, STATUS_COLOURS } from '../../web_client/src/stage_plates.js';

const VIEWS = /** @type {const} */ (['front', 'back', 'side']);
const FACES = /** @type {const} */ (['smile', 'laugh', 'calm', 'rest']);
const PLANS = new URL('../../server/floor_plans/', import.meta.url);
const plans = readdirSync(PLANS).map((name) =>
  JSON.parse(readFileSync(new URL(name, PLANS), 'utf8')),
);
const PLAIN = { hair: 0, hair_colour: 0, skin: 0, cut: 0, clothes_colour: 0, ornament: 0, held: 0 };

/** @param {import('../../web_client/src/art/shapes.js').Shape[]} shapes @param {string} what */
function assertPaintable(shapes, what) {
  assert.ok(shapes.length > 0, what);
  for (const { d, fill, stroke, text } of shapes) {
    assert.ok(text !== undefined || d, what);
    assert.doesNotMatch(d ?? '', /NaN|undefined|Infinity|null/, what);
    for (const colour of [fill, stroke]) assert.match(colour ?? '#000000', /^#[0-9a-f]{6}$/, what);
  }
}

/** @param {string} colour relative luminance, WCAG 2.1 */
function luminance(colour) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test('there are as many choices as a look has numbers (T2.1.a)', () => {
  const { HAIR, HAIR_COLOURS, SKINS, CUTS, CLOTHES_COLOURS, ORNAMENTS, HELD } = choices;
  const lists = [HAIR, HAIR_COLOURS, SKINS, CUTS, CLOTHES_COLOURS, ORNAMENTS, HELD];
  assert.deepEqual(
    lists.map((list) => list.length),
    [10, 8, 6, 6, 8, 7, 7],
  );
});

test('every choice draws from every side, with every other part (T2.1.a)', () => {
  for (const view of VIEWS) {
    for (let hair = 0; hair < 10; hair += 1) {
      for (let ornament = 0; ornament < 7; ornament += 1) {
        for (let cut = 0; cut < 6; cut += 1) {
          const look = {
            hair,
            ornament,
            cut,
            held: (hair + cut) % 7,
            skin: cut,
            hair_colour: ornament,
            clothes_colour: hair % 8,
          };
          const face = FACES[(hair + cut) % 4] ?? 'smile';
          assertPaintable(bodyShapes(look, view, '', face), JSON.stringify(look));
          assertPaintable(legShapes(look, view, /** @type {0 | 1 | 2} */ (hair % 3)), 'legs');
        }
      }
    }
  }
});

test('each single choice changes the doll (T2.1.a)', () => {
  const counts = {
    hair: 10,
    hair_colour: 8,
    skin: 6,
    cut: 6,
    clothes_colour: 8,
    ornament: 7,
    held: 7,
  };
  for (const [part, count] of Object.entries(counts)) {
    const drawn = new Set();
    for (let n = 0; n < count; n += 1)
      drawn.add(JSON.stringify(dollShapes({ ...PLAIN, [part]: n })));
    assert.equal(drawn.size, count, part);
  }
});

test('each role is marked from every side in its own way, and by no choice (T2.1.g)', () => {
  for (const view of VIEWS) {
    const seen = new Set(
      ['', 'pupil', 'supporter', 'teacher', 'admin'].map((role) =>
        JSON.stringify(bodyShapes(PLAIN, view, role, 'smile')),
      ),
    );
    assert.equal(seen.size, 4, view);
    const plain = bodyShapes(PLAIN, view, 'pupil', 'smile').length;
    for (const role of ['supporter', 'teacher', 'admin'])
      assert.ok(bodyShapes(PLAIN, view, role, 'smile').length > plain, `${role} ${view}`);
  }
});

test('every thing of every floor has a picture of its own', () => {
  for (const plan of plans) {
    for (const object of plan.objects) {
      assert.ok(KINDS.includes(object.kind), object.kind);
      assertPaintable(furnitureShapes(object), object.object);
    }
    for (const door of plan.doors)
      assertPaintable(doorShapes(door, door.y <= plan.wall, plan.theme), door.door);
    assertPaintable(groundShapes(themeOf(plan.theme), 0, 0, 512, 192), plan.theme);
  }
  assert.ok(KINDS.length >= 30);
});

test('furniture is as wide as its footprint', () => {
  for (const kind of ['bookshelf', 'bench', 'table', 'sofa', 'hedge']) {
    const narrow = { kind, object: `${kind}-1`, x: 0, y: 0, w: 4, h: 2, text: '' };
    assert.notDeepEqual(furnitureShapes(narrow), furnitureShapes({ ...narrow, w: 9 }), kind);
  }
});

test('what one may walk on lies flat in the picture as well', () => {
  const rules = readFileSync(new URL('../../protocol/floors.py', import.meta.url), 'utf8');
  const listed = rules.slice(rules.indexOf('FLAT_KINDS'), rules.indexOf('"""Kinds one can walk'));
  for (const kind of FLAT_KINDS) assert.ok(listed.includes(`"${kind}"`), kind);
});

test('what hangs on the wall is known where nothing is drawn', () => {
  for (const kind of Object.keys(WALL_THINGS)) assert.ok(WALL_KINDS.has(kind), kind);
});

test('a sign on a status or a call can be read: at least 4.5 to 1 (T3.6)', () => {
  for (const colour of [...Object.values(STATUS_COLOURS), CALL_COLOUR]) {
    assert.ok(contrast(colour, '#ffffff') >= 4.5, colour);
  }
  for (const plate of ['#ffffff', '#fff1bf', '#e3f4f6'])
    assert.ok(contrast('#3b2c3d', plate) >= 4.5);
});

test('there is a stamp for each number a card may hold, and no two look alike (T7.1)', () => {
  const limits = readFileSync(new URL('../../protocol/units.py', import.meta.url), 'utf8');
  assert.match(limits, new RegExp(`^STAMP_KINDS: Final = ${STAMP_COUNT}$`, 'm'));
  assert.match(limits, new RegExp(`^DESK_THINGS: Final = ${DESK_THINGS}$`, 'm'));
  const drawn = new Set();
  for (let stamp = 0; stamp < STAMP_COUNT; stamp += 1) {
    assertPaintable(stampShapes(stamp), `stamp ${stamp}`);
    drawn.add(JSON.stringify(stampShapes(stamp)));
  }
  assert.equal(drawn.size, STAMP_COUNT);
  for (let thing = 1; thing <= DESK_THINGS; thing += 1)
    assertPaintable(deskThingShapes(thing), `thing ${thing}`);
});

test('a garden shows one plant more for each that has grown, in every month (T7.1)', () => {
  for (let month = 1; month <= 12; month += 1) {
    const pictures = Array.from({ length: 25 }, (_, grown) => gardenShapes(grown, month));
    for (const shapes of pictures) assertPaintable(shapes, `month ${month}`);
    assert.equal(new Set(pictures.map((shapes) => JSON.stringify(shapes))).size, 25);
  }
});

test('what a season lays on the ground stays close to the ground (T3.6, T7.1)', () => {
  for (const name of THEME_NAMES) {
    const theme = themeOf(name);
    for (const season of SEASONS) {
      const share = contrast(toneOf(season, theme.ground), theme.ground);
      assert.ok(share > 1.03 && share < 1.6, `${name} ${season} ${share}`);
      assertPaintable(seasonShapes(season, theme.ground, 0, 0, 512, 192), `${name} ${season}`);
      assert.equal(themeOf(`${name}-${season}`), theme);
      assert.equal(seasonOfTheme(`${name}-${season}`, 'summer'), season);
    }
    assert.equal(seasonOfTheme(name, 'autumn'), 'autumn');
    assert.equal(seasonOfTheme(`${name}-plain`, 'autumn'), '');
    assert.equal(seasonOfTheme(`${name}-winter`, ''), '', 'whoever wants none sees none');
  }
});

test('a cherry tree flowers in spring, and has one calm form without seasons (T7.1)', () => {
  const tree = { kind: 'cherry_tree', object: 'cherry_tree-1', x: 0, y: 0, w: 2, h: 1, text: '' };
  const forms = SEASONS.map((season) => furnitureShapes(tree, season));
  for (const shapes of forms) assertPaintable(shapes, 'cherry tree');
  const calm = furnitureShapes(tree);
  assert.equal(new Set([...forms, calm].map((shapes) => JSON.stringify(shapes))).size, 5);
  const pink = forms.map((shapes) => shapes.some((shape) => shape.fill === '#f4bccb'));
  assert.deepEqual(pink, [true, false, false, false]);
  const bench = { ...tree, kind: 'bench', object: 'bench-1' };
  for (const season of SEASONS)
    assert.deepEqual(furnitureShapes(bench, season), furnitureShapes(bench), season);
});

test('squares of ground that meet show the same things where they meet (T7.1)', () => {
  const near = (/** @type {number} */ x) =>
    seasonShapes('autumn', '#efe5d3', x, 512, 512, 0)
      .filter((shape) => Math.abs((shape.x ?? 0) - 512) < 30)
      .map((shape) => `${shape.x} ${shape.y}`);
  assert.ok(near(0).length > 0);
  assert.deepEqual(near(0).toSorted(), near(512).toSorted());
});

test('seasons follow the months of Japan', () => {
  const months = Array.from({ length: 12 }, (_, at) => seasonOfMonth(at + 1)?.slice(0, 2));
  assert.equal(months.join(' '), 'wi wi sp sp sp su su su au au au wi');
  assert.equal(seasonAt(Date.UTC(2026, 1, 28, 14, 59)), 'winter');
  assert.equal(seasonAt(Date.UTC(2026, 1, 28, 15, 0)), 'spring');
});

test('a table that is turned is a row of tables, and nothing lies in the air behind them', () => {
  const table = { kind: 'table', object: 'table-1', x: 0, y: 0, text: '' };
  const turned = furnitureShapes({ ...table, w: 2, h: 8, facing: 1 });
  const one = furnitureShapes({ ...table, w: 2, h: 2 });
  assert.equal(turned.length, 4 * one.length);
  const desk = furnitureShapes({ ...table, kind: 'desk', w: 2, h: 3, facing: 1 });
  assert.ok(desk.every((shape) => shape.y === 32));
});
