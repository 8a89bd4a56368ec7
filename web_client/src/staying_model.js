/** What the model does with one's own stamp card, desk and choices. */

const CARD_STAMPS = 10;
const DESK_PLACES = 8;

/** Before anything was ever chosen or given. */
export const nothingYet = () => ({
  /** @type {number[]} */ stamps: [],
  cards: 0,
  /** @type {number[]} */ desk: Array(DESK_PLACES).fill(0),
  /** @type {string[]} */ off: [],
  /** @type {string[]} */ withheld: [],
});

/** @type {import('./model.js').Changes} */
export const STAYING = {
  StayingShown(model, m) {
    const { stamps, cards, desk, off, withheld } = m;
    model.staying = { stamps, cards, desk, off, withheld };
  },
  StampGiven({ staying }, m) {
    const full = staying.stamps.length >= CARD_STAMPS;
    staying.cards += full ? 1 : 0;
    staying.stamps = [...(full ? [] : staying.stamps), m.stamp];
  },
  ExtrasChosen: (model, m) => {
    model.staying.off = m.off;
  },
  ExtrasWithheld: (model, m) => {
    model.staying.withheld = m.withheld;
  },
  DeskArranged: (model, m) => {
    model.staying.desk = m.desk;
  },
};

/** What the panel of the day is made of; only pupils have a card and a desk. */
const OF_EVERYBODY = ['today', 'garden'];
const OF_PUPILS = ['stamps', 'desk'];

/** Whether there is anything to come back to. @param {import('./model.js').Model} model */
export const comesBack = (model) =>
  [...OF_EVERYBODY, ...(model.role === 'pupil' ? OF_PUPILS : [])].some((one) => has(model, one));

/** Whether a press on a desk opens one's own. @param {import('./model.js').Model} model */
export const ownsDesk = (model) => model.role === 'pupil' && has(model, 'desk');

/**
 * Whether somebody has an extra: neither they nor staff turned it off.
 * @param {import('./model.js').Model} model @param {string} extra
 */
export const has = ({ staying }, extra) =>
  !staying.off.includes(extra) && !staying.withheld.includes(extra);
