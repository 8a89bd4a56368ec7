/**
 * The one connection that carries sound and pictures, made at the first call card without any
 * track and kept for the visit. Its lines never change: three to send on, seven voices, seven
 * cameras and one screen to receive; who is on which is told by the server (media note, section 3).
 */

import { fetched, posted } from './query.js';

/** @typedef {import('./media_tracks.js').Source} Source */
/** @typedef {import('./media_steps.js').Caps} Caps */

export const SLOTS = 7;
const SENT = /** @type {const} */ (['microphone', 'camera', 'screen']);
const CONNECTS_WITHIN_MS = 5000;

/** The server has no way for media now; `reason` says why. */
export class NoPath extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Called without any track: it asks for no permission and sends nothing. Rejects with NoPath.
 * @param {() => void} onLost once, when the line was up and is no more
 */
export async function connect(onLost) {
  if (typeof RTCPeerConnection === 'undefined') throw new NoPath('unsupported');
  const { ice_servers, caps } = await ask('/api/media/config');
  const peer = new RTCPeerConnection({
    bundlePolicy: 'max-bundle',
    iceServers: ice_servers ?? [],
  });
  const senders = layOut(peer, caps);
  try {
    await negotiate(peer);
    await connected(peer);
  } catch (error) {
    peer.close();
    throw error;
  }
  peer.onconnectionstatechange = () => {
    if (peer.connectionState === 'failed') onLost();
  };
  return connection(peer, senders, caps);
}

/**
 * The lines in the order that the server knows.
 * @param {RTCPeerConnection} peer @param {Caps} caps
 */
function layOut(peer, caps) {
  /** @param {'audio' | 'video'} kind @param {'sendonly' | 'recvonly'} direction */
  const line = (kind, direction, maxBitrate = 0) => {
    // A line for pictures that has none would be given half of the bits of the one that has.
    const sendEncodings = maxBitrate ? [{ maxBitrate, active: kind === 'audio' }] : [];
    const one = peer.addTransceiver(kind, { direction, sendEncodings });
    prefer(one, kind === 'audio' ? 'audio/opus' : 'video/VP8');
    return one;
  };
  const senders = {
    microphone: line('audio', 'sendonly', caps.microphone.bitrate_bps).sender,
    camera: line('video', 'sendonly', caps.camera.bitrate_bps).sender,
    screen: line('video', 'sendonly', caps.screen.bitrate_bps).sender,
  };
  for (let slot = 0; slot < SLOTS; slot += 1) line('audio', 'recvonly');
  for (let slot = 0; slot < SLOTS; slot += 1) line('video', 'recvonly');
  line('video', 'recvonly');
  return senders;
}

/**
 * One codec each: the server forwards and never translates, and an offer stays small.
 * @param {RTCRtpTransceiver} line @param {string} codec
 */
function prefer(line, codec) {
  const known = RTCRtpReceiver.getCapabilities(codec.split('/')[0] ?? '')?.codecs ?? [];
  const wanted = known.filter((one) => one.mimeType.toLowerCase() === codec.toLowerCase());
  if (wanted.length > 0) line.setCodecPreferences?.(wanted);
}

/** @param {RTCPeerConnection} peer */
async function negotiate(peer) {
  await peer.setLocalDescription(await peer.createOffer());
  const { sdp } = await ask('/api/media/offer', { sdp: peer.localDescription?.sdp ?? '' });
  await peer.setRemoteDescription({ type: 'answer', sdp });
}

/** @param {string} address @param {object} [body] posted, else it is a question */
async function ask(address, body) {
  const { ok, found } = await (body ? posted(address, body) : fetched(address));
  if (!ok) throw new NoPath(found?.reason ?? 'unreachable');
  return found;
}

/** @param {RTCPeerConnection} peer @returns {Promise<void>} */
function connected(peer) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new NoPath('unreachable')), CONNECTS_WITHIN_MS);
    const look = () => {
      if (peer.connectionState === 'connected') resolve();
      else if (peer.connectionState === 'failed') reject(new NoPath('unreachable'));
      else return;
      clearTimeout(late);
    };
    peer.onconnectionstatechange = look;
    look();
  });
}

/**
 * @param {RTCPeerConnection} peer @param {Record<Source, RTCRtpSender>} senders
 * @param {Caps} caps
 */
function connection(peer, senders, caps) {
  const receivers = peer
    .getTransceivers()
    .slice(SENT.length)
    .map((line) => line.receiver);
  /** @type {Promise<void>} */ let last = Promise.resolve();

  /** One after the other: what is set must be what was read last.
   * @param {RTCRtpSender} sender @param {RTCRtpEncodingParameters} some */
  function change(sender, some) {
    const done = last.then(() => {
      const parameters = sender.getParameters();
      for (const one of parameters.encodings) Object.assign(one, some);
      return sender.setParameters(parameters);
    });
    last = done.catch(() => {});
    return done;
  }

  return {
    voices: receivers.slice(0, SLOTS),
    cameras: receivers.slice(SLOTS, 2 * SLOTS),
    screen: /** @type {RTCRtpReceiver} */ (receivers[2 * SLOTS]),
    senders,
    caps,
    stats: () => peer.getStats(),
    /** @param {Source} source @param {MediaStreamTrack | null} track */
    async carry(source, track) {
      await senders[source].replaceTrack(track);
      if (source !== 'microphone') await change(senders[source], { active: track !== null });
    },
    /** @param {RTCRtpEncodingParameters} limits of one's own camera */
    limit: (limits) => change(senders.camera, limits),
    close() {
      peer.onconnectionstatechange = null;
      peer.close();
    },
  };
}

/** @typedef {ReturnType<typeof connection>} Connection */
