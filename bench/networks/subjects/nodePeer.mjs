import { fileURLToPath } from 'node:url';
import { resolvePeer } from './peer.mjs';

/**
 * A subject in JavaScript that npm installs: its worker in peers/ is started with these arguments.
 * @param {string} name
 * @param {readonly string[]} packages
 * @param {string} worker
 * @param {(benchmark: import('../cases/case.mjs').Case) => boolean} supports
 * @param {readonly string[]} [more] arguments
 * @returns {import('./subject.mjs').Subject}
 */
export function nodePeer(name, packages, worker, supports, more = []) {
  const file = fileURLToPath(new URL(`../peers/${worker}.mjs`, import.meta.url));
  const args = ['--expose-gc', '--max-old-space-size=4096', file, ...more];
  const isInstalled = () => packages.every((each) => resolvePeer(each) !== undefined);
  return {
    name,
    find: () => (isInstalled() ? { command: process.execPath, args } : undefined),
    supports,
  };
}
