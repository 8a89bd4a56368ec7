/**
 * The lesson one is in, above the floor: until when, and one tap to where it meets (T3.1, T4.6).
 * The link is an ordinary one, so that no blocker of pop-ups stands in its way.
 */

import { html, useEffect } from '../../vendor/vendor.js';
import { meetingName } from '../meetings.js';
import { clockTime, T, titleOf } from '../strings.js';

/** @param {{plaza: import('../plaza.js').Plaza}} props */
export function LessonCard({ plaza }) {
  plaza.version.value;
  const { lesson } = plaza.model;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && plaza.model.lesson?.opened)
        plaza.send('ReturnFromMeeting');
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      removeEventListener('focus', look);
    };
  }, []);
  if (!lesson) return null;
  const meet = () => {
    // The other service needs the camera that we may hold.
    plaza.media?.release();
    plaza.send('OpenMeeting');
  };
  return html`<div class="banner lesson"><p><b>${titleOf(lesson)}</b>
      <small>${T('lesson_until', { time: clockTime(lesson.endsMs) })}</small></p>
    ${
      lesson.link &&
      html`<a class="button primary" href=${lesson.link} target="_blank"
        rel="noopener noreferrer" onClick=${meet}>
        ${T('lesson_open', { name: meetingName(lesson.link) })}</a>`
    }</div>`;
}
