/**
 * The stage: ground squares below, one canvas with everything that stands above, sorted by the foot (note: a
 * sub-pixel or scaled blit costs double, so everything lands on whole device pixels at the exact zoom).
 *
 * Draws at most thirty times a second, and not at all while nothing changes.
 */

import { FLAT_KINDS, WALL_KINDS } from './art/furniture.js';
import { settled, toFloor, toScreen } from './camera.js';
import { arrivalTick, headingOf, positionBetween } from './motion.js';
import { createGround } from './stage_floor.js';
import { drawLabels } from './stage_labels.js';
import { createSprites } from './stage_sprites.js';

const DPR_MAX = 2;
const WHOLE_DOTS_BELOW = 0.45;
const PICK_RADIUS_SUBTILES = 14;
const STEP_TICKS = 4;

/** @param {HTMLElement} host */
export function createStage(host) {
  const ground = createGround(host);
  const canvas = document.createElement('canvas');
  canvas.className = 'people';
  host.append(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const sprites = createSprites();
  const stats = { drawn: 0, drawMs: 0, canvasBytes: 0 };
  const view = { width: 1, height: 1 };
  let dpr = 1;
  let last = '';
  /** @type {any} */ let plan = null;
  /** @type {any[]} */ let things = [];
  /** @type {any} */ let drawnScene = null;
  /** @type {import('./camera.js').Camera | null} */ let drawnCamera = null;

  function resize() {
    view.width = host.clientWidth || 1;
    view.height = host.clientHeight || 1;
    dpr = Math.min(DPR_MAX, window.devicePixelRatio || 1);
    canvas.width = Math.round(view.width * dpr);
    canvas.height = Math.round(view.height * dpr);
    last = '';
  }

  /** @param {any} scene */
  function draw(scene) {
    if (!plan) return;
    const me = scene.me === null ? null : scene.avatars.get(scene.me);
    const place = me ? positionBetween(me.walk, scene.tick) : null;
    const size = { width: plan.width * 32, height: plan.height * 32 };
    const camera = settled(scene.camera, place, size, view);
    const fresh = sprites.work();
    const state = fingerprint(scene, camera);
    drawnScene = scene;
    drawnCamera = camera;
    if (state === last && !fresh) return;
    last = state;
    const began = performance.now();
    ground.show(camera, view, dpr);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    paintStanding(scene, camera);
    stats.drawn += 1;
    stats.drawMs = performance.now() - began;
    stats.canvasBytes = ground.bytes + sprites.bytes + canvas.width * canvas.height * 4;
  }

  /** Everything that can make two frames differ. @param {any} scene @param {import('./camera.js').Camera} camera */
  function fingerprint(scene, camera) {
    let moving = false;
    let still = '';
    for (const person of scene.avatars.values()) {
      if (arrivalTick(person.walk) > scene.tick - 1) moving = true;
      const bubble = person.murmur && person.murmur.until > scene.tick ? person.murmur.text : '';
      still += `${person.handle},${person.walk.startTick},${person.status},${person.away},${bubble},${Object.values(person.look).join('')};`;
    }
    const pulse = scene.arrivedAt && scene.tick - scene.arrivedAt < 60;
    const time = moving || pulse ? scene.tick : 0;
    return `${time}|${camera.x}|${camera.y}|${camera.zoom}|${scene.focused}|${scene.quiet}|${[...scene.inCall].join()}|${still}`;
  }

  /** @param {any} scene @param {import('./camera.js').Camera} camera */
  function paintStanding(scene, camera) {
    const scale = camera.zoom * dpr;
    /** @type {{y: number, draw: () => void}[]} */ const list = [];
    for (const thing of things) {
      const [x, y] = toScreen(camera, view, [thing.x * 16, thing.y * 16]);
      if (
        x > view.width + 60 ||
        y > view.height + 190 * camera.zoom ||
        x + thing.w * 32 * camera.zoom < -60 ||
        y + thing.h * 32 * camera.zoom < -20
      )
        continue;
      list.push({
        y: (thing.y + thing.h) * 16,
        draw: () => blit(sprites.furniture(thing, scale), x, y),
      });
    }
    /** @type {any[]} */ const standing = [];
    for (const person of scene.avatars.values()) {
      const at = positionBetween(person.walk, scene.tick);
      const [x, y] = toScreen(camera, view, at);
      if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 120 * camera.zoom)
        continue;
      const one = {
        person,
        x: Math.round(x * dpr),
        y: Math.round(y * dpr),
        top: Math.round((y - 96 * camera.zoom) * dpr),
      };
      standing.push(one);
      list.push({ y: at[1], draw: () => paintPerson(scene, camera, one, x, y) });
    }
    list.sort((a, b) => a.y - b.y);
    for (const thing of list) thing.draw();
    if (camera.zoom < WHOLE_DOTS_BELOW) return;
    const [cx, cy] = [canvas.width / 2, canvas.height / 2];
    standing.sort((a, b) => Math.hypot(a.x - cx, a.y - cy) - Math.hypot(b.x - cx, b.y - cy));
    drawLabels(context, standing, scene, dpr);
  }

  /** @param {any} scene @param {import('./camera.js').Camera} camera @param {any} one @param {number} x @param {number} y */
  function paintPerson(scene, camera, one, x, y) {
    const { person } = one;
    const own = person.handle === scene.me;
    if (camera.zoom < WHOLE_DOTS_BELOW) return dot(one.x, one.y, own, person.staff);
    if (own || person.handle === scene.focused || scene.inCall.has(person.account))
      ring(one, scene, own, camera.zoom);
    const [dx, dy] = headingOf(person.walk, scene.tick);
    const walking = dx !== 0 || dy !== 0;
    const facing = !walking
      ? 'front'
      : Math.abs(dx) > Math.abs(dy)
        ? 'side'
        : dy < 0
          ? 'back'
          : 'front';
    const phase = Math.floor(scene.tick / STEP_TICKS) % 4;
    const step =
      walking && !scene.reducedMotion ? /** @type {0|1|2} */ ([0, 1, 0, 2][phase] ?? 0) : 0;
    const sprite = sprites.doll(person, facing, step, camera.zoom * dpr, own);
    const bob = step ? -2 * camera.zoom : 0;
    context.globalAlpha = person.away ? 0.45 : 1;
    blit(sprite, x, y + bob, facing === 'side' && dx < 0);
    context.globalAlpha = 1;
  }

  /** @param {any} sprite @param {number} x CSS px @param {number} y @param {boolean} [mirrored] */
  function blit(sprite, x, y, mirrored = false) {
    const left = Math.round(x * dpr);
    const top = Math.round(y * dpr) + sprite.dy;
    if (!mirrored) {
      context.drawImage(sprite.canvas, left + sprite.dx, top);
      return;
    }
    context.setTransform(-1, 0, 0, 1, left - sprite.dx, top);
    context.drawImage(sprite.canvas, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** @param {number} x @param {number} y @param {boolean} own @param {boolean} staff */
  function dot(x, y, own, staff) {
    context.beginPath();
    context.arc(x, y - 6 * dpr, (own ? 9 : 6) * dpr, 0, 7);
    context.fillStyle = own ? '#e8743b' : staff ? '#3f6fb5' : '#6f8f6a';
    context.strokeStyle = '#ffffff';
    context.lineWidth = 2 * dpr;
    context.fill();
    context.stroke();
  }

  /** @param {any} one @param {any} scene @param {boolean} own @param {number} zoom */
  function ring(one, scene, own, zoom) {
    const since = scene.tick - (scene.arrivedAt ?? 0);
    const pulse =
      own && since < 60 && !scene.reducedMotion ? 1 + 0.35 * Math.abs(Math.sin(since / 6)) : 1;
    context.beginPath();
    context.ellipse(
      one.x,
      one.y - 2 * dpr,
      30 * zoom * dpr * pulse,
      11 * zoom * dpr * pulse,
      0,
      0,
      7,
    );
    context.fillStyle = own
      ? '#f7c94866'
      : scene.inCall.has(one.person.account)
        ? '#62b87e77'
        : '#7fa7e066';
    context.fill();
    context.setLineDash(scene.inCall.has(one.person.account) ? [8 * dpr, 4 * dpr] : []);
    context.strokeStyle = own ? '#c78a1c' : '#3d7f59';
    context.lineWidth = 2 * dpr;
    context.stroke();
    context.setLineDash([]);
  }

  const watching = new ResizeObserver(resize);
  watching.observe(host);
  resize();
  return {
    stats,
    view,
    resize,
    draw,
    get busy() {
      return sprites.pending;
    },
    get camera() {
      return drawnCamera;
    },
    /** @param {any} next */
    setPlan(next) {
      plan = next;
      things = next.objects.filter(
        (/** @type {any} */ o) => !FLAT_KINDS.has(o.kind) && !WALL_KINDS.has(o.kind),
      );
      sprites.forget();
      ground.setPlan(next);
      last = '';
    },
    /** What lies under a point of the screen. @param {number} clientX @param {number} clientY */
    pick(clientX, clientY) {
      const box = host.getBoundingClientRect();
      const camera = drawnCamera ?? drawnScene?.camera;
      const [x, y] = toFloor(camera, view, clientX - box.left, clientY - box.top);
      let handle = null;
      let best = PICK_RADIUS_SUBTILES;
      for (const person of drawnScene?.avatars.values() ?? []) {
        const [px, py] = positionBetween(person.walk, drawnScene.tick);
        const distance = Math.hypot(px - x, (py - 18 - y) * 0.6);
        if (person.handle !== drawnScene.me && distance < best)
          [handle, best] = [person.handle, distance];
      }
      const door = plan?.doors.find(
        (/** @type {any} */ d) =>
          x >= d.x * 16 - 4 &&
          x <= (d.x + d.w) * 16 + 4 &&
          y >= (d.y - (d.y <= plan.wall ? 5 : 1)) * 16 &&
          y <= (d.y + d.h + 1) * 16,
      );
      return { x, y, handle, door: door ?? null };
    },
    destroy() {
      watching.disconnect();
      ground.destroy();
      canvas.remove();
    },
  };
}
