/** Turns of drawing at the pace of the screen, thirty a second at most. */

const FRAME_MS = 1000 / 31;
/** After a picture, the next turn is asked for when the screen's very next one is past. */
const PAUSE_MS = 20;
/** While nothing changes it is enough to look this often: an idle screen costs next to nothing. */
const RESTING_MS = 66;
/**
 * @param {() => boolean} draw whether something was drawn
 * @param {() => boolean} elsewhere whether drawing only tells a painter in a worker
 */
export function createLoop(draw, elsewhere = () => false) {
  let frame = 0;
  let pause = 0;
  let drawnAt = 0;

  function wake() {
    stop();
    if (elsewhere()) pause = setTimeout(() => turn(performance.now()), 0);
    else frame = requestAnimationFrame(turn);
  }

  /** @param {number} now */
  function turn(now) {
    if (!elsewhere() && now - drawnAt < FRAME_MS) return wake();
    const began = performance.now();
    const drawn = draw();
    if (drawn) drawnAt = now;
    clearTimeout(pause);
    const look = () => turn(performance.now());
    // Who only tells a painter what is new rests as well: one's own doings wake them.
    if (!drawn || elsewhere()) pause = setTimeout(look, RESTING_MS);
    else pause = setTimeout(wake, Math.max(0, PAUSE_MS - (performance.now() - began)));
  }

  function stop() {
    cancelAnimationFrame(frame);
    clearTimeout(pause);
  }

  wake();
  return {
    /** Draw soon, whatever it rests for. */
    wake,
    stop,
  };
}
