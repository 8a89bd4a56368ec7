/** What the model does with overlaps and calls, and with what their members send. */

/**
 * @typedef {import('./model.js').Model} Model
 * @typedef {object} Member
 * @property {string} name
 * @property {boolean} staff
 * @property {number[]} look
 * @property {boolean} apart
 * @property {boolean} microphone
 * @property {boolean} camera
 * @property {boolean} screen
 * @typedef {object} Call
 * @property {string} call
 * @property {Map<string, Member>} members by account
 * @property {any[]} lines
 * @property {(string | null)[]} seats account by seat; nobody sits before somebody sends anything
 * @property {string | null} screen the account that shows its screen
 * @property {boolean} [hasBoard] somebody has opened its whiteboard
 * @property {string} lockedBy the account that locked it, '' while others may come in
 */

const SILENT = { apart: false, microphone: false, camera: false, screen: false };
const SEATS = 8;

/** @type {import('./model.js').Changes} */
export const CALLING = {
  OverlapBegan: (model, m) => void model.overlaps.set(other(model, m), m.opens_tick),
  BesideShown: (model, m) => void model.beside.set(other(model, m), m.from_tick),
  OverlapEnded(model, m) {
    const account = other(model, m);
    model.overlaps.delete(account);
    model.beside.delete(account);
    if (model.full === account) model.full = '';
    model.knocksHere.delete(account);
    model.knocksThere.delete(account);
  },
  CallDeclined(model, m) {
    model.overlaps.delete(other(model, m));
    model.beside.delete(other(model, m));
  },
  CallStarted: () => {},
  CallFull(model, m) {
    if (m.account !== model.account) return;
    model.overlaps.delete(m.to);
    model.full = m.to;
  },
  CallMemberShown(model, m) {
    if (model.call?.call !== m.call) model.call = opened(m.call);
    model.full = '';
    const known = model.call.members.get(m.account) ?? SILENT;
    const { name, staff, look } = m;
    model.call.members.set(m.account, { ...known, name, staff, look });
    model.overlaps.delete(m.account);
    model.beside.delete(m.account);
    // Under cover one's own new name comes with one's card, and in no other way.
    if (m.account === model.account) model.name = m.name;
  },
  ApartBegan: (model, m) => ofMember(model, m.account, { apart: true }),
  ApartEnded: (model, m) => ofMember(model, m.account, { apart: false }),
  CallLeft(model, m) {
    model.cover?.away.delete(m.account);
    if (m.account === model.account) model.call = null;
    else if (model.call) {
      model.call.members.delete(m.account);
      model.call.seats = model.call.seats.map((one) => (one === m.account ? null : one));
      if (model.call.screen === m.account) model.call.screen = null;
    }
  },
  SaidInCall(model, m) {
    const name = model.call?.members.get(m.account)?.name ?? '';
    model.call?.lines.push({ account: m.account, name, text: m.text });
  },
  MediaSet(model, m) {
    const { microphone, camera, screen } = m;
    if (model.call?.call === m.call) ofMember(model, m.account, { microphone, camera, screen });
  },
  MediaSlots(model, m) {
    if (model.call?.call === m.call)
      Object.assign(model.call, { seats: m.seats, screen: m.screen });
  },
  MediaState: (model, m) => {
    model.mediaWay = { up: m.up, reason: m.reason };
  },
  CallLocked(model, m) {
    if (model.call?.call === m.call) model.call.lockedBy = m.locked ? m.account : '';
  },
};

/** @param {string} call @returns {Call} */
const opened = (call) => ({
  call,
  members: new Map(),
  lines: [],
  seats: [],
  screen: null,
  lockedBy: '',
});

/** @param {Model} model @param {string} account @param {Partial<Member>} some */
function ofMember(model, account, some) {
  const member = model.call?.members.get(account);
  if (member) Object.assign(member, some);
}

/** @param {Model} model @param {{account: string, to: string}} m */
const other = (model, m) => (m.account === model.account ? m.to : m.account);

/**
 * In which of one's own receive slots a member is found: counted on from one's own seat, so that
 * nobody's slot moves when others come and go. -1 while one of the two has no seat.
 * @param {(string | null)[]} seats @param {string} own @param {string} account
 */
export function slotOf(seats, own, account) {
  const [mine, theirs] = [seats.indexOf(own), seats.indexOf(account)];
  return mine < 0 || theirs < 0 || mine === theirs ? -1 : (theirs - mine - 1 + SEATS) % SEATS;
}
