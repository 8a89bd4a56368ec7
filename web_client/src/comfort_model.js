/**
 * What the model does with what one set for oneself; `settings.js` puts it on.
 *
 * @typedef {import('./vocabulary_types.js').Comfort} Row
 */

/** @type {import('./model.js').Changes} */
export const COMFORT = {
  ComfortShown(model, m) {
    model.comfort = m.chosen ? m.comfort : null;
  },
  ComfortChosen(model, m) {
    model.comfort = m.comfort;
  },
};
