/**
 * What the editor's parts may do to the floor. A change that is refused is told where it was asked
 * for, until something else is changed: on the glass for things, in their form for all else.
 */

import { html, useRef, useState } from '../../vendor/vendor.js';
import { sizeOf } from './objects_catalogue.js';
import { Refused } from './refused.js';

/**
 * @typedef {import('./refused.js').Answer & {wish: string, part: string, box: Box | null}} Refusal
 * of a change: its topic, the name of its part, and where a thing would have come to stand
 * @typedef {{x: number, y: number, w: number, h: number}} Box in tiles
 * @typedef {ReturnType<typeof useEdit>} Edit
 */

/** Parts of a plan without a name of their own. @type {Record<string, string>} */
const NAMELESS = {
  set_arrivals: 'arrivals',
  set_rules: 'rules',
  set_face: 'face',
  set_size: 'size',
};

/** @param {import('../plaza.js').Plaza} plaza */
export function useEdit(plaza) {
  const [refused, setRefused] = useState(/** @type {Refusal | null} */ (null));
  const before = useRef(/** @type {Promise<any>} */ (Promise.resolve()));
  /** Things that went by one's own press. */
  const taken = useRef(/** @type {Set<string>} */ (new Set()));
  const floor = () => plaza.model.plan?.floor ?? '';

  /**
   * @param {Promise<import('./refused.js').Answer>} answer @param {string} [wish]
   * @param {string} [part] @param {Box | null} [box]
   * @returns {Promise<boolean>} whether it was done
   */
  async function hear(answer, wish = '', part = '', box = null) {
    setRefused(null);
    const told = await answer;
    setRefused(told.reason === '' ? null : { ...told, wish, part, box });
    return told.reason === '';
  }
  /** @param {import('../plans.js').Change} wish @param {Box | null} [box] */
  const change = (wish, box) => changeNow(() => wish, box);
  /**
   * One change after the other, each made of the plan as the one before has left it: of two quick
   * presses the second would undo the first.
   * @param {(plan: import('../plans.js').FloorPlan) => import('../plans.js').Change | null} wishOf
   * @param {Box | null} [box]
   * @returns {Promise<boolean>}
   */
  function changeNow(wishOf, box) {
    const own = floor();
    const next = before.current.then(() => {
      const { plan } = plaza.model;
      const wish = plan?.floor === own ? wishOf(plan) : null;
      if (!wish) return false;
      return hear(plaza.ask('EditFloor', own, [wish]), wish[0], partOf(wish), box);
    });
    before.current = next;
    return next;
  }
  /** @param {any} object @param {(now: any) => Partial<Box> & {facing?: number}} placeOf */
  const stand = (object, placeOf) => {
    const box = { ...object, ...placeOf(object) };
    return changeNow((plan) => {
      const now = plan.objects.find((one) => one.object === object.object);
      if (!now) return null;
      const { x, y, w, h, facing = 0 } = { ...now, ...placeOf(now) };
      return ['move_object', object.object, x, y, w, h, facing];
    }, box);
  };
  return {
    refused,
    forget: () => setRefused(null),
    change,
    changeNow,
    /** @param {string} chosen what may go by it */
    undo(chosen) {
      taken.current.add(chosen);
      return hear(plaza.ask('UndoEdit', floor()));
    },
    redo: () => hear(plaza.ask('RedoEdit', floor())),
    /**
     * A new object of a kind, its middle near a tile; within the floor, on the wall if it hangs.
     * @param {string} kind @param {number} x @param {number} y
     * @returns {Promise<string>} its name, none if it cannot stand there
     */
    async put(kind, x, y) {
      const { plan } = plaza.model;
      if (!plan) return '';
      const [w, h] = sizeOf(kind);
      const number = Math.floor(Math.random() * 1_000_000);
      const object = `${kind.replaceAll('_', '-')}-${number}`;
      const box = { ...within(plan, x - Math.floor(w / 2), y - Math.floor(h / 2), w, h), w, h };
      const done = await change(['put_object', { object, kind, ...box, text: '' }], box);
      return done ? object : '';
    },
    /** @param {any} object @param {number} x @param {number} y */
    move(object, x, y) {
      const { plan } = plaza.model;
      if (!plan) return;
      const place = within(plan, x, y, object.w, object.h);
      if (place.x !== object.x || place.y !== object.y) stand(object, () => place);
    },
    /** So many tiles to a side. @param {any} object @param {number} dx @param {number} dy */
    nudge(object, dx, dy) {
      const { plan } = plaza.model;
      if (!plan) return;
      stand(object, ({ x, y, w, h }) => within(plan, x + dx, y + dy, w, h));
    },
    /** A quarter turn: the footprint lies the other way. @param {any} object */
    turn: (object) =>
      stand(object, ({ w, h, facing = 0 }) => ({ w: h, h: w, facing: (facing + 1) % 4 })),
    /** So many tiles wider and deeper. @param {any} object @param {number} w @param {number} h */
    grow: (object, w, h) => stand(object, (now) => ({ w: now.w + w, h: now.h + h })),
    /** @param {any} object */
    drop(object) {
      taken.current.add(object.object);
      return change(['drop_object', object.object], object);
    },
    /** Whether somebody else took a thing away. @param {string} object */
    isLost: (object) =>
      !taken.current.has(object) &&
      plaza.model.plan?.objects.every((one) => one.object !== object) === true,
    /** @param {string} upload */
    removeUpload: (upload) => hear(plaza.ask('RemoveUpload', upload)),
  };
}

/**
 * Why the last change of a part was refused, beside it.
 * @param {{edit: Edit, part: string}} props
 */
export const Told = ({ edit: { refused }, part }) =>
  refused && !refused.box && refused.part === part
    ? html`<${Refused} refused=${refused} about=${{}} />`
    : null;

/**
 * Why something was refused that has no place of its own: an undo, a part that is not there.
 * @param {{edit: Edit, plan: import('../plans.js').FloorPlan}} props
 */
export function ToldElsewhere({ edit, plan }) {
  const part = edit.refused?.part ?? '';
  const parts = [...plan.objects, ...plan.zones, ...plan.doors].map(nameOf);
  const placed = parts.includes(part) || Object.values(NAMELESS).includes(part);
  return placed ? null : html`<${Told} edit=${edit} part=${part} />`;
}

/** @param {import('../plans.js').Change} change @returns {string} the name of what it is about */
function partOf([wish, first]) {
  const nameless = NAMELESS[wish];
  if (nameless) return nameless;
  if (typeof first === 'string') return first;
  return nameOf(first);
}

/** @param {any} part of a plan @returns {string} */
const nameOf = (part) => part.object ?? part.zone ?? part.door;

/**
 * @param {import('../plans.js').FloorPlan} plan
 * @param {number} x @param {number} y @param {number} w @param {number} h
 */
const within = (plan, x, y, w, h) => ({
  x: Math.max(0, Math.min(plan.width - w, x)),
  y: Math.max(0, Math.min(plan.height - h, y)),
});
