/** What a frame or a document shows: send a file, or choose one that was sent before (T3.7). */

import { html, useLayoutEffect, useState } from '../../vendor/vendor.js';
import { refusalText } from '../asked.js';
import { FILE_WITHIN_MS, fetched } from '../query.js';
import { T, t } from '../strings.js';
import { NotYet, useQuery } from './query.js';

const TAKEN = '.png,.jpg,.jpeg,.webp,.gif';
const TITLE_MAX_CHARS = 40;
const MEGABYTE = 1024 * 1024;
const MAX_MB = 10;

/**
 * @typedef {{upload: string, title: string, kind: string, bytes: number, floors: string[]}} Upload
 * @param {{kind: string, target: string, onChoose: (upload: string) => void,
 *   onRemove: (upload: string) => void}} props
 */
export function UploadField({ kind, target, onChoose, onRemove }) {
  const [uploads, setUploads] = useState(/** @type {Upload[] | null} */ (null));
  const [wrong, setWrong] = useState('');
  const [sending, setSending] = useState(false);
  const query = useQuery('/api/uploads', { version: target });
  useLayoutEffect(() => query.found && setUploads(query.found.uploads), [query.found]);
  const pdfs = kind === 'document';
  const fitting = (uploads ?? []).filter((one) => pdfs || one.kind !== 'pdf');

  /** @param {any} event */
  async function choose(event) {
    const [file] = event.target.files;
    event.target.value = '';
    if (!file) return;
    setSending(true);
    setWrong('');
    try {
      const sent = await send(file);
      setUploads((before) => [sent, ...(before ?? [])]);
      if (!pdfs && sent.kind === 'pdf') setWrong('upload_is_no_picture');
      else onChoose(sent.upload);
    } catch (error) {
      setWrong(/** @type {Error} */ (error).message);
    }
    setSending(false);
  }
  /** @param {Upload} one */
  const remove = (one) => {
    setUploads((before) => (before ?? []).filter((other) => other.upload !== one.upload));
    onRemove(one.upload);
  };
  return html`<fieldset class="uploads"><legend>${T('build.shows')}</legend>
    <label class="button wide" aria-busy=${sending}><span>${T(
      sending ? 'build.sending' : 'build.send_file',
    )}</span><input type="file" class="hidden" disabled=${sending}
      accept=${pdfs ? `${TAKEN},.pdf` : TAKEN} onChange=${choose} /></label>
    <p class="hint">${T(pdfs ? 'build.send_hint_pdf' : 'build.send_hint')}</p>
    ${wrong && html`<p class="wrong" role="alert">${refusalText(wrong, 0)}</p>`}
    <${NotYet} query=${query} />
    ${uploads?.length === 0 && html`<p class="empty">${T('build.no_uploads')}</p>`}
    <ul>${fitting.map(
      (one) => html`<li key=${one.upload}><button type="button"
        aria-pressed=${one.upload === target} onClick=${() => onChoose(one.upload)}>
        <${Thumb} one=${one} /><span>${one.title}<small>${sizeOf(one)}</small></span></button>
        ${
          one.floors.length === 0 &&
          one.upload !== target &&
          html`<button type="button" class="quiet" aria-label=${`${one.title} ${t('build.remove')}`}
            onClick=${() => remove(one)}>×</button>`
        }</li>`,
    )}</ul></fieldset>`;
}

/** @param {{one: Upload}} props */
const Thumb = ({ one }) =>
  one.kind === 'pdf'
    ? html`<i class="thumb pdf" aria-hidden="true">PDF</i>`
    : html`<img class="thumb" src=${`/api/previews/${one.upload}`} alt="" loading="lazy" />`;

/** @param {Upload} one */
const sizeOf = ({ bytes }) =>
  bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** Throws the reason of a refusal. @param {File} file @returns {Promise<Upload>} */
async function send(file) {
  if (file.size > MAX_MB * MEGABYTE) throw new Error('file_too_large');
  const title = file.name.replace(/\.[^.]*$/, '').slice(0, TITLE_MAX_CHARS) || t('build.shows');
  const { ok, status, found } = await fetched(`/api/uploads?title=${encodeURIComponent(title)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
    withinMs: FILE_WITHIN_MS,
  });
  if (!ok) throw new Error(found?.reason ?? (status ? 'other' : 'no_network'));
  return found;
}
