/**
 * The floor editor (T3.7, T3.9): one changes the floor one stands on, and everybody there sees it
 * at once. What was put, moved or written can be undone; each change says one thing about one
 * part, so that two people who build together lose nothing.
 */

import { html, useEffect, useState } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { T, t } from '../strings.js';
import { FloorForm, FloorList } from './floors_editor.js';
import { ToldElsewhere, useEdit } from './objects_edit.js';
import { Layer } from './objects_layer.js';
import { Palette } from './objects_palette.js';
import { Properties } from './objects_properties.js';
import { PlacesForm } from './places_editor.js';
import { StaffHeader } from './staff_header.js';

const TABS = ['objects', 'places', 'floor', 'floors'];

/** @param {{plaza: import('../plaza.js').Plaza, onDone: () => void}} props */
export function Editor({ plaza, onDone }) {
  const [tab, setTab] = useState('objects');
  const [kind, setKind] = useState('');
  const [chosen, setChosen] = useState('');
  plaza.version.value;
  const { plan } = plaza.model;
  const edit = useEdit(plaza);
  const object = plan?.objects.find((/** @type {any} */ one) => one.object === chosen) ?? null;
  useShortcuts(edit, object, () => setChosen(''));
  useFloorThatStays(plaza);
  if (!plan) return html`<p class="banner" role="status">${T('build.on_a_floor')}</p>`;

  /** What could not stand there may be put elsewhere. @param {number} x @param {number} y tiles */
  async function place(x, y) {
    setKind('');
    const name = await edit.put(kind, x, y);
    if (name) setChosen(name);
    else setKind((now) => now || kind);
  }
  return html`
    ${
      tab === 'objects' &&
      html`<${Layer} plaza=${plaza} kind=${kind} chosen=${object} edit=${edit}
        onChoose=${setChosen} onPlace=${place} />`
    }
    <aside class="panel left" aria-label=${t('staff.build')}>
      <${StaffHeader} page="build" onDone=${onDone}>
        <button aria-label=${t('build.undo')} title=${t('build.undo')}
          onClick=${() => edit.undo(chosen)}><${Icon} name="undo" /></button>
        <button aria-label=${t('build.redo')} title=${t('build.redo')}
          onClick=${edit.redo}><${Icon} name="redo" /></button><//>
      <div class="tabs" role="tablist">${TABS.map(
        (name) => html`<button role="tab" aria-selected=${tab === name}
          onClick=${() => setTab(name)}>${T(`build.${name}`)}</button>`,
      )}</div>
      <${ToldElsewhere} edit=${edit} plan=${plan} />
      ${
        tab === 'objects' &&
        (object
          ? html`<${Properties} key=${chosen} plaza=${plaza} object=${object} edit=${edit}
              onDone=${() => setChosen('')} />`
          : html`<${Palette} plan=${plan} kind=${kind} onKind=${setKind}
              onObject=${setChosen} />`)
      }
      ${tab === 'places' && html`<${PlacesForm} plaza=${plaza} edit=${edit} />`}
      ${
        tab === 'floor' &&
        html`<${FloorForm} key=${plan.floor} plaza=${plaza} plan=${plan} edit=${edit} />`
      }
      ${tab === 'floors' && html`<${FloorList} plaza=${plaza} />`}
    </aside>`;
}

/** Says that the floor went while it was built. @param {import('../plaza.js').Plaza} plaza */
function useFloorThatStays({ model, say }) {
  const floor = model.plan?.floor ?? '';
  useEffect(
    () => () => {
      if (floor && !model.floors.has(floor)) say(t('build.floor_gone'));
    },
    [floor],
  );
}

/**
 * Keys for what is chosen: arrows move it, R turns it, Delete takes it away.
 * @param {import('./objects_edit.js').Edit} edit @param {any} object
 * @param {() => void} onGone
 */
function useShortcuts(edit, object, onGone) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    function press(event) {
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select'))
        return;
      const step = STEPS[event.key];
      if ((event.ctrlKey || event.metaKey) && event.key === 'z') edit.undo(object?.object ?? '');
      else if ((event.ctrlKey || event.metaKey) && event.key === 'y') edit.redo();
      else if (!object) return;
      else if (step) edit.nudge(object, ...step);
      else if (event.key === 'r' || event.key === 'R') edit.turn(object);
      else if (event.key === 'Delete' || event.key === 'Backspace') {
        edit.drop(object).then((done) => done && onGone());
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  });
}

/** @type {Record<string, [number, number]>} */
const STEPS = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
