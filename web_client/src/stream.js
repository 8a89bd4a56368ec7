/**
 * What carries the connection where no WebSocket gets through: an answer without an end brings
 * frames as server-sent events, posts take frames away. Looks like a WebSocket to `socket.js`.
 */

import { fetched } from './query.js';

const LENGTH_BYTES = 2;
/** What a refused request means, in the codes of a closed socket. */
const CODES = /** @type {Record<number, number>} */ ({ 401: 4401, 403: 4403, 410: 4410 });

/** @typedef {ReturnType<typeof openStream>} Stream */

/**
 * @param {{version: number, seen: number, motion: number}} opening `seen` is the last tick that was
 * applied to its end
 */
export function openStream(opening) {
  const gone = new AbortController();
  let name = '';
  /** @type {Uint8Array[]} */ let waiting = [];
  let posting = false;
  const stream = {
    /** @type {number} */ readyState: WebSocket.CONNECTING,
    /** @type {((event: {data: ArrayBufferLike, bytes: number}) => void) | null} */ onmessage: null,
    /** @type {((event: {code: number}) => void) | null} */ onclose: null,
    /** @param {Uint8Array} frame @returns {number} how many bytes that takes */
    send(frame) {
      waiting.push(frame);
      if (!posting) post();
      return frame.length + LENGTH_BYTES;
    },
    close: () => end(1000),
  };

  /** @param {number} code */
  function end(code) {
    if (stream.readyState === WebSocket.CLOSED) return;
    stream.readyState = WebSocket.CLOSED;
    gone.abort();
    stream.onclose?.({ code });
  }

  /** One post at a time, so that frames arrive in the order in which they were sent. */
  async function post() {
    posting = true;
    while (waiting.length > 0 && stream.readyState === WebSocket.OPEN) {
      const body = framed(waiting);
      waiting = [];
      const headers = { 'Content-Type': 'application/octet-stream' };
      const { ok } = await fetched(`/plaza/send?line=${name}`, { method: 'POST', headers, body });
      if (!ok) end(1006);
    }
    posting = false;
  }

  async function hear() {
    // Its answer has no end: silence on it is noticed by who listens.
    const answer = await fetch('/plaza/stream', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(opening),
      signal: gone.signal,
    }).catch(() => null);
    const reader = answer?.ok && answer.body?.getReader();
    if (!reader) return end(CODES[answer?.status ?? 0] ?? 1006);
    const decoder = new TextDecoder();
    let unread = '';
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || stream.readyState === WebSocket.CLOSED) return end(1006);
      const events = (unread + decoder.decode(value, { stream: true })).split('\n\n');
      unread = events.pop() ?? '';
      for (const event of events) take(event);
    }
  }

  /** @param {string} event */
  function take(event) {
    const text = event.slice(event.indexOf('data: ') + 6);
    if (event.startsWith('data: ')) {
      const data = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
      stream.onmessage?.({ data, bytes: event.length + 2 });
    } else if (event.startsWith('event: end')) {
      end(Number(text));
    } else {
      name = text;
      stream.readyState = WebSocket.OPEN;
    }
  }

  hear();
  return stream;
}

/** Frames as a post takes them: each behind its length. @param {Uint8Array[]} frames */
export function framed(frames) {
  const size = frames.reduce((sum, frame) => sum + LENGTH_BYTES + frame.length, 0);
  const body = new Uint8Array(size);
  let at = 0;
  for (const frame of frames) {
    new DataView(body.buffer).setUint16(at, frame.length);
    body.set(frame, at + LENGTH_BYTES);
    at += LENGTH_BYTES + frame.length;
  }
  return body;
}
