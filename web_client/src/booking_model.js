/**
 * Bookings of a private talk: one's own, and for those who may counsel the wishes that wait.
 *
 * @typedef {import('./vocabulary_types.js').Messages['BookingShown']} Booking
 */

export const createBookings = () => ({
  /** @type {Map<string, Booking>} */ bookings: new Map(),
});

/** @type {import('./model.js').Changes} */
export const BOOKING = {
  BookingShown: (model, m) => void model.bookings.set(m.booking, m),
  BookingGone: (model, m) => void model.bookings.delete(m.booking),
};

const DAY_MS = 86_400_000;
/** @param {Booking} one */
const firstMs = (one) => one.at_ms || one.times[0] || one.day * DAY_MS;

/** All of them, the earliest first. @param {import('./model.js').Model} model */
export const bookingsOf = ({ bookings }) =>
  [...bookings.values()].toSorted(
    (one, other) => firstMs(one) - firstMs(other) || (one.booking < other.booking ? -1 : 1),
  );

/**
 * What waits for an answer of this person: times to choose, a wish, or news to read.
 * @param {import('./model.js').Model} model
 */
export const waitingBookings = ({ bookings, account }) =>
  [...bookings.values()].filter(
    (one) =>
      one.stage === 'called_off' || one.stage === (one.account === account ? 'offered' : 'wished'),
  ).length;

/** Whose time is near or has come. @param {import('./model.js').Model} model */
export const dueBookings = (model) =>
  bookingsOf(model).filter(({ stage }) => stage === 'soon' || stage === 'due');

/**
 * Whoever may not counsel any more has no business with wishes.
 * @param {import('./model.js').Model} model
 */
export function dropWishes({ bookings, account }) {
  for (const [id, one] of bookings)
    if (one.stage === 'wished' && one.account !== account) bookings.delete(id);
}
