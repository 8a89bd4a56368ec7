/** みまもり: who calls for help, what was reported, and whose hand is up (T2.2.h, T6.19, T2.1.h). */

import { html, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { Later } from '../later.js';
import { findPerson } from '../model.js';
import { clockTime, T, t } from '../strings.js';
import { goNear } from './floor.js';
import { Press } from './press.js';
import { NotYet, useQuery } from './query.js';
import { StaffHeader } from './staff_header.js';

const drawn = () => import('./whiteboard_reported.js').then((module) => module.ReportedDrawing);
const BUTTONS = /** @type {const} */ ([
  'menu',
  'chat',
  'people',
  'floors',
  'status',
  'look',
  'settings',
  'help',
  'alone',
  'leave',
  'where',
  'zoom',
  'whole',
]);

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function CarePage({ plaza, onDone }) {
  plaza.version.value;
  const { model } = plaza;
  const helper = model.role !== 'teacher';
  const hands = [...model.hands].map((handle) => model.people.get(handle));
  return html`<aside class="panel left" aria-label=${t('staff.care')}>
    <${StaffHeader} page="care" onDone=${onDone} />
    ${
      helper &&
      html`<h3>${T('care.helps')}</h3>
      ${model.helps.size === 0 && html`<p class="empty">${T('care.no_helps')}</p>`}
      <ul class="all">${[...model.helps].map(
        ([account, help]) =>
          html`<${Call} key=${account} plaza=${plaza} account=${account} help=${help} />`,
      )}</ul>`
    }
    <h3>${T('care.hands')}</h3>
    ${hands.length === 0 && html`<p class="empty">${T('care.no_hands')}</p>`}
    <ol class="all">${hands.map(
      (one) => one && html`<li key=${one.handle}><${Icon} name="hand" /> ${one.name}</li>`,
    )}</ol>
    ${
      helper &&
      html`<h3>${T('care.reports')}</h3>
      ${model.reports.size === 0 && html`<p class="empty">${T('care.no_reports')}</p>`}
      <ul class="all">${[...model.reports.values()].map(
        (report) => html`<${Case} key=${report.report} plaza=${plaza} report=${report} />`,
      )}</ul>`
    }</aside>`;
}

/**
 * @param {{plaza: import('../plaza.js').Plaza, account: string,
 *   help: import('../safety_model.js').Help}} props
 */
function Call({ plaza, account, help }) {
  plaza.version.value;
  const { model } = plaza;
  const here = findPerson(model, account);
  const pointing = plaza.pointing.value === account;
  const place = help.floorName ? `${help.floorName}　${help.zone}` : t('care.at_desk');
  return html`<li class="case urgent"><p><b>${help.name}</b><small>　${place}　${clockTime(
    help.askedMs,
  )}</small></p>
    ${help.by && html`<p class="hint">${T('care.answered', { name: help.by })}</p>`}
    <div class="row">
      <${Press} plaza=${plaza} class="primary" wish=${['AnswerHelp', account]}>
        ${T('care.answer')}<//>
      <button onClick=${() => goNear(plaza, account)}>${T('near')}</button>
      <${Press} plaza=${plaza} wish=${['CloseHelp', account]}>${T('care.close')}<//></div>
    <div class="row">
      ${
        here &&
        html`<button aria-pressed=${pointing} onClick=${() => {
          plaza.pointing.value = pointing ? '' : account;
        }}><${Icon} name="point" /> ${T(pointing ? 'care.press_floor' : 'care.point')}</button>`
      }
      <select aria-label=${t('care.point_button')} onChange=${(/** @type {any} */ e) => {
        if (e.target.value) plaza.send('PointAtButton', account, e.target.value);
        e.target.value = '';
      }}><option value="">${t('care.point_button')}</option>${BUTTONS.map(
        (name) => html`<option value=${name}>${t(`point.${name}`)}</option>`,
      )}</select></div></li>`;
}

/**
 * @param {{plaza: import('../plaza.js').Plaza,
 *   report: import('../vocabulary_types.js').Messages['ReportShown']}} props
 */
function Case({ plaza, report }) {
  const [asked, setAsked] = useState(false);
  const query = useQuery(asked ? `/api/reports/lines?report=${report.report}` : '');
  const lines = /** @type {any[] | null} */ (query.found);
  return html`<li class="case"><p><b>${report.about_name}</b><small>　${T(
    `care.${report.place}`,
  )}　${T('care.told_by', { name: report.name })}　${report.floor_name}　${clockTime(
    report.reported_ms,
  )}</small></p>
    ${asked && html`<${NotYet} query=${query} />`}
    ${
      lines &&
      html`<ol class="read">${lines.map(
        (line) => html`<li class=${line.about ? 'about' : ''}><b>${line.name}</b>
        <small>${clockTime(line.sent_ms)}</small> ${line.text}</li>`,
      )}${lines.length === 0 && html`<li>${T('care.no_lines')}</li>`}</ol>`
    }
    ${
      report.place === 'drawing' && html`<${Later} load=${drawn} plaza=${plaza} report=${report} />`
    }
    <div class="row">${
      !asked &&
      report.place !== 'drawing' &&
      html`<button onClick=${() => setAsked(true)}>${T('care.read')}</button>`
    }
      <${Press} plaza=${plaza} wish=${['CloseReport', report.report]}>${T('care.close')}
        <//></div></li>`;
}
