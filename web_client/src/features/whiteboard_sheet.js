/**
 * The sheet of a whiteboard: two canvases, one for what stays and one for what moves, and the hand
 * that draws on it by pen, finger, mouse or keys. It looks at the model in each frame. A part of
 * the sheet can be seen larger; it is drawn for that size, so that its lines stay sharp.
 */

import { html, useEffect, useRef } from '../../vendor/vendor.js';
import { t } from '../strings.js';
import { HEIGHT, meets, paint, WIDTH } from '../whiteboard_ink.js';
import { pageOf } from '../whiteboard_model.js';
import { middleOf, WHOLE, zoomed } from '../whiteboard_zoom.js';
import { listen } from './whiteboard_input.js';
import { createLive } from './whiteboard_live.js';

const PIXELS_MAX = 2_600_000;
const RUBBER_SPOTS = 22;
/** A sheet that takes longer to draw is only moved while a hand moves it, and drawn after that. */
const QUICK_MS = 12;
const RESTS_MS = 150;

/** @typedef {import('../whiteboard_ink.js').Spot} Spot */
/** @typedef {import('../whiteboard_model.js').Mark} Mark */
/** @typedef {{tool: string, ink: string, width: number}} How */
/** @typedef {import('./whiteboard_material.js').Draws} Draws */
/** @typedef {import('../whiteboard_zoom.js').Part} Part */
/** @typedef {{draw: Draws, key: string,
 *   closer?: (part: Part, fine: number) => Promise<Draws | null>}} Material */

/**
 * @param {object} props
 * @param {import('../plaza.js').Plaza} props.plaza
 * @param {import('../whiteboard_hand.js').Hand} props.hand
 * @param {How} props.how
 * @param {{current: View | null}} props.eye where the view is put
 * @param {(zoom: number) => void} props.onZoom
 * @param {Material | null} props.material what lies behind; `closer` draws a part of it finely
 * @param {Spot | null} props.spot where a text is going to stand
 * @param {(spot: Spot | null) => void} props.onSpot
 * @param {(by: number) => void} props.onTurn
 * @param {(again: boolean) => void} props.onUndo
 * @param {(mark: Mark) => void} props.onReport
 * @param {(told: string) => void} props.onTold
 */
export function Sheet(props) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const host = /** @type {HTMLElement} */ (place.current);
    const view = createView(host, () => now.current);
    props.eye.current = view;
    const off = listen(host, view, () => now.current);
    let frame = requestAnimationFrame(function draw() {
      frame = requestAnimationFrame(draw);
      view.draw();
    });
    view.focus();
    return () => {
      cancelAnimationFrame(frame);
      off();
    };
  }, []);
  const page = props.plaza.model.whiteboard?.page;
  useEffect(() => props.eye.current?.show(WHOLE), [page]);
  return html`<div class="paper" ref=${place} tabindex="0" role="application"
    aria-label=${t('whiteboard.sheet')} aria-describedby="whiteboard-keys"
    data-tool=${props.how.tool}><canvas aria-hidden="true"></canvas><canvas
    aria-hidden="true"></canvas></div>`;
}

/** @typedef {ReturnType<typeof createView>} View */

/**
 * @param {HTMLElement} host
 * @param {() => Parameters<typeof Sheet>[0]} props
 */
