/** Two taps from whoever or whatever hurts: tell the supporters, or hear no more of somebody. */

import { html } from '../../vendor/vendor.js';
import { refusalText } from '../asked.js';
import { T, t } from '../strings.js';

/**
 * @param {{plaza: import('../plaza.js').Plaza, person: import('../model.js').Person,
 *   then: (act: () => void) => () => void}} props
 */
export function Apart({ plaza, person, then }) {
  const { model, clock } = plaza;
  const tick = Math.floor(clock.tick());
  const { account, role } = person;
  const hidden = model.hidden.has(account);
  const speaks = [person.murmur, plaza.spoken.get(person.handle)].some(
    (one) => one && one.until > tick,
  );
  const tell = () => report(plaza, account, speaks ? 'floor' : 'person', speaks ? tick : 0, []);
  const hide = () => {
    if (hidden) plaza.send('ShowPerson', account);
    else plaza.ask('HidePerson', account).then((answer) => forget(plaza, person, answer));
  };
  return html`<div class="acts apart">
    <button onClick=${then(tell)}>${T('report')}</button>
    ${
      role === 'pupil' &&
      model.role === 'pupil' &&
      html`<button onClick=${then(hide)}>${T(hidden ? 'show_again' : 'hide')}</button>`
    }</div>`;
}

/**
 * @param {import('../plaza.js').Plaza} plaza
 * @param {string} account @param {'person' | 'floor' | 'direct' | 'call'} place
 * @param {number} tick at which it was heard, 0 for a person @param {string[]} letters
 */
export function report(plaza, account, place, tick, letters) {
  plaza
    .ask('Report', account, place, tick, letters)
    .then(({ reason, at_ms }) => plaza.say(reason ? refusalText(reason, at_ms) : t('reported')));
}

/**
 * @param {import('../plaza.js').Plaza} plaza @param {import('../model.js').Person} person
 * @param {import('../asked.js').Answer} answer
 */
function forget(plaza, person, { reason, at_ms }) {
  if (reason) return plaza.say(refusalText(reason, at_ms));
  plaza.spoken.delete(person.handle);
  plaza.say(t('hidden_now'));
}
