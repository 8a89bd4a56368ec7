/** What is said about the line to the school, in its three forms with the same keys. */
export const ja = {
  'way.stream': 'この ネットワークに あわせて、べつの 方法で つながりました。このまま つかえます。',
  'way.socket': 'いつもの 方法で つながりました。',
};

export const jaEasy = {
  'way.stream': 'べつの {方法|ほうほう}で つながりました。このまま つかえます。',
  'way.socket': 'いつもの {方法|ほうほう}で つながりました。',
};

export const en = {
  'way.stream': 'Connected in another way that suits this network. Everything works as usual.',
  'way.socket': 'Connected in the usual way again.',
};
