/**
 * For staff, loaded with the pages that only they open. The three tables have the same keys.
 */
export const jaEasy = {
  'refused.no_such_floor': 'そのフロアは ありません',
  'refused.floor_too_small': 'フロアが {小|ちい}さすぎます',
  'refused.wall_too_low': 'かべを {高|たか}くしてください',
  'refused.too_many_objects': 'ものが {多|おお}すぎます',
  'refused.too_many_floors': 'フロアが {多|おお}すぎます',
  'refused.name_used_twice': 'おなじ{名前|なまえ}が あります',
  'refused.outside_of_floor': 'フロアの そとです',
  'refused.floor_without_arrivals': '{立|た}つ ばしょが ありません',
  'refused.link_not_https': 'https:// で はじめてください',
  'refused.part_is_gone': 'もう ありません',
  'refused.nothing_to_undo': 'もどすものが ありません',
  'refused.nothing_to_redo': 'やりなおせません',
  'refused.changed_meanwhile': 'ほかの{人|ひと}が {変|か}えました',
  'refused.somebody_stands_there': 'そこに {人|ひと}が います',
  'refused.last_floor': 'さいごの フロアです',
};
