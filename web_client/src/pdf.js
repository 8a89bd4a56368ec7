/**
 * PDF.js, fetched when the first PDF is opened and never before. One page at a time is drawn, no
 * larger than the screen shows it: a weak tablet keeps one bitmap. Scripts, forms and links of a
 * document stay what they are on paper.
 */

import { ownWorker } from './trusted.js';

// The same from `src/` and from the joined file beside it.
const FOLDER = new URL('../vendor/pdf/', import.meta.url);
const PIXELS_MAX = 4_000_000;

/** @type {Promise<any> | undefined} */ let library;

/** Open a PDF. Throws what the reader throws for one that it cannot read. @param {Blob} content */
export async function openPdf(content) {
  library ??= import(new URL('pdf.mjs', FOLDER).href);
  const [pdf, data] = await Promise.all([library, content.arrayBuffer()]);
  const worker = ownWorker(new URL('worker.mjs', FOLDER).href);
  const task = pdf.getDocument({
    data,
    worker: pdf.PDFWorker.create({ port: worker }),
    cMapUrl: new URL('maps/', FOLDER).href,
    standardFontDataUrl: new URL('fonts/', FOLDER).href,
    wasmUrl: new URL('decoders/', FOLDER).href,
    useWasm: false,
    disableWorkerRendering: true,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: 8 * PIXELS_MAX,
    canvasMaxAreaInBytes: 16 * PIXELS_MAX,
    verbosity: 0,
  });
  const document = await task.promise;
  return {
    /** @type {number} */ pages: document.numPages,
    /**
     * Draw a page into a canvas that is `width` by `height` at most, in CSS pixels.
     * @param {HTMLCanvasElement} canvas
     * @param {number} number from 1
     * @param {number} width @param {number} height
     * @returns {Promise<string>} the words of the page
     */
    async draw(canvas, number, width, height) {
      const page = await document.getPage(number);
      const whole = page.getViewport({ scale: 1 });
      const fit = Math.min(width / whole.width, height / whole.height);
      const dense = Math.min(
        devicePixelRatio || 1,
        Math.sqrt(PIXELS_MAX / (fit * fit * whole.width * whole.height)),
      );
      const viewport = page.getViewport({ scale: fit * dense });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      canvas.style.width = `${Math.floor(whole.width * fit)}px`;
      canvas.style.height = `${Math.floor(whole.height * fit)}px`;
      await page.render({ canvas, viewport, annotationMode: pdf.AnnotationMode.DISABLE }).promise;
      const { items } = await page.getTextContent();
      page.cleanup();
      return items
        .map((/** @type {any} */ item) => `${item.str}${item.hasEOL ? ' ' : ''}`)
        .join('');
    },
    /**
     * How large a page is, in points.
     * @param {number} number from 1
     * @returns {Promise<{width: number, height: number}>}
     */
    async size(number) {
      const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 });
      return { width, height };
    },
    /**
     * Draw a part of a page over the whole of a canvas.
     * @param {HTMLCanvasElement} canvas
     * @param {number} number from 1
     * @param {{scale: number, offsetX: number, offsetY: number}} where pixels for a point, and the
     *   pixel at which the page begins
     */
    async drawPart(canvas, number, where) {
      const page = await document.getPage(number);
      const viewport = page.getViewport(where);
      await page.render({ canvas, viewport, annotationMode: pdf.AnnotationMode.DISABLE }).promise;
      page.cleanup();
    },
    close() {
      task.destroy();
      worker.terminate();
    },
  };
}
