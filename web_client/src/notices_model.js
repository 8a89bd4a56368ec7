/** What the model does with notices: they stand until closed, withdrawn or over. */

/** @typedef {import('./model.js').Model} Model */

/** @type {import('./model.js').Changes} */
export const NOTICES = {
  NoticeShown: (model, m) =>
    void model.notices.set(m.notice, { text: m.text, untilMs: m.until_ms, here: m.here }),
  NoticeClosed: (model, m) => void model.notices.delete(m.notice),
  NoticeEnded: (model, m) => void model.notices.delete(m.notice),
};

/** Notices for one floor stay behind on it. @param {Model} model */
export function leaveNotices(model) {
  for (const [notice, { here }] of model.notices) if (here) model.notices.delete(notice);
}
