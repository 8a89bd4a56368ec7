/** The head of a page of staff: its name, its passage in the manual, and the way out. */

import { html } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { T, t } from '../strings.js';

/** @param {{page: string, onDone: () => void, children?: any}} props `page` as in `staff.js` */
export function StaffHeader({ page, onDone, children }) {
  const name = t(`staff.${page}`);
  return html`<header><h2>${T(`staff.${page}`)}</h2><span class="row">${children}
    <a class="button quiet" href=${`/guide/staff.html#${page}`} target="_blank"
      rel="noopener"><${Icon} name="guide" /><span>${T('staff_guide')}</span>
      <span class="hidden">${name}</span></a>
    <button class="quiet" aria-label=${t('close')} onClick=${onDone}><${Icon} name="close" />
    </button></span></header>`;
}
