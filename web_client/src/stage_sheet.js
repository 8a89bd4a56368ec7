/** Canvases that are never shown: a worker has no page to make them from. */

/** @param {number} width @param {number} height device px, at least one of each */
export function sheet(width, height) {
  const [wide, high] = [Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height))];
  if (typeof document === 'undefined')
    return /** @type {HTMLCanvasElement} */ (
      /** @type {unknown} */ (new OffscreenCanvas(wide, high))
    );
  const canvas = document.createElement('canvas');
  canvas.width = wide;
  canvas.height = high;
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings]
 */
export const contextOf = (canvas, settings) =>
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', settings));
