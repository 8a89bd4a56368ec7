/**
 * How one may be talked to, who knocks, what people show without words, who is hidden, and who
 * calls for help: what each message changes.
 *
 * @typedef {import('./model.js').Model} Model
 * @typedef {import('./vocabulary_types.js').Messages} Messages
 * @typedef {object} Help
 * @property {string} name
 * @property {string} floor
 * @property {string} floorName
 * @property {string} zone
 * @property {number} x
 * @property {number} y
 * @property {number} askedMs
 * @property {string} by name of who answered, '' for nobody
 */

export const createSafety = () => ({
  talkMode: 'open',
  /** @type {Map<string, number>} who knocks at me, to the tick at which it ends */
  knocksHere: new Map(),
  /** @type {Map<string, number>} at whom I knock, to the tick at which it ends */
  knocksThere: new Map(),
  /** @type {Set<number>} avatars with a raised hand, in the order in which they went up */
  hands: new Set(),
  /** @type {Map<number, {emote: string, until: number}>} */ emotes: new Map(),
  /** @type {Map<string, string>} account to name */ hidden: new Map(),
  /** @type {Map<string, Help>} */ helps: new Map(),
  /** @type {{state: string, by: string} | null} */ ownHelp: null,
  /** @type {Map<string, Messages['ReportShown']>} */ reports: new Map(),
  /** @type {{by: string, place: number[], button: string} | null} */ pointed: null,
  points: 0,
});

/** What stands above avatars goes with their floor. @param {Model} model */
export function leaveSigns(model) {
  model.hands.clear();
  model.emotes.clear();
  model.knocksHere.clear();
  model.knocksThere.clear();
  model.pointed = null;
}

/** An avatar is gone. @param {Model} model @param {number} handle */
export function dropSigns(model, handle) {
  model.hands.delete(handle);
  model.emotes.delete(handle);
}

/** @type {import('./model.js').Changes} */
export const SAFETY = {
  TalkModeSet: (model, m) => {
    model.talkMode = m.mode;
  },
  Knocked(model, m) {
    if (m.to === model.account) model.knocksHere.set(m.account, m.ends_tick);
    else model.knocksThere.set(m.to, m.ends_tick);
  },
  KnockAccepted: (model, m) => endKnock(model, m.account, m.to),
  KnockRefused: (model, m) => void model.knocksHere.delete(m.of),
  KnockEnded: (model, m) => endKnock(model, m.account, m.to),
  Emoted: (model, m) => void model.emotes.set(m.avatar, { emote: m.emote, until: m.until }),
  HandRaised(model, m) {
    if (m.up) model.hands.add(m.avatar);
    else model.hands.delete(m.avatar);
  },
  HiddenShown(model, m) {
    model.hidden.set(m.of, m.name);
    for (const person of model.people.values()) {
      if (person.account !== m.of) continue;
      person.murmur = null;
      dropSigns(model, person.handle);
    }
  },
  PersonShownAgain: (model, m) => void model.hidden.delete(m.of),
  HelpShown(model, m) {
    model.helps.set(m.account, {
      name: m.name,
      floor: m.floor,
      floorName: m.floor_name,
      zone: m.zone,
      x: m.x,
      y: m.y,
      askedMs: m.asked_ms,
      by: m.by,
    });
  },
  HelpGone: (model, m) => void model.helps.delete(m.account),
  OwnHelpShown: (model, m) => {
    model.ownHelp = { state: m.state, by: m.by };
  },
  PointShown(model, m) {
    model.pointed = { by: m.by, place: m.place, button: m.button };
    model.points += 1;
  },
  ReportShown: (model, m) => void model.reports.set(m.report, m),
  ReportClosed: (model, m) => void model.reports.delete(m.report),
};

/** @param {Model} model @param {string} account @param {string} to */
function endKnock(model, account, to) {
  if (to === model.account) model.knocksHere.delete(account);
  else model.knocksThere.delete(to);
}

/** Whether one's own call for help is open. @param {Model} model */
export const callsForHelp = ({ ownHelp }) =>
  ownHelp !== null && ownHelp.state !== 'closed' && ownHelp.state !== 'taken_back';
