/** A page of a whiteboard as a picture, all of its pages as a PDF: made here, sent nowhere. */

import { HEIGHT, paint, WIDTH } from '../whiteboard_ink.js';
import { pageOf } from '../whiteboard_model.js';
import { pdfOf } from '../whiteboard_pdf.js';
import { fetchPage } from './whiteboard_material.js';

const SAVED_WIDTH = 1600;
const SAVED_HEIGHT = (SAVED_WIDTH * HEIGHT) / WIDTH;
const PAGES = 20;
const QUALITY = 0.9;

/** @typedef {import('../whiteboard_model.js').Mark} Mark */

/** @param {Mark[]} marks @param {any} material what lies behind the page */
export async function savePicture(marks, material) {
  const canvas = painted(marks, material);
  hand(await blobOf(canvas, 'image/png'), 'whiteboard.png');
}

/**
 * Every page up to the last one with something on it.
 * @param {import('../whiteboard_model.js').Whiteboard} board @param {any} material
 */
export async function savePages(board, material) {
  const first = await fetchPage(board, 0);
  const count = Math.max(1, first.pages, Math.min(PAGES, material?.pages ?? 0));
  const sheets = [first.marks];
  for (let number = 1; number < count; number += 1) sheets.push(await marksOf(board, number));
  while (sheets.length > (material?.pages || 1) && !sheets.at(-1)?.length) sheets.pop();
  const pages = [];
  for (const [number, marks] of sheets.entries()) {
    const behind = material?.page ? await material.page(number) : null;
    const jpeg = await blobOf(painted(marks, behind), 'image/jpeg');
    pages.push(new Uint8Array(await jpeg.arrayBuffer()));
  }
  const file = pdfOf(pages, SAVED_WIDTH, SAVED_HEIGHT);
  hand(new Blob([file], { type: 'application/pdf' }), 'whiteboard.pdf');
}

/**
 * What is on a page: asked for where it has not been looked at.
 * @param {import('../whiteboard_model.js').Whiteboard} board @param {number} number
 */
async function marksOf(board, number) {
  const known = pageOf(board, number);
  return known.whole ? [...known.marks.values()] : (await fetchPage(board, number)).marks;
}

/** @param {Mark[]} marks @param {any} behind */
function painted(marks, behind) {
  const canvas = document.createElement('canvas');
  canvas.width = SAVED_WIDTH;
  canvas.height = SAVED_HEIGHT;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(SAVED_WIDTH / WIDTH, SAVED_WIDTH / WIDTH);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  behind?.draw(context);
  for (const mark of marks) paint(context, mark);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {string} type @returns {Promise<Blob>} */
const blobOf = (canvas, type) =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(type))), type, QUALITY),
  );

/** Hand a file to whoever asked for it. @param {Blob} content @param {string} name */
function hand(content, name) {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
