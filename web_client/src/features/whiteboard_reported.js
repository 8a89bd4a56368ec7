/**
 * A drawing that was reported, as a supporter sees it: the page as it was then, what it is about
 * in a frame and all else pale, and who drew there. It can be taken off the board from here.
 */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { fetched } from '../query.js';
import { T, t } from '../strings.js';
import { boxOf, HEIGHT, paint, WIDTH } from '../whiteboard_ink.js';
import { loadWhiteboardStrings } from '../whiteboard_strings.js';

loadWhiteboardStrings();

const PIXELS_WIDE = 960;
const PALE = 0.25;
const FRAME_SPOTS = 40;

/** @typedef {import('../whiteboard_model.js').Mark} Mark */
/**
 * @typedef {{marks: Mark[], names: Record<string, string>, stroke: string, about: string}} Then
 * `stroke` and `about` are empty where the page is about nobody alone
 */

/**
 * @param {{plaza: import('../plaza.js').Plaza,
 *   report: import('../vocabulary_types.js').Messages['ReportShown']}} props
 */
export function ReportedDrawing({ plaza, report }) {
  const [then, setThen] = useState(/** @type {Then | null} */ (null));
  const [wrong, setWrong] = useState(false);
  const read = () => {
    setWrong(false);
    fetched(`/api/reports/drawing?report=${report.report}`).then(({ ok, found }) =>
      ok ? setThen(found) : setWrong(true),
    );
  };
  if (!then)
    return html`<div class="row"><button onClick=${read}>${T('reported.look')}</button>
      ${wrong && html`<span role="alert">${T('whiteboard.wrong')}</span>`}</div>`;
  const takeOff = (/** @type {boolean} */ everything) => async () => {
    const { reason } = await plaza.ask('TakeOffReported', report.report, everything);
    const told = reason === 'nothing_to_rub_out' ? 'reported.is_off' : 'reported.taken_off';
    plaza.say(t(reason && reason !== 'nothing_to_rub_out' ? `refused.${reason}` : told));
  };
  return html`<${DrawnPage} then=${then} />
    <div class="row">
      <button onClick=${takeOff(false)}>${T('reported.take_one')}</button>
      <button onClick=${takeOff(true)}>${T('reported.take_all')}</button></div>`;
}

/** The page, who drew on it, and the words on it. @param {{then: Then}} props */
export function DrawnPage({ then }) {
  return html`<figure class="drawn"><${Picture} then=${then} />
    <figcaption>${T('reported.who', { names: Object.values(then.names).join('、') })}</figcaption>
    <ul>${then.marks
      .filter((mark) => mark.text !== undefined)
      .map((mark) => html`<li>${t('whiteboard.says', said(then, mark))}</li>`)}</ul></figure>`;
}

/** @param {Then} then @param {Mark} mark */
const said = (then, mark) => ({
  name: then.names[mark.account] ?? t('whiteboard.somebody'),
  text: mark.text ?? '',
});

/** @param {{then: Then}} props */
function Picture({ then }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    const context = place.current?.getContext('2d');
    if (context) draw(context, then);
  }, [then]);
  return html`<canvas ref=${place} width=${PIXELS_WIDE} height=${(PIXELS_WIDE * HEIGHT) / WIDTH}
    role="img" aria-label=${t('reported.page')}></canvas>`;
}

/** @param {CanvasRenderingContext2D} context @param {Then} then */
function draw(context, { marks, stroke, about }) {
  context.scale(PIXELS_WIDE / WIDTH, PIXELS_WIDE / WIDTH);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  for (const mark of marks) {
    context.globalAlpha = !about || mark.account === about ? 1 : PALE;
    paint(context, mark);
  }
  const meant = marks.find((mark) => mark.stroke === stroke);
  if (!meant) return;
  const [x, y, wide, high] = boxOf(meant);
  context.globalAlpha = 1;
  context.lineWidth = 12;
  context.setLineDash([40, 24]);
  context.strokeStyle = '#c0271f';
  context.strokeRect(
    x - FRAME_SPOTS,
    y - FRAME_SPOTS,
    wide + 2 * FRAME_SPOTS,
    high + 2 * FRAME_SPOTS,
  );
}
