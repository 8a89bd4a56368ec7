/** A screen that somebody in the call shows: large beside the card, or small and out of the way. */

import { html, useState } from '../../vendor/vendor.js';
import { CallIcon } from '../art/call_icons.js';
import { loadCallStrings } from '../call_strings.js';
import { seen } from '../media.js';
import { T, t } from '../strings.js';
import { Picture } from './call_people.js';

loadCallStrings();

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function SharedScreen({ plaza }) {
  const [large, setLarge] = useState(true);
  const media = seen(plaza);
  const { call, account } = plaza.model;
  const step = media.watch.step();
  const track = media.way.connection()?.screen.track;
  if (!call?.screen || call.screen === account || !track) return null;
  if (step === 'sound' || step === 'avatars') return null;
  const name = call.members.get(call.screen)?.name ?? '';
  return html`<section class=${`shared ${large ? '' : 'small'}`}
    aria-label=${t('call.screen_of', { name })}>
    <header><h2>${T('call.screen_of', { name })}</h2>
      <button aria-label=${t(large ? 'call.smaller' : 'call.larger')}
        onClick=${() => setLarge(!large)}><${CallIcon} name=${large ? 'small' : 'large'} />${
          large && html`<span>${T('call.smaller')}</span>`
        }</button></header>
    <${Picture} track=${track} label=${t('call.screen_of', { name })} /></section>`;
}
