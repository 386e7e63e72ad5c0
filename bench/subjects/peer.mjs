import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Optional JavaScript peers in a folder of bench/peers, or in the package's own dependencies.
 * @param {string} folder ends in a slash; '' is bench/peers itself
 */
export function peersIn(folder) {
  const require = createRequire(new URL(`../peers/${folder}package.json`, import.meta.url));
  /** Where a peer is installed, or undefined. @param {string} name */
  const resolvePeer = (name) => {
    try {
      return require.resolve(name);
    } catch {
      return undefined;
    }
  };
  /** Load an installed peer. @param {string} name @returns {any} */
  const requirePeer = (name) => require(name);
  /**
   * Version of an installed peer, from its folder: its exports may hide package.json.
   * @param {string} name
   * @returns {string}
   */
  const peerVersion = (name) => {
    const [root] = /** @type {string} */ (resolvePeer(name)).split(`/${name}/`);
    return JSON.parse(readFileSync(`${root}/${name}/package.json`, 'utf8')).version;
  };
  return { resolvePeer, requirePeer, peerVersion };
}

export const { resolvePeer, requirePeer, peerVersion } = peersIn('');
