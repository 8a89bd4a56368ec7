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
const STATUSES = ['none', 'open_to_talk', 'focusing', 'resting', 'quiet', 'none'];

/** @param {URLSearchParams} asked @param {(n: number) => any} lookOf */
export async function show(asked, lookOf) {
  const plan = await (
    await fetch(`../../server/floor_plans/${asked.get('plan') ?? 'classroom'}.json`)
  ).json();
  const host = document.getElementById('host');
  const people = Number(asked.get('people') ?? 0);
  const stage = createStage(host, {
    floorName: (slug) =>
      ({ classroom: '教室', yard: '校庭', library: '図書室', plaza: 'ひろば' })[slug],
  });
  stage.setPlan(plan);
  const avatars = new Map();
  let chance = 7;
  const random = (n) => (chance = (chance * 1103515245 + 12345) % 2147483648) % n;
  const blocked = new Set();
  for (const o of plan.objects)
    for (let y = o.y; y < o.y + o.h; y++)
      for (let x = o.x; x < o.x + o.w; x++)
        if (
          ![
            'chair',
            'rug',
            'mat',
            'lawn',
            'paving',
            'track',
            'court',
            'flowers',
            'line',
            'sand',
            'cushion',
            'beanbag',
          ].includes(o.kind)
        )
          blocked.add(`${x},${y}`);
  const [left, top, wide, high] = (asked.get('area') ?? '10,8,80,58').split(',').map(Number);
  const spot = () => {
    for (;;) {
      const x = left + random(wide),
        y = top + random(high);
      if (!blocked.has(`${x},${y}`)) return [x * 16 + 8, y * 16 + 8];
    }
  };
  const t0 = performance.now();
  const clock = () => 1000 + (asked.has('still') ? 30 : (performance.now() - t0) / 50);
  for (let n = 1; n <= people; n++) {
    const at = spot();
    const bubble = n % 7 === 0 ? { text: SAYINGS[n % SAYINGS.length], until: 1e9 } : null;
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
      murmur: bubble,
    });
  }
  const walking = Number(asked.get('walking') ?? 0);
  const aim = (p, tick) => {
    const last = p.walk.points.at(-1);
    const to = [last[0] + (random(400) - 200), last[1] + (random(240) - 120)];
    to[0] = Math.max(left * 16, Math.min((left + wide) * 16, to[0]));
    to[1] = Math.max(top * 16, Math.min((top + high) * 16, to[1]));
    p.walk = { startTick: Math.floor(tick), points: [last, to] };
    p.until = tick + Math.hypot(to[0] - last[0], to[1] - last[1]) / 5;
  };
  if (avatars.size && asked.get('at')) {
    const [x, y] = asked.get('at').split(',').map(Number);
    avatars.get(1).walk = {
      startTick: 0,
      points: [
        [x * 16, y * 16],
        [x * 16, y * 16],
      ],
    };
  }
  let camera = createCamera();
  if (asked.get('at')) {
    const [x, y] = asked.get('at').split(',').map(Number);
    camera = { ...camera, x: x * 32, y: y * 32, following: avatars.size > 0 };
  }
  const view = { width: host.clientWidth, height: host.clientHeight };
  if (asked.get('zoom') === 'whole')
    camera = toggleWhole(camera, { width: 3200, height: 2240 }, view);
  if (asked.get('zoom') === '2') camera = toggleClose(camera);
  const scene = {
    avatars,
    me: people ? 1 : null,
    camera,
    tick: 0,
    focused: asked.has('focus') ? 4 : null,
    quiet: asked.has('quiet'),
    reducedMotion: false,
    inCall: new Set(people ? ['a3', 'a8'] : []),
    arrivedAt: 0,
    calls: new Map(),
  };
  let calls = 0;
  const frame = () => {
    scene.tick = clock();
    for (let n = 1; n <= walking; n++) {
      const p = avatars.get(n);
      if (!p.until || p.until < scene.tick) aim(p, scene.tick);
    }
    stage.draw(scene);
    calls++;
    window.__stats = { ...stage.stats, calls, ms: performance.now() - t0 };
    window.__stage = stage;
    window.__scene = scene;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
