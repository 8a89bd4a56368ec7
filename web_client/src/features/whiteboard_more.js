/** What is seldom done at a whiteboard: clearing a page, saving, and for staff what lies behind. */

import { html, useState } from '../../vendor/vendor.js';
import { Later } from '../later.js';
import { T, t } from '../strings.js';
import { newName } from '../whiteboard_hand.js';
import { pageOf } from '../whiteboard_model.js';
import { Dialog } from './dialog.js';
import { savePages, savePicture } from './whiteboard_saved.js';

const uploads = () => import('./uploads.js').then((module) => module.UploadField);
const UPLOADERS = new Set(['teacher', 'admin']);

/**
 * @param {{plaza: import('../plaza.js').Plaza, material: any,
 *   board: import('../whiteboard_model.js').Whiteboard}} props
 */
export function More({ plaza, board, material }) {
  const [asking, setAsking] = useState('');
  const { role, cover } = plaza.model;
  const close = () => setAsking('');
  const clear = (/** @type {boolean} */ everything) => {
    plaza.send('ClearPage', board.board, board.page, newName(), everything);
    close();
  };
  const hang = (/** @type {string} */ upload) => {
    plaza.send('HangMaterial', board.board, upload);
    close();
  };
  const save = (/** @type {Promise<void>} */ saved) => {
    saved.catch(() => plaza.say(t('whiteboard.wrong')));
    close();
  };
  const marks = [...pageOf(board, board.page).marks.values()];
  return html`<div class="more">
    <button data-name="clear" onClick=${() => setAsking('clear')}>${T(
      role === 'pupil' ? 'whiteboard.clear_own' : 'whiteboard.clear_all',
    )}</button>
    ${
      // Of a private talk nothing stays behind on a device that others use.
      !cover &&
      html`<button data-name="save" onClick=${() => setAsking('save')}>
        ${T('whiteboard.save')}</button>`
    }
    ${
      !cover &&
      UPLOADERS.has(role) &&
      html`<button data-name="material" onClick=${() => setAsking('material')}>
      ${T('whiteboard.material')}</button>`
    }</div>
    ${
      asking === 'clear' &&
      html`<${Asked} say=${role === 'pupil' ? 'clear_own_sure' : 'clear_all_sure'} onNo=${close}
      onYes=${() => clear(role !== 'pupil')} />`
    }
    ${
      asking === 'save' &&
      html`<${Dialog} label=${t('whiteboard.save')} kind="ask" onClose=${close}>
      <button class="primary big" onClick=${() => save(savePicture(marks, material))}>
        ${T('whiteboard.save_png')}</button>
      <button class="big" onClick=${() => save(savePages(board, material))}>
        ${T('whiteboard.save_pdf')}</button>
      <button class="big" onClick=${close}>${T('whiteboard.no')}</button><//>`
    }
    ${
      asking === 'material' &&
      html`<${Materials} plaza=${plaza} chosen=${board.upload} onHang=${hang}
      onClose=${close} />`
    }`;
}

/** @param {{say: string, onYes: () => void, onNo: () => void}} props */
const Asked = ({ say, onYes, onNo }) => html`<${Dialog} label=${t(`whiteboard.${say}`)} kind="ask"
  onClose=${onNo}><p>${T(`whiteboard.${say}`)}</p>
  <button class="primary big" onClick=${onYes}>${T('whiteboard.yes')}</button>
  <button class="big" onClick=${onNo}>${T('whiteboard.no')}</button><//>`;

/**
 * What lies behind the pages: a file sent now, or one that was sent before.
 * @param {{plaza: import('../plaza.js').Plaza, chosen: string, onHang: (upload: string) => void,
 *   onClose: () => void}} props
 */
const Materials = ({ plaza, chosen, onHang, onClose }) => html`<${Dialog} kind="ask materials"
  label=${t('whiteboard.material_choose')} onClose=${onClose}>
  <${Later} load=${uploads} kind="document" target=${chosen} onChoose=${onHang}
    onRemove=${(/** @type {string} */ upload) => plaza.send('RemoveUpload', upload)} />
  ${
    chosen &&
    html`<button class="big" onClick=${() => onHang('')}>${T('whiteboard.material_none')}</button>`
  }
  <button class="big" onClick=${onClose}>${T('whiteboard.no')}</button><//>`;
