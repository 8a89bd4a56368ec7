/** What the model does with the board: which posts are new to one, and when to read it anew. */

/** @typedef {import('./model.js').Model} Model */

export const createPosts = () => ({
  /** @type {Set<string>} what hangs that one has not seen */ unread: new Set(),
  /** @type {Set<string>} what was new when the panel was opened */ fresh: new Set(),
  /** Another number whenever something is written differently. */ version: 0,
});

/** @param {Model} model */
const changed = (model) => {
  model.posts.version += 1;
};

/** @type {import('./model.js').Changes} */
export const BOARDS = {
  UnreadPosts(model, m) {
    model.posts.unread = new Set(m.posts);
    changed(model);
  },
  PostWentUp(model, m) {
    if (m.account !== model.account) model.posts.unread.add(m.post);
    changed(model);
  },
  PostTakenDown(model, m) {
    model.posts.unread.delete(m.post);
    changed(model);
  },
  BoardRead: (model) => model.posts.unread.clear(),
  PostChanged: changed,
  PostWritten: changed,
  PostEdited: changed,
  PostDropped: changed,
};
