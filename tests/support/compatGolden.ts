/** Stored answers of other packages to their own arguments, with the data they belong to. */
import { readFileSync } from 'node:fs';

export interface CompatData {
  readonly X: number[][];
  readonly [name: string]: number[][] | number[];
}

/** One file of tests/golden/compat. */
export function compatGolden<C>(name: string): { source: string; cases: Record<string, C> } {
  return readJson(`compat/${name}`) as { source: string; cases: Record<string, C> };
}

/** Data that answers name. */
export function compatData(name: string): CompatData {
  return readJson(`data/${name}`) as CompatData;
}

export function readJson(name: string): unknown {
  const url = new URL(`../golden/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}
