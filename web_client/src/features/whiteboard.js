/**
 * The whiteboard one has open, over the floor: tools, the sheet, pages, the material behind it, and
 * in words what is on it. In a call it leaves the card of the call beside it (T4.4).
 */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { refusalText } from '../asked.js';
import { Later } from '../later.js';
import { T, t } from '../strings.js';
import { createHand } from '../whiteboard_hand.js';
import { fill, pageOf } from '../whiteboard_model.js';
import { loadWhiteboardStrings } from '../whiteboard_strings.js';
import { report } from './apart.js';
import { Dialog } from './dialog.js';
import { fetchPage, materialOf } from './whiteboard_material.js';
import { Sheet } from './whiteboard_sheet.js';
import { Tool, Tools, Undo, Zoom } from './whiteboard_tools.js';
import { Full, InWords } from './whiteboard_words.js';

loadWhiteboardStrings();

const PAGES = 20;
const WRITING_MAX = 120;
const more = () => import('./whiteboard_more.js').then((module) => module.More);

/** @typedef {import('../whiteboard_ink.js').Spot} Spot */

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function WhiteboardPage({ plaza }) {
  plaza.version.value;
  const board = plaza.model.whiteboard;
  const hand = useRef(/** @type {import('../whiteboard_hand.js').Hand | null} */ (null));
  hand.current ??= createHand(plaza);
  useEffect(() => () => hand.current?.close(), []);
  if (!board) return null;
  const close = () => plaza.send('CloseWhiteboard');
  const thing = plaza.model.plan?.objects.find((one) => one.object === board.object);
  const label = thing?.text ? `${t('whiteboard')} ${thing.text}` : t('whiteboard');
  const inside = html`<${Board} key=${board.board} plaza=${plaza} board=${board}
    hand=${hand.current} label=${label} onClose=${close} />`;
  if (board.call)
    return html`<section class="whiteboard in-call" aria-label=${label}>${inside}</section>`;
  return html`<${Dialog} label=${label} kind="whiteboard" onClose=${close}>${inside}<//>`;
}

/**
 * @param {{plaza: import('../plaza.js').Plaza, hand: import('../whiteboard_hand.js').Hand,
 *   board: import('../whiteboard_model.js').Whiteboard, label: string, onClose: () => void}} props
 */
function Board({ plaza, board, hand, label, onClose }) {
  const [how, setHow] = useState({ tool: 'pen', ink: 'black', width: 2 });
  const [spot, setSpot] = useState(/** @type {Spot | null} */ (null));
  const [wrong, setWrong] = useState(false);
  const [zoom, setZoom] = useState(1);
  const eye = useRef(/** @type {import('./whiteboard_sheet.js').View | null} */ (null));
  const material = useMaterial(board);
  const page = pageOf(board, board.page);
  const load = () => {
    setWrong(false);
    fetchPage(board, board.page).then(
      ({ marks, names }) => {
        for (const [account, name] of Object.entries(names)) board.names.set(account, name);
        fill(page, marks);
      },
      () => plaza.model.whiteboard === board && setWrong(true),
    );
  };
  useEffect(() => {
    if (!page.whole) load();
  }, [board, board.page, page.whole, page.asked]);
  useEffect(() => setSpot(null), [board, board.page]);
  const count = Math.min(PAGES, material?.pages || PAGES);
  const turn = (/** @type {number} */ by) => {
    const to = board.page + by;
    if (to >= 0 && to < count) plaza.send('TurnPage', board.board, to);
  };
  const undo = (/** @type {boolean} */ again) =>
    plaza.send(again ? 'RedoDrawing' : 'UndoDrawing', board.board, board.page);
  const choose = (/** @type {typeof how} */ next) => {
    if (next.tool === 'tell') plaza.say(t('whiteboard.tell_what'));
    if (next.tool !== 'text') setSpot(null);
    setHow(next);
  };
  const tell = async (/** @type {import('../whiteboard_model.js').Mark} */ mark) => {
    setHow({ ...how, tool: 'pen' });
    // What is drawn in a talk is nobody else's to see.
    if (plaza.model.cover) return report(plaza, mark.account, 'person', 0, []);
    const { reason, at_ms: atMs } = await plaza.ask(
      'ReportDrawing',
      board.board,
      board.page,
      mark.stroke,
    );
    return plaza.say(reason ? refusalText(reason, atMs) : t('reported'));
  };
  // What is fetched later stands beside the title: it pushes nothing that is pressed.
  return html`<header><h2>${label}</h2>
      <${Later} load=${more} plaza=${plaza} board=${board} material=${material} />
      <span class="here">${T('whiteboard.here', { count: board.here.size })}</span>
      <${Tool} tool="tell" how=${how} onHow=${choose} />
      <button class="quiet" data-name="close" aria-label=${t('close')} onClick=${onClose}>
        <${Icon} name="close" /></button></header>
    <${Now} plaza=${plaza} />
    <${Tools} how=${how} onHow=${choose} />
    <div class="desk-of-paper"><${Sheet} plaza=${plaza} hand=${hand} how=${how} spot=${spot}
        eye=${eye} onZoom=${setZoom} material=${material}
        onSpot=${setSpot} onTurn=${turn} onUndo=${undo}
        onReport=${tell} onTold=${plaza.say} />
      ${wrong && html`<${Wrong} onAgain=${load} />`}
      <${Full} plaza=${plaza} board=${board} hand=${hand}
        onNext=${board.page + 1 < count ? () => turn(1) : null} />
      ${!spot && html`<${Empty} board=${board} hand=${hand} material=${material} />`}</div>
    ${
      how.tool === 'text' &&
      spot &&
      html`<${Writing} onPut=${(/** @type {string} */ text) => {
        if (text) hand.write(how, spot, text);
        setSpot(null);
        eye.current?.focus();
      }} />`
    }
    <footer><${Undo} onUndo=${undo} /><div class="turning">
      <button disabled=${board.page === 0} onClick=${() => turn(-1)}>
        ${T('whiteboard.before')}</button>
      <b role="status">${T('whiteboard.page', { page: board.page + 1, count })}</b>
      <button disabled=${board.page + 1 >= count} onClick=${() => turn(1)}>
        ${T('whiteboard.after')}</button></div>
      <${Zoom} zoom=${zoom} how=${how} onHow=${choose}
        onZoom=${(/** @type {number} */ by) => eye.current?.zoomBy(by)} /></footer>
    <p class="hidden" id="whiteboard-keys">${t('whiteboard.keys')}</p>
    <p class="told" role="status">${plaza.toast.value}</p>
    <${InWords} plaza=${plaza} board=${board} />`;
}

