/**
 * For staff, loaded with the pages that only they open. The three tables have the same keys.
 */
export const en = {
  'refused.no_such_floor': 'That floor no longer exists.',
  'refused.floor_too_small':
    'The floor is too small: at least 16 tiles wide, and 8 below the wall.',
  'refused.wall_too_low': 'The back wall must be at least 2 tiles high.',
  'refused.too_many_objects': 'A floor holds at most 500 objects. Remove one first.',
  'refused.too_many_floors': 'There can be at most 200 floors.',
  'refused.name_used_twice': 'There is one of that name already. Place it again.',
  'refused.outside_of_floor': 'That reaches outside of the floor.',
  'refused.floor_without_arrivals': 'People need at least one free tile to arrive on.',
  'refused.link_not_https': 'A link must be a proper https:// address.',
  'refused.part_is_gone': 'Somebody else has removed it meanwhile.',
  'refused.nothing_to_undo': 'There is nothing to undo.',
  'refused.nothing_to_redo': 'There is nothing to redo.',
  'refused.changed_meanwhile': 'Somebody has built on it since, so it was not undone.',
  'refused.somebody_stands_there': 'Somebody stands there and could not get out.',
  'refused.last_floor': 'The last floor cannot be closed for good.',
};
