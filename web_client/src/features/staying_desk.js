/** One's own desk: choose a place, press what shall stand there. */

import { html, useState } from '../../vendor/vendor.js';
import { DESK_THINGS, deskThingShapes, THING_FRAME } from '../art/desk.js';
import { loadStayingStrings } from '../staying_strings.js';
import { T, t } from '../strings.js';
import { Dialog } from './dialog.js';
import { Picture } from './picture.js';

loadStayingStrings();

const SHELF_PLACES = 3;

/** @param {{thing: number, scale?: number}} props */
const Thing = ({ thing, scale = 1 }) =>
  html`<${Picture} shapes=${deskThingShapes(thing)} frame=${THING_FRAME} scale=${scale} />`;

/** The places as buttons, or as a picture. @param {{desk: number[], chosen?: number,
 *   onChoose?: (place: number) => void}} props
 */
export function Desk({ desk, chosen = -1, onChoose }) {
  const place = (/** @type {number} */ thing, /** @type {number} */ at) => {
    const picture = html`<${Thing} thing=${thing} />`;
    const label = t('desk.place', { number: at + 1, thing: t(`thing.${thing}`) });
    return onChoose
      ? html`<button key=${at} aria-pressed=${chosen === at} aria-label=${label}
          onClick=${() => onChoose(at)}>${picture}</button>`
      : html`<span key=${at} class="place" role="img" aria-label=${label}>${picture}</span>`;
  };
  return html`<div class="own-desk">
    <div class="own-shelf" role="group" aria-label=${t('desk.shelf')}>
      ${desk.slice(0, SHELF_PLACES).map(place)}</div>
    <div class="own-top" role="group" aria-label=${t('desk.top')}>
      ${desk.slice(SHELF_PLACES).map((thing, at) => place(thing, at + SHELF_PLACES))}</div></div>`;
}

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function DeskTab({ plaza }) {
  const [chosen, setChosen] = useState(0);
  plaza.version.value;
  const { desk } = plaza.model.staying;
  const put = (/** @type {number} */ thing) => {
    plaza.model.staying.desk = desk.map((one, at) => (at === chosen ? thing : one));
    plaza.send('PutOnDesk', chosen, thing);
    plaza.version.value += 1;
  };
  return html`<p class="hint">${T('desk.text')}</p>
    <${Desk} desk=${desk} chosen=${chosen} onChoose=${setChosen} />
    <div class="own-things" role="group" aria-label=${t('desk.things')}>${Array.from(
      { length: DESK_THINGS + 1 },
      (_, thing) => html`<button key=${thing} aria-pressed=${desk[chosen] === thing}
        aria-label=${t(`thing.${thing}`)} onClick=${() => put(thing)}>
        ${thing === 0 ? T('thing.0') : html`<${Thing} thing=${thing} scale=${0.8} />`}</button>`,
    )}</div>
    <p class="hint">${T('desk.private')}</p>`;
}

/**
 * The desk that a press on a desk of the floor opens: always one's own.
 * @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props
 */
export function DeskCard({ plaza, onDone }) {
  return html`<${Dialog} label=${t('tab.desk')} kind="desk-card" onClose=${onDone}>
    <h2>${T('extra.desk')}</h2><${DeskTab} plaza=${plaza} />
    <button class="big" onClick=${onDone}>${T('close')}</button><//>`;
}
