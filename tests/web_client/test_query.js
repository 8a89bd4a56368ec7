/** Whatever is asked over HTTP ends, with an answer or without one (T1.6). */

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { answerOf } from '../../web_client/src/features/refused.js';
import { fetched, posted } from '../../web_client/src/query.js';

const SOURCE = new URL('../../web_client/src/', import.meta.url);
const SHORT_MS = 60;
/** @type {Record<string, (response: import('node:http').ServerResponse) => void>} */
const SITE = {
  '/list': (response) => response.end('[1,2]'),
  '/nothing': (response) => response.writeHead(204).end(),
  '/refused': (response) => response.writeHead(409).end('{"reason":"changed","at_ms":0}'),
  '/broken': (response) => response.writeHead(502).end('<h1>Bad gateway</h1>'),
  '/portal': (response) => response.end('<h1>Welcome to our Wi-Fi</h1>'),
  '/silent': () => {},
  '/half': (response) => response.write('[1,'),
};
const server = createServer((request, response) => SITE[request.url ?? '']?.(response));
let site = '';
before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  site = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test('an answer comes with its words, also one that refuses or says nothing', async () => {
  assert.deepEqual(await fetched(`${site}/list`), {
    ok: true,
    status: 200,
    late: false,
    found: [1, 2],
  });
  assert.deepEqual((await fetched(`${site}/nothing`)).found, {});
  const { ok, status, found } = await posted(`${site}/refused`, {});
  assert.deepEqual([ok, status, found.reason], [false, 409, 'changed']);
});

test('the page of somebody between is no empty list', async () => {
  const broken = await fetched(`${site}/broken`);
  assert.deepEqual([broken.ok, broken.status, broken.found], [false, 502, null]);
  const portal = await fetched(`${site}/portal`);
  assert.deepEqual([portal.ok, portal.status], [false, 0]);
});

test('silence ends when its time is over, before the answer and in the middle of it', async () => {
  for (const place of ['silent', 'half']) {
    const told = await fetched(`${site}/${place}`, { withinMs: SHORT_MS });
    assert.deepEqual([place, told.ok, told.late], [place, false, true]);
  }
});

test('nobody there is told at once, and is not called late', async () => {
  const told = await fetched('http://127.0.0.1:1/');
  assert.deepEqual([told.ok, told.status, told.late], [false, 0, false]);
});

test('a wish that got no answer in its time may have been done, and says so', async () => {
  const reasonOf = async (/** @type {string} */ place) =>
    answerOf(await fetched(`${site}/${place}`, { withinMs: SHORT_MS })).reason;
  assert.equal(await reasonOf('silent'), 'unsure');
  assert.equal(await reasonOf('broken'), 'other');
  assert.equal(await reasonOf('refused'), 'changed');
  assert.equal(await reasonOf('list'), '');
});

test('nothing of the client asks in another way but the stream, which has no end', async () => {
  const asking = [];
  for (const name of await readdir(SOURCE, { recursive: true }))
    if (name.endsWith('.js') && /\bfetch\(/.test(await readFile(new URL(name, SOURCE), 'utf8')))
      asking.push(name);
  assert.deepEqual(asking.sort(), ['query.js', 'stream.js']);
});
