/**
 * The one policy that may name a script to a worker: files of our own client, and nothing else.
 * The page's CSP knows it by name; browsers without Trusted Types take the address as it is.
 */

const OWN = '/client/';

/** @type {{createScriptURL: (url: string) => any} | undefined} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('hiroba', {
  createScriptURL: own,
});

/** @param {string} address */
function own(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || !url.pathname.startsWith(OWN))
    throw new TypeError('not a script of ours');
  return url.href;
}

/** A worker from a file of the client. @param {string} address */
export function ownWorker(address) {
  const url = policy ? policy.createScriptURL(address) : own(address);
  return new Worker(url, { type: 'module' });
}
