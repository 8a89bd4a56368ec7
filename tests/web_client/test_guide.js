/** The guides speak of the product as it is (T8.1). */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';

const GUIDE = new URL('../../docs/guide/', import.meta.url);
const SOURCE = new URL('../../web_client/src/', import.meta.url);
const TABLES = readdirSync(new URL('strings/', SOURCE));
const LABEL = /<b data-label="([^"]+)"\s*>([\s\S]*?)<\/b>/g;
const KANJI = /\p{Script=Han}/u;
const PICTURES_MAX_BYTES = 3 * 1024 * 1024;

/** @param {string} name */
const guide = (name) => readFileSync(new URL(name, GUIDE), 'utf8');
/** @param {string} name */
const source = (name) => readFileSync(new URL(name, SOURCE), 'utf8');
const manualFrame = guide('staff.html');
const placed = [...manualFrame.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '');
const passages = placed.filter((name) => name !== 'contents');
const manual = manualFrame.replace(/\{\{(\w+)\}\}/g, (_, name) =>
  name === 'contents' ? '' : guide(`staff/${name}.html`),
);
/** @type {Record<string, string>} */
const PAGES = { 'index.html': guide('index.html'), 'leaflet.html': guide('leaflet.html') };
PAGES['staff.html'] = manual;

/** The words of the interface in Japanese, from every table. */
async function words() {
  /** @type {Record<string, string>} */ const all = {};
  for (const name of TABLES) {
    const { ja } = await import(new URL(`strings/${name}`, SOURCE).href);
    Object.assign(all, ja);
  }
  return all;
}

/** What is read without furigana. @param {string} text */
const bare = (text) =>
  text
    .replace(/<rt>[\s\S]*?<\/rt>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** @param {string} text @param {string} name @returns {string[]} the keys of an object */
function keysOf(text, name) {
  const body = text.match(new RegExp(`const ${name} = \\{([\\s\\S]*?)\\n\\};`))?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+): \{/gm)].map((found) => found[1] ?? '');
}

test('each page of staff has a passage in the manual, and leads there', () => {
  const text = source('features/staff.js');
  const pages = keysOf(text, 'PAGES');
  assert.ok(pages.length >= 9, 'the pages of staff are found in staff.js');
  for (const page of pages) {
    const told = `write docs/guide/staff/${page}.html and place it in docs/guide/staff.html`;
    assert.ok(existsSync(new URL(`staff/${page}.html`, GUIDE)), told);
    assert.ok(passages.includes(page), told);
    assert.match(guide(`staff/${page}.html`), new RegExp(`<section id="${page}">\\s*<h2>`), told);
    const file = text.match(
      new RegExp(`\\n  ${page}: \\{[\\s\\S]*?import\\('\\./(\\w+\\.js)'`),
    )?.[1];
    const module = source(`features/${file}`);
    assert.match(
      module,
      new RegExp(`<\\$\\{StaffHeader\\}\\s+page="${page}"`),
      `${file}: its head`,
    );
  }
});

test('each passage has its place in the manual', () => {
  const written = readdirSync(new URL('staff/', GUIDE)).map((name) => name.replace('.html', ''));
  assert.deepEqual(written.toSorted(), passages.toSorted());
});

test('no link, picture or anchor of the guides is dead', () => {
  for (const [page, text] of Object.entries(PAGES)) {
    for (const [, address = ''] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
      if (address === 'data:,') continue;
      assert.doesNotMatch(address, /^(?:https?:)?\/\//, `${page} asks nobody else`);
      const [file, anchor] = address.split('#');
      const name = file || page;
      assert.ok(existsSync(new URL(name, GUIDE)), `${page}: ${address}`);
      if (anchor) assert.match(PAGES[name] ?? '', new RegExp(`id="${anchor}"`), address);
    }
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]);
    assert.equal(new Set(ids).size, ids.length, `${page}: an id twice`);
    for (const [picture] of text.matchAll(/<img[^>]*>/g)) assert.match(picture, /alt="[^"]+"/);
  }
});

test('the guides call each button what the screen calls it', async () => {
  const ja = await words();
  for (const [page, text] of Object.entries(PAGES))
    for (const [, key = '', label = ''] of text.matchAll(LABEL))
      assert.equal(bare(label), ja[key], `${page}: ${key}`);
});

test('the leaflet names each entry of the menu and each button that is always there', () => {
  const named = new Set([...(PAGES['leaflet.html'] ?? '').matchAll(LABEL)].map(([, key]) => key));
  const page = source('features/plaza_page.js');
  const panels = page.match(/const PANELS = \[([\s\S]*?)\];/)?.[1] ?? '';
  const entries = [...panels.matchAll(/'(\w+)'/g)].map((found) => found[1]);
  assert.ok(entries.length >= 9, 'the menu is found in plaza_page.js');
  const always = ['menu', 'alone', 'help', 'leave', 'emotes', 'where', 'zoom', 'whole'];
  for (const entry of [...entries, ...always]) assert.ok(named.has(entry), entry);
});

test('every kanji of the leaflet has its furigana', () => {
  const text = (PAGES['leaflet.html'] ?? '').replace(/<ruby>[\s\S]*?<\/ruby>|<[^>]+>/g, '');
  assert.doesNotMatch(text, KANJI);
  for (const [, inside = ''] of (PAGES['leaflet.html'] ?? '').matchAll(/<ruby>([\s\S]*?)<\/ruby>/g))
    assert.match(inside, /^[^<]+<rt>\p{Script=Hiragana}+<\/rt>$/u);
});

test('the guides stay small enough for a school line', () => {
  const files = ['', 'pictures/'].flatMap((folder) =>
    readdirSync(new URL(folder || '.', GUIDE)).map((name) => new URL(folder + name, GUIDE)),
  );
  const bytes = files.map((file) => statSync(file)).filter((file) => file.isFile());
  const sum = bytes.reduce((all, { size }) => all + size, 0);
  assert.ok(sum <= PICTURES_MAX_BYTES, `${sum} bytes`);
});
