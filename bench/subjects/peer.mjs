import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Resolves from bench/peers/node_modules, or from the package's own. */
const require = createRequire(new URL('../peers/package.json', import.meta.url));

/**
 * Where an optional JavaScript peer is installed, or undefined.
 * @param {string} name
 */
export function resolvePeer(name) {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/**
 * Load an installed peer.
 * @param {string} name
 * @returns {any}
 */
export const requirePeer = (name) => require(name);

/**
 * Version of an installed peer, from its folder: its exports may hide package.json.
 * @param {string} name
 * @returns {string}
 */
export function peerVersion(name) {
  const [folder] = /** @type {string} */ (resolvePeer(name)).split(`/${name}/`);
  return JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')).version;
}
