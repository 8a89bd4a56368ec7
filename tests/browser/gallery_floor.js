/** One floor with people, by the address: plan, people, walking, area, at, zoom, focus, quiet. */

import { createCamera, toggleClose, toggleWhole } from '../../web_client/src/camera.js';
import { createStage } from '../../web_client/src/stage.js';

const NAMES = [
  'さくら',
  'ケンタ',
  'みなみ',
  'リオ',
  'ゆい',
  'はると',
  'あおい',
  'そら',
  'ひなた',
  'レン',
];
const SAYINGS = [
  'おはよう！',
  'いっしょに しらべよう',
  'ありがとう、たすかったよ。またあとでね！',
  'わかった',
  'きょうの給食はカレーだって、たのしみだなあ。みんなは何がすき？',
];
const STATUSES = ['none', 'open_to_talk', 'focusing', 'none', 'resting', 'quiet'];
const FLOORS = { classroom: '教室', yard: '校庭', library: '図書室', plaza: 'ひろば' };

/** The same scatter every time. @param {number} seed */
function scatter(seed) {
  let state = seed;
  return (/** @type {number} */ range) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return state % range;
  };
}

/** @param {URLSearchParams} asked @param {(n: number) => any} lookOf */
export async function show(asked, lookOf) {
  const name = asked.get('plan') ?? 'classroom';
  const plan = await (await fetch(`../../server/floor_plans/${name}.json`)).json();
  const host = document.getElementById('host');
  const stage = createStage(host, {
    doorSign: (slug) => ({ name: FLOORS[slug] ?? '', reading: '' }),
  });
  stage.setPlan(plan);
  const random = scatter(7);
  const count = Number(asked.get('people') ?? 0);
  const walking = Number(asked.get('walking') ?? 0);
  const [left, top, wide, high] = (asked.get('area') ?? '4,8,92,60').split(',').map(Number);
  const spot = () => [(left + random(wide)) * 16 + 8, (top + random(high)) * 16 + 8];
  const avatars = new Map();
  for (let n = 1; n <= count; n += 1) {
    const at = spot();
    const text = SAYINGS[n % SAYINGS.length];
    avatars.set(n, {
      handle: n,
      account: `a${n}`,
      name: NAMES[n % 10] + (n > 10 ? n : ''),
      look: lookOf(n),
      staff: n % 23 === 2,
      status: STATUSES[n % 6],
      watching: n % 11 === 5,
      away: n % 29 === 3,
      walk: { startTick: 0, points: [at, at] },
      murmur: n % 7 ? null : { text, until: 1e9 },
    });
  }
  const [x, y] = (asked.get('at') ?? '50,35').split(',').map(Number);
  const me = avatars.get(1);
  if (me)
    me.walk.points = [
      [x * 16, y * 16],
      [x * 16, y * 16],
    ];
  let camera = { ...createCamera(), x: x * 32, y: y * 32 };
  const view = { width: host.clientWidth, height: host.clientHeight };
  if (asked.get('zoom') === 'whole')
    camera = toggleWhole(camera, { width: 3200, height: 2240 }, view);
  if (asked.get('zoom') === '2') camera = toggleClose(camera);
  if (asked.get('zoom') === '0.5') camera = { ...camera, zoom: 0.5 };
  const scene = {
    avatars,
    me: count ? 1 : null,
    camera,
    tick: 0,
    focused: asked.has('focus') ? 4 : null,
    quiet: asked.has('quiet'),
    reducedMotion: false,
    inCall: new Set(['a3', 'a8']),
    arrivedAt: 0,
  };
  const aim = (/** @type {any} */ person, /** @type {number} */ tick) => {
    const from = person.walk.points.at(-1);
    const to = spot();
    person.walk = { startTick: Math.floor(tick), points: [from, to] };
    person.until = tick + Math.hypot(to[0] - from[0], to[1] - from[1]) / 5;
  };
  const began = performance.now();
  const frame = () => {
    scene.tick = 1000 + (performance.now() - began) / 50;
    for (let n = 2; n <= walking; n += 1) {
      const person = avatars.get(n);
      if (!person.until || person.until < scene.tick) aim(person, scene.tick);
    }
    stage.draw(scene);
    Object.assign(window, { __stats: stage.stats, __stage: stage, __scene: scene });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
