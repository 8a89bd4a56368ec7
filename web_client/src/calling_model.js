/** What the model does with overlaps and calls. */

/** @typedef {import('./model.js').Model} Model */

/** @type {import('./model.js').Changes} */
export const CALLING = {
  OverlapBegan: (model, m) => void model.overlaps.set(other(model, m), m.opens_tick),
  OverlapEnded(model, m) {
    const account = other(model, m);
    model.overlaps.delete(account);
    model.knocksHere.delete(account);
    model.knocksThere.delete(account);
  },
  CallDeclined: (model, m) => void model.overlaps.delete(other(model, m)),
  CallStarted: () => {},
  CallMemberShown(model, m) {
    if (model.call?.call !== m.call) model.call = { call: m.call, members: new Map(), lines: [] };
    const apart = model.call?.members.get(m.account)?.apart ?? false;
    model.call?.members.set(m.account, { name: m.name, staff: m.staff, apart });
    model.overlaps.delete(m.account);
  },
  ApartBegan: (model, m) =>
    ofMember(model, m.account, (member) => {
      member.apart = true;
    }),
  ApartEnded: (model, m) =>
    ofMember(model, m.account, (member) => {
      member.apart = false;
    }),
  CallLeft(model, m) {
    if (m.account === model.account) model.call = null;
    else model.call?.members.delete(m.account);
  },
  SaidInCall(model, m) {
    const name = model.call?.members.get(m.account)?.name ?? '';
    model.call?.lines.push({ account: m.account, name, text: m.text });
  },
};

/**
 * @param {Model} model
 * @param {string} account
 * @param {(member: {apart: boolean}) => void} change
 */
function ofMember(model, account, change) {
  const member = model.call?.members.get(account);
  if (member) change(member);
}

/** @param {Model} model @param {{account: string, to: string}} m */
const other = (model, m) => (m.account === model.account ? m.to : m.account);
