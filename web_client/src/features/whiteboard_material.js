/** What lies behind the pages of a whiteboard: a picture, or a PDF page by page. */

import { openPdf } from '../pdf.js';
import { FILE_WITHIN_MS, fetched } from '../query.js';
import { HEIGHT, WIDTH } from '../whiteboard_ink.js';
import { closeUp, lying } from '../whiteboard_zoom.js';

/** @typedef {(context: CanvasRenderingContext2D) => void} Draws onto the sheet, in spots */

const DRAWN_WIDTH = 1600;
const DRAWN_HEIGHT = (DRAWN_WIDTH * HEIGHT) / WIDTH;

/**
 * What is on a page, as the server keeps it. Throws when it does not say it.
 * @param {import('../whiteboard_model.js').Whiteboard} board @param {number} number
 * @returns {Promise<{marks: import('../whiteboard_model.js').Mark[],
 *   names: Record<string, string>, pages: number}>}
 */
export async function fetchPage(board, number) {
  const { ok, status, found } = await fetched(`/api/whiteboards/${board.board}?page=${number}`);
  if (!ok) throw new Error(String(status));
  return found;
}

/**
 * An upload that can be drawn. Throws when it is gone or cannot be read.
 * @param {string} upload
 */
export async function materialOf(upload) {
  const how = { as: /** @type {const} */ ('blob'), withinMs: FILE_WITHIN_MS };
  const { ok, status, found: content } = await fetched(`/api/uploads/${upload}`, how);
  if (!ok) throw new Error(String(status));
  return content.type === 'application/pdf' ? pdf(upload, content) : picture(upload, content);
}

/** The same picture is behind each page. @param {string} upload @param {Blob} content */
async function picture(upload, content) {
  const image = await createImageBitmap(content);
  return {
    pages: 0,
    page: async () => ({ key: upload, draw: laidOut(image, image.width, image.height) }),
    close: () => image.close(),
  };
}

/** @param {string} upload @param {Blob} content */
async function pdf(upload, content) {
  const file = await openPdf(content);
  // One after the other: the reader draws one at a time.
  let last = Promise.resolve();
  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  function inTurn(work) {
    const next = last.then(work);
    last = next.then(
      () => {},
      () => {},
    );
    return next;
  }
  /** @param {number} number */
  async function drawn(number) {
    const key = `${upload} ${number}`;
    if (number >= file.pages) return { key, draw: () => {} };
    const canvas = document.createElement('canvas');
    await file.draw(canvas, number + 1, DRAWN_WIDTH, DRAWN_HEIGHT);
    const size = await file.size(number + 1);
    const draw = laidOut(canvas, canvas.width, canvas.height);
    const enough = canvas.width / (size.width * lying(size).fit);
    return { key, draw, closer: closerLook(file, number, size, enough, inTurn) };
  }
  return {
    pages: file.pages,
    page: (/** @type {number} */ number) => inTurn(() => drawn(number)),
    close: () => file.close(),
  };
}

/**
 * Draws what is seen of a page again, as fine as the screen is. The last look alone counts.
 * @param {Awaited<ReturnType<typeof openPdf>>} file @param {number} number
 * @param {import('../whiteboard_zoom.js').Size} size
 * @param {number} enough pixels for a spot that the page has anyway
 * @param {(work: () => Promise<Draws | null>) => Promise<Draws | null>} inTurn
 */
function closerLook(file, number, size, enough, inTurn) {
  let looks = 0;
  return (/** @type {import('../whiteboard_zoom.js').Part} */ part, /** @type {number} */ fine) => {
    looks += 1;
    const look = looks;
    const close = fine > enough ? closeUp(size, part, fine) : null;
    return inTurn(async () => {
      if (!close || look !== looks) return null;
      const canvas = document.createElement('canvas');
      canvas.width = close.pixels.width;
      canvas.height = close.pixels.height;
      await file.drawPart(canvas, number + 1, close.where);
      return (context) => context.drawImage(canvas, close.x, close.y, close.width, close.height);
    });
  };
}

/**
 * @param {CanvasImageSource} image @param {number} width @param {number} height
 * @returns {Draws}
 */
function laidOut(image, width, height) {
  const { x, y, fit } = lying({ width, height });
  return (context) => context.drawImage(image, x, y, width * fit, height * fit);
}