function createView(host, props) {
  const [still, live] = /** @type {[HTMLCanvasElement, HTMLCanvasElement]} */ ([
    ...host.querySelectorAll('canvas'),
  ]);
  const below = /** @type {CanvasRenderingContext2D} */ (still.getContext('2d'));
  /** @type {string[]} the strokes on the lower canvas, in order */ let painted = [];
  let basis = '';
  let changes = -1;
  let took = 0;
  let movedAt = 0;
  /** What the lower canvas shows. */ let laid = WHOLE;
  /** A closer look at the material, and at which part of which. */
  let closer = { key: '', of: '', draw: /** @type {Draws | null} */ (null) };
  const view = {
    scale: 1,
    part: WHOLE,
    /** Where the keys are, null for whoever uses none. */ cursor: /** @type {Spot | null} */ (
      null
    ),
    /** Met by the eraser, not rubbed out yet. */ met: new Set(),
    spotOf,
    draw,
    under,
    show,
    zoomBy,
    lay,
    focus: () => host.focus({ preventScroll: true }),
  };
  const drawLive = createLive(live, props, /** @type {any} */ (view));

  /** @param {number} x @param {number} y in CSS pixels of the window @returns {Spot} */
  function spotOf(x, y) {
    const box = host.getBoundingClientRect();
    const { part } = view;
    return [
      part.x + ((x - box.left) / box.width) * (WIDTH / part.zoom),
      part.y + ((y - box.top) / box.height) * (HEIGHT / part.zoom),
    ];
  }

  /** Look at this part. @param {import('../whiteboard_zoom.js').Part} part */
  function show(part) {
    if (part.zoom !== view.part.zoom) props().onZoom(part.zoom);
    view.part = part;
    movedAt = performance.now();
  }

  /** @param {number} by 0 for the whole sheet */
  function zoomBy(by) {
    show(by ? zoomed(view.part, by, view.cursor ?? middleOf(view.part)) : WHOLE);
  }

  /** Measure in spots of the part that is seen. @param {CanvasRenderingContext2D} context */
  function lay(context) {
    const { zoom, x, y } = view.part;
    const by = view.scale * zoom;
    context.setTransform(by, 0, 0, by, -x * by, -y * by);
  }

  /** The marks at a spot. @param {Spot} spot @returns {Mark[]} */
  function under(spot) {
    const board = props().plaza.model.whiteboard;
    if (!board) return [];
    const gone = props().hand.rubbed();
    const reach = RUBBER_SPOTS / view.part.zoom;
    return [...pageOf(board, board.page).marks.values()].filter(
      (mark) => !gone.has(mark.stroke) && meets(mark, spot, reach + 7 * mark.width),
    );
  }

  function draw() {
    const { plaza, hand, material } = props();
    const board = plaza.model.whiteboard;
    if (!board || !fit()) return;
    const at = performance.now();
    if (view.part !== laid && took > QUICK_MS && at - movedAt < RESTS_MS) slide();
    else drawStill(board, hand, material, at);
    if (at - movedAt > RESTS_MS) lookCloser(material);
    drawLive(board);
  }

  /** Once the view rests, its part of the material is drawn for it. @param {any} material */
  function lookCloser(material) {
    const { zoom, x, y } = view.part;
    const key = material?.key ?? '';
    const of = [key, view.scale, zoom, x, y].join();
    if (of === closer.of) return;
    closer = { key, of, draw: key === closer.key ? closer.draw : null };
    material?.closer?.(view.part, view.scale * zoom).then(
      (/** @type {Draws | null} */ found) => {
        if (of !== closer.of) return;
        closer.draw = found;
        basis = '';
      },
      () => {},
    );
  }

  /**
   * @param {import('../whiteboard_model.js').Whiteboard} board
   * @param {import('../whiteboard_hand.js').Hand} hand @param {any} material @param {number} at
   */
  function drawStill(board, hand, material, at) {
    const page = pageOf(board, board.page);
    const gone = new Set([...hand.rubbed(), ...view.met]);
    const wanted = [board.page, material?.key, view.scale, [...gone].join(), page.whole].join();
    const same = wanted === basis && view.part === laid;
    if (same && page.changes === changes) return;
    const marks = [...page.marks.values()].filter((mark) => !gone.has(mark.stroke));
    const goesOn = same && painted.every((one, n) => one === marks[n]?.stroke);
    lay(below);
    if (!goesOn) {
      still.style.transform = '';
      below.fillStyle = '#fff';
      below.fillRect(0, 0, WIDTH, HEIGHT);
      material?.draw(below);
      if (material?.key === closer.key) closer.draw?.(below);
    }
    for (const mark of goesOn ? marks.slice(painted.length) : marks) paint(below, mark);
    if (!goesOn) took = performance.now() - at;
    painted = marks.map((mark) => mark.stroke);
    basis = wanted;
    changes = page.changes;
    laid = view.part;
    host.dataset['marks'] = String(marks.length);
  }

  /** Move what is painted to where it would be, roughly drawn. */
  function slide() {
    const { zoom, x, y } = view.part;
    const px = (host.clientWidth / WIDTH) * zoom;
    const [left, top] = [(laid.x - x) * px, (laid.y - y) * px];
    still.style.transform = `translate(${left}px, ${top}px) scale(${zoom / laid.zoom})`;
  }

  /** The canvases are as fine as the screen shows them; false while there is no room. */
  function fit() {
    const parent = /** @type {HTMLElement} */ (host.parentElement);
    const width = Math.floor(Math.min(parent.clientWidth, (parent.clientHeight * WIDTH) / HEIGHT));
    if (width < 10) return false;
    const height = Math.floor((width * HEIGHT) / WIDTH);
    const dense = Math.min(devicePixelRatio || 1, Math.sqrt(PIXELS_MAX / (width * height)));
    const pixels = Math.floor(width * dense);
    if (still.width === pixels && host.clientWidth === width) return true;
    for (const canvas of [still, live]) {
      canvas.width = pixels;
      canvas.height = Math.floor(height * dense);
    }
    host.style.width = `${width}px`;
    host.style.height = `${height}px`;
    view.scale = pixels / WIDTH;
    basis = '';
    return true;
  }

  return view;
}
