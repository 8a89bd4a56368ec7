/**
 * What a change makes of a floor's plan: the browser's twin of `simulation/plans.py`.
 *
 * @typedef {import('./vocabulary_types.js').FloorPlan} FloorPlan
 * @typedef {import('./vocabulary_types.js').Messages['PlanChanged']['changes'][number]} Change
 */

/** @type {Record<string, (plan: any, ...fields: any[]) => any>} */
const MAKES = {
  put_object: (plan, placed) => ({ ...plan, objects: [...plan.objects, placed] }),
  move_object: (plan, object, x, y, w, h, facing) => altered(plan, object, { x, y, w, h, facing }),
  write_object: (plan, object, text, target) => altered(plan, object, { text, target }),
  drop_object: (plan, object) => without(plan, 'objects', 'object', object),
  put_zone: (plan, zone) => put(plan, 'zones', 'zone', zone),
  drop_zone: (plan, zone) => without(plan, 'zones', 'zone', zone),
  put_door: (plan, door) => put(plan, 'doors', 'door', door),
  drop_door: (plan, door) => without(plan, 'doors', 'door', door),
  set_arrivals: (plan, arrivals) => ({ ...plan, arrivals }),
  set_face: (plan, name, yomi, theme) => ({ ...plan, name, yomi, theme }),
  set_size: (plan, width, height, wall) => ({ ...plan, width, height, wall }),
  set_rules: (plan, roles, capacity, chat, direct, bubbles, calls, sounds) => ({
    ...plan,
    ...{ roles, capacity, chat, direct, bubbles, calls, sounds },
  }),
};

/** @param {FloorPlan} plan @param {Change[]} changes @returns {FloorPlan} */
export const changed = (plan, changes) =>
  changes.reduce((/** @type {any} */ now, [kind, ...fields]) => {
    const makes = MAKES[kind];
    return makes ? makes(now, ...fields) : now;
  }, plan);

/**
 * Whether a zone around a place says no to `calls` or `sounds`.
 * @param {FloorPlan} plan
 * @param {[number, number]} place subtiles
 * @param {'calls' | 'sounds'} what
 */
export const forbids = (plan, [x, y], what) =>
  plan.zones.some(
    (zone) =>
      zone[what] === false &&
      zone.x * 16 <= x &&
      x < (zone.x + zone.w) * 16 &&
      zone.y * 16 <= y &&
      y < (zone.y + zone.h) * 16,
  );

/** @param {any} plan @param {string} object @param {object} fields */
const altered = (plan, object, fields) => ({
  ...plan,
  objects: plan.objects.map((/** @type {any} */ one) =>
    one.object === object ? { ...one, ...fields } : one,
  ),
});

/** @param {any} plan @param {string} parts @param {string} name @param {any} part */
function put(plan, parts, name, part) {
  const others = plan[parts].filter((/** @type {any} */ one) => one[name] !== part[name]);
  return { ...plan, [parts]: [...others, part] };
}

/** @param {any} plan @param {string} parts @param {string} name @param {string} key */
const without = (plan, parts, name, key) => ({
  ...plan,
  [parts]: plan[parts].filter((/** @type {any} */ one) => one[name] !== key),
});
