/** What lies behind the pages of a whiteboard: a picture, or a PDF page by page. */

import { openPdf } from '../pdf.js';
import { HEIGHT, WIDTH } from '../whiteboard_ink.js';

const DRAWN_WIDTH = 1600;
const DRAWN_HEIGHT = (DRAWN_WIDTH * HEIGHT) / WIDTH;

/**
 * What is on a page, as the server keeps it. Throws when it does not say it.
 * @param {import('../whiteboard_model.js').Whiteboard} board @param {number} number
 * @returns {Promise<{marks: import('../whiteboard_model.js').Mark[],
 *   names: Record<string, string>, pages: number}>}
 */
export async function fetchPage(board, number) {
  const answer = await fetch(`/api/whiteboards/${board.board}?page=${number}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/**
 * An upload that can be drawn. Throws when it is gone or cannot be read.
 * @param {string} upload
 */
export async function materialOf(upload) {
  const answer = await fetch(`/api/uploads/${upload}`);
  if (!answer.ok) throw new Error(String(answer.status));
  const content = await answer.blob();
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
  // One page after the other: the reader draws one at a time.
  let last = Promise.resolve();
  /** @param {number} number */
  async function drawn(number) {
    const canvas = document.createElement('canvas');
    if (number < file.pages) await file.draw(canvas, number + 1, DRAWN_WIDTH, DRAWN_HEIGHT);
    return { key: `${upload} ${number}`, draw: laidOut(canvas, canvas.width, canvas.height) };
  }
  return {
    pages: file.pages,
    page(/** @type {number} */ number) {
      const next = last.then(() => drawn(number));
      last = next.then(
        () => {},
        () => {},
      );
      return next;
    },
    close: () => file.close(),
  };
}

/**
 * As large as the board takes it, in the middle.
 * @param {CanvasImageSource} image @param {number} width @param {number} height
 * @returns {(context: CanvasRenderingContext2D) => void}
 */
function laidOut(image, width, height) {
  const fit = Math.min(WIDTH / width, HEIGHT / height);
  const [w, h] = [width * fit, height * fit];
  return (context) => context.drawImage(image, (WIDTH - w) / 2, (HEIGHT - h) / 2, w, h);
}
