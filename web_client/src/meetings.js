/** Which service a meeting's address belongs to, by its host, so that the button can name it. */

/** @type {[string, RegExp][]} */
const SERVICES = [
  ['Zoom', /(^|\.)zoom(gov)?\.(us|com)$/],
  ['Teams', /(^|\.)teams\.(microsoft|live)\.com$/],
  ['Meet', /^meet\.google\.com$/],
  ['Jitsi', /(^|\.)(jitsi\.|meet\.jit\.si$|8x8\.vc$)/],
  ['BigBlueButton', /(^|\.)(bbb|bigbluebutton)\d*\./],
];

/** The name of the service, or else the host. @param {string} link an https address */
export function meetingName(link) {
  const { host, pathname } = new URL(link);
  const known = SERVICES.find(([, hosts]) => hosts.test(host));
  if (known) return known[0];
  return pathname.startsWith('/bigbluebutton/') ? 'BigBlueButton' : host;
}
