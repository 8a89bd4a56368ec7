/** A picture or a PDF that hangs on the floor, over the whole screen (T3.7). */

import { html, useEffect, useRef, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { openPdf } from '../pdf.js';
import { FILE_WITHIN_MS } from '../query.js';
import { T, t } from '../strings.js';
import { Dialog } from './dialog.js';
import { NotYet, useQuery } from './query.js';

const ZOOM_MAX = 4;

/** @typedef {import('../vocabulary_types.js').Placed} Placed */

/** @param {{object: Placed, onDone: () => void}} props */
export function Viewer({ object, onDone }) {
  const address = `/api/uploads/${object.target}`;
  const query = useQuery(address, { as: 'blob', withinMs: FILE_WITHIN_MS });
  const content = /** @type {Blob | null} */ (query.found);
  const [unreadable, setUnreadable] = useState('');
  const wrong = unreadable || (query.failed ? gone(query.status) : '');
  const pdf = content?.type === 'application/pdf';
  const label = object.text || t(`viewer.${object.kind}`);
  return html`<${Dialog} label=${label} kind="viewer" onClose=${onDone}>
    <header><h2>${label}</h2><button class="quiet" autofocus aria-label=${t('close')}
      onClick=${onDone}><${Icon} name="close" /></button></header>
    ${wrong && html`<p class="banner" role="alert">${T(`viewer.${reasonOf(wrong)}`)}</p>`}
    ${!wrong && html`<${NotYet} query=${query} />`}
    ${!wrong && content && !pdf && html`<${Picture} content=${content} label=${label} />`}
    ${!wrong && content && pdf && html`<${Pages} content=${content} onWrong=${setUnreadable} />`}
    ${pdf && html`<a class="button" href=${address} download>${T('viewer.original')}</a>`}<//>`;
}

/** Why there is nothing to see; where no answer came it may come yet. @param {number} status */
const gone = (status) => (status === 410 ? 'lost' : status && 'not_there');

/** @param {string} message */
const reasonOf = (message) => (['lost', 'not_there'].includes(message) ? message : 'unreadable');

/** @param {{content: Blob, label: string}} props */
function Picture({ content, label }) {
  const [address, setAddress] = useState('');
  const [zoom, setZoom] = useState(1);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const image = useRef(/** @type {HTMLImageElement | null} */ (null));
  useEffect(() => {
    const made = URL.createObjectURL(content);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  useEffect(() => {
    const [box, shown] = [place.current, image.current];
    if (!box || !shown) return;
    const fit = () => {
      const side = Math.min(
        box.clientWidth / shown.naturalWidth,
        box.clientHeight / shown.naturalHeight,
      );
      shown.style.width = `${Math.floor(shown.naturalWidth * side * zoom)}px`;
    };
    if (shown.complete && shown.naturalWidth) fit();
    shown.addEventListener('load', fit);
    addEventListener('resize', fit);
    return () => {
      shown.removeEventListener('load', fit);
      removeEventListener('resize', fit);
    };
  }, [zoom, address]);
  const by = (/** @type {number} */ factor) =>
    setZoom((now) => Math.max(1, Math.min(ZOOM_MAX, now * factor)));
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === '+' || event.key === ';') by(2);
    else if (event.key === '-') by(0.5);
  };
  return html`<div class="sheet" ref=${place} tabindex="0" onKeyDown=${press} aria-label=${label}>
      ${address && html`<img ref=${image} src=${address} alt=${label} />`}</div>
    <div class="row"><button aria-label=${t('viewer.smaller')} disabled=${zoom <= 1}
        onClick=${() => by(0.5)}>−</button>
      <b aria-live="polite">${Math.round(zoom * 100)}%</b>
      <button aria-label=${t('viewer.larger')} disabled=${zoom >= ZOOM_MAX}
        onClick=${() => by(2)}>＋</button></div>`;
}

/** @param {{content: Blob, onWrong: (message: string) => void}} props */
function Pages({ content, onWrong }) {
  const [file, setFile] = useState(/** @type {any} */ (null));
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [words, setWords] = useState('');
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const drawing = useRef(Promise.resolve());
  useEffect(() => {
    let open = /** @type {any} */ (null);
    let gone = false;
    openPdf(content).then(
      (found) => {
        open = found;
        if (gone) open.close();
        else setFile(found);
      },
      (error) => gone || onWrong(error.message),
    );
    return () => {
      gone = true;
      open?.close();
    };
  }, [content]);
  useEffect(() => {
    const [box, sheet] = [place.current, canvas.current];
    if (!file || !box || !sheet) return;
    let later = false;
    // One page after the other: a canvas takes one drawing at a time.
    drawing.current = drawing.current.then(async () => {
      if (later) return;
      const told = await file
        .draw(sheet, page, box.clientWidth * zoom, box.clientHeight * zoom)
        .catch((/** @type {Error} */ error) => later || onWrong(error.message));
      if (later || told === undefined) return;
      setWords(String(told));
      sheet.dataset['page'] = String(page);
    });
    return () => {
      later = true;
    };
  }, [file, page, zoom]);
  const count = file?.pages ?? 0;
  const turn = (/** @type {number} */ by) =>
    setPage((now) => Math.max(1, Math.min(count || 1, now + by)));
  const press = (/** @type {KeyboardEvent} */ event) => {
    const by = KEYS[event.key];
    if (by === undefined) return;
    turn(by);
    event.preventDefault();
  };
  const told = t('viewer.page', { page, count });
  return html`<div class="pages" onKeyDown=${press}><div class="sheet" ref=${place} tabindex="0"
      role="document" aria-label=${told}><canvas ref=${canvas} aria-hidden="true"></canvas>
      <p class="hidden">${words}</p></div>
    <div class="row"><button disabled=${page <= 1} onClick=${() => turn(-1)}>
        ${T('viewer.before')}</button>
      <b role="status">${count ? told : t('loading')}</b>
      <button disabled=${page >= count} onClick=${() => turn(1)}>${T('viewer.after')}</button>
      <button aria-pressed=${zoom > 1} onClick=${() => setZoom(zoom > 1 ? 1 : 2)}>
        ${T('viewer.larger')}</button></div></div>`;
}

/** @type {Record<string, number>} */
const KEYS = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -1,
  PageDown: 1,
  Home: -Infinity,
  End: Infinity,
};
