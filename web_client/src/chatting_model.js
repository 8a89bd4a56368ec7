/**
 * What the model knows of talks: with one person, or in a group, by the id of either.
 *
 * @typedef {import('./model.js').Model} Model
 * @typedef {object} Letter a message: its text, or a stamp and no text
 * @property {string} message
 * @property {string} account
 * @property {string} name
 * @property {number} sent_ms
 * @property {string} text
 * @property {number} stamp
 * @typedef {object} Talk
 * @property {string} name
 * @property {number} unread
 * @property {Letter[]} messages
 * @property {{owner: string, members: Map<string, {name: string, role: string}>} | null} group
 */

/** @type {import('./model.js').Changes} */
export const CHATTING = {
  DirectShown(model, m) {
    const own = m.account === model.account;
    const name = own ? m.to_name : m.account_name;
    const talk = conversation(model, own ? m.to : m.account, name);
    talk.name = name;
    hear(model, talk, { ...m, name: m.account_name });
  },
  GroupTalkShown(model, m) {
    hear(model, conversation(model, m.group, ''), { ...m, name: m.account_name });
  },
  GroupShown(model, m) {
    Object.assign(conversation(model, m.group, m.name), {
      name: m.name,
      group: {
        owner: m.owner,
        members: new Map(m.members.map(([account, name, role]) => [account, { name, role }])),
      },
    });
  },
  GroupNamed(model, m) {
    const talk = model.conversations.get(m.group);
    if (talk) talk.name = m.name;
  },
  GroupMemberShown(model, m) {
    const { name, role } = m;
    model.conversations.get(m.group)?.group?.members.set(m.account, { name, role });
  },
  GroupMemberGone(model, m) {
    const group = model.conversations.get(m.group)?.group;
    if (m.account === model.account) model.conversations.delete(m.group);
    else if (group) {
      group.members.delete(m.account);
      group.owner = m.owner;
    }
  },
  UnreadShown(model, m) {
    Object.assign(conversation(model, m.of, m.name), { name: m.name, unread: m.count });
  },
  MarkedRead(model, m) {
    const talk = model.conversations.get(m.of);
    if (talk) talk.unread = 0;
  },
};

/** @param {Model} model @param {string} id @param {string} name @returns {Talk} */
export function conversation(model, id, name) {
  let talk = model.conversations.get(id);
  if (!talk) {
    talk = { name, unread: 0, messages: [], group: null };
    model.conversations.set(id, talk);
  }
  return talk;
}

/** @param {Model} model @param {Talk} talk @param {Letter} letter */
function hear(model, talk, letter) {
  if (talk.messages.some((known) => known.message === letter.message)) return;
  talk.messages.push(letter);
  if (letter.account !== model.account) talk.unread += 1;
}

/**
 * The messages of a talk with a page of it that was read back, in their order: what is known and
 * not on the page came before it or after it.
 * @param {Letter[]} known @param {Letter[]} page @returns {Letter[]}
 */
export function merged(known, page) {
  const onPage = new Set(page.map(({ message }) => message));
  const first = known.findIndex(({ message }) => onPage.has(message));
  const later = known.slice(Math.max(first, 0)).filter(({ message }) => !onPage.has(message));
  return [...known.slice(0, Math.max(first, 0)), ...page, ...later];
}
