/** A question in front of everything: the focus stays inside, and goes back afterwards. */

import { html, useLayoutEffect, useRef } from '../../vendor/vendor.js';

/** @param {{label: string, kind: string, onClose: () => void, children: any}} props */
export function Dialog({ label, kind, onClose, children }) {
  const place = useRef(/** @type {HTMLDialogElement | null} */ (null));
  // Before the page is painted: a question that is seen already has the focus.
  useLayoutEffect(() => {
    const dialog = /** @type {HTMLDialogElement} */ (place.current);
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  /** @param {Event} event */
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog class=${`card ${kind}`} ref=${place} aria-label=${label}
    onCancel=${cancel}>${children}</dialog>`;
}
