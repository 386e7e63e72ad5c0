/** Ways to split rows into training and test rows. */
export { resolveFolds } from './resolveFolds.ts';
export type { SplitContext, Splitter } from './splitter.ts';
