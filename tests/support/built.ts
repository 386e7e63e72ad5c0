/** The built package: threads run its files, so what is tested with threads is what is published. */
import { pathToFileURL } from 'node:url';

export type Package = typeof import('../../src/index.ts');

export function built(): Promise<Package> {
  return import(/* @vite-ignore */ pathToFileURL('dist/index.js').href) as Promise<Package>;
}
