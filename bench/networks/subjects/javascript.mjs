import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('../peers/javascript.mjs', import.meta.url));

/**
 * Loops as one would write them in JavaScript.
 * @type {import('./subject.mjs').Subject}
 */
export const javascript = {
  name: 'javascript',
  find: () => ({ command: process.execPath, args: ['--expose-gc', worker] }),
  supports: ({ kind }) => kind === 'exp' || kind === 'dropout' || kind === 'adamW',
};