/** What everybody has to know now: the board covers where it stands. @param {{plaza: any}} props */
function Now({ plaza }) {
  plaza.version.value;
  const { closing, readOnly } = plaza.model;
  const said = plaza.silent.value
    ? T('silent')
    : readOnly
      ? T('read_only')
      : closing && T('closing', { minutes: closing.minutes });
  return said && html`<p class="banner" role="alert">${said}</p>`;
}

/** What lies behind the pages. @param {import('../whiteboard_model.js').Whiteboard} board */
function useMaterial(board) {
  const [material, setMaterial] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let gone = false;
    let open = /** @type {any} */ (null);
    setMaterial(null);
    if (board.upload)
      materialOf(board.upload).then(
        (found) => {
          open = found;
          if (gone) found.close();
          else setMaterial(found);
        },
        () => gone || setMaterial({ lost: true, key: 'lost', draw: () => {} }),
      );
    return () => {
      gone = true;
      open?.close();
    };
  }, [board, board.upload]);
  const number = board.page;
  const [drawn, setDrawn] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let later = false;
    setDrawn(null);
    material?.page?.(number).then(
      (/** @type {any} */ found) => later || setDrawn(found),
      () => {},
    );
    return () => {
      later = true;
    };
  }, [material, number]);
  return material && { ...material, ...(drawn ?? { key: 'none', draw: () => {} }) };
}

/** @param {{onAgain: () => void}} props */
const Wrong = ({ onAgain }) => html`<div class="wrong-board" role="alert">
  <p>${T('whiteboard.wrong')}</p>
  <button class="primary" onClick=${onAgain}>${T('whiteboard.again')}</button></div>`;

/** @param {{board: any, hand: any, material: any}} props */
function Empty({ board, hand, material }) {
  const [empty, setEmpty] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => {
      const page = pageOf(board, board.page);
      const bare = page.whole && page.marks.size === 0 && board.traces.size === 0;
      setEmpty(bare && !hand.isDown() && !hand.isWaiting());
    }, 150);
    return () => clearInterval(timer);
  }, [board]);
  if (material?.lost)
    return html`<p class="empty-board" role="alert">${T('whiteboard.material_lost')}</p>`;
  return empty && !board.upload && html`<p class="empty-board">${T('whiteboard.empty')}</p>`;
}

/** In place of what is below the sheet, which stays as it is. "" is nothing to put there. */
/** @param {{onPut: (text: string) => void}} props */
function Writing({ onPut }) {
  const [text, setText] = useState('');
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => field.current?.focus(), []);
  const put = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text.trim()) onPut(text.trim());
  };
  // Only the text is given up, and not the whole board.
  const giveUp = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onPut('');
  };
  return html`<form class="writing" onSubmit=${put} onKeyDown=${giveUp}>
    <input ref=${field} maxlength=${WRITING_MAX} value=${text}
      aria-label=${t('whiteboard.text_hint')} placeholder=${t('whiteboard.text_hint')}
      onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
    <button type="button" onClick=${() => onPut('')}>${T('whiteboard.no')}</button>
    <button class="primary" disabled=${!text.trim()}>${T('whiteboard.put')}</button></form>`;
}
