/**
 * For staff, loaded with the pages that only they open. The three tables have the same keys.
 */
export const ja = {
  'refused.no_such_floor': 'そのフロアは もう ありません。',
  'refused.floor_too_small':
    'フロアが 小さすぎます。よこ16マス、かべの下8マスより 大きくしてください。',
  'refused.wall_too_low': 'おくの壁は 2マスより 高くしてください。',
  'refused.too_many_objects': 'ものは 500こまでです。どれかを 消してから 置いてください。',
  'refused.too_many_floors': 'フロアは 200までです。',
  'refused.name_used_twice': '同じ名前のものが もうあります。もういちど 置いてください。',
  'refused.outside_of_floor': 'フロアの外に はみ出しています。',
  'refused.floor_without_arrivals':
    'はじめに立つ場所が ふさがってしまいます。少なくとも1マス あけてください。',
  'refused.link_not_https': 'リンクは https:// で始まる 正しいアドレスを 入れてください。',
  'refused.part_is_gone': 'ほかの人が 先に消したので、変えられませんでした。',
  'refused.nothing_to_undo': '元に戻せる変更は ありません。',
  'refused.nothing_to_redo': 'やり直せる変更は ありません。',
  'refused.changed_meanwhile': 'ほかの人が 同じところを変えたので、元に戻しませんでした。',
  'refused.somebody_stands_there': 'そこに 人がいるので できません。',
  'refused.last_floor': 'さいごの1つのフロアは しめられません。',
};
