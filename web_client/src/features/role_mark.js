/** Who is not a pupil, told by form and word, in every list (T2.1.g). */

import { html } from '../../vendor/vendor.js';
import { Icon } from '../art/icons.js';
import { T } from '../strings.js';

export const MARKED_ROLES = ['supporter', 'teacher', 'admin'];

/** @param {{role: string | undefined}} props nothing for a pupil */
export const RoleMark = ({ role = '' }) =>
  MARKED_ROLES.includes(role) &&
  html`<span class=${`role ${role}`}><${Icon} name=${role} />${T(`mark.${role}`)}</span>`;
