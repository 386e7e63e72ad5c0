/** The direction of imports of ARCHITECTURE.md as data, and the rules that read it. */
import type { SourceFile } from './sourceFile.ts';

/**
 * Rows from the top down. A file may import from its own folder and from every row below;
 * folders of one row never know each other. Files directly in the root stand under their names.
 */
export type Layers = readonly (readonly string[])[];

export const SRC: Layers = [
  ['index.ts', 'cli', 'tikhonovWorker.ts'],
  ['nn.ts'],
  ['load.ts'],
  ['report', 'diagnose', 'cluster'],
  ['select', 'combine', 'pretrain'],
  ['linear', 'train'],
  ['loss'],
  ['layer', 'optimizer', 'augment', 'data', 'model'],
  ['penalty', 'constraint', 'datafit'],
  ['runtime'],
  ['memory'],
  ['check.ts'],
];

export const ASSEMBLY: Layers = [
  ['linear.ts', 'nn.ts', 'augment.ts'],
  ['solver', 'layer', 'loss', 'optimizer', 'augment'],
  ['design', 'datafit', 'penalty', 'train'],
  ['blas'],
  ['math'],
];

/** Packages and Node modules each folder of src may name; every other folder names none. */
export const LIBRARIES: Readonly<Record<string, RegExp>> = {
  data: /^(udsv|node:fs\/promises)$/,
  report: /^(@observablehq\/plot|linkedom(\/worker)?)$/,
  cli: /^(commander|cli-progress|node:[a-z/_]+)$/,
};

/** Imports that climb, or that cross to a folder of the same row. */
export function climbs(root: string, layers: Layers, source: SourceFile): string[] {
  const from = layerOf(root, source.path);
  const row = rowOf(layers, from);
  if (row < 0) return [`${source.path}: ${from} has no place in the layers of ${root}`];
  return source.imports
    .filter((target) => target.startsWith(`${root}/`) && !target.includes('/generated/'))
    .filter((target) => layerOf(root, target) !== from)
    .filter((target) => rowOf(layers, layerOf(root, target)) <= row)
    .map((target) => `${source.path} imports ${target}`);
}

/** Packages and Node modules a file of src names though its folder may not. */
export function foreign(source: SourceFile): string[] {
  const allowed = LIBRARIES[layerOf('src', source.path)];
  return source.imports
    .filter((target) => !target.startsWith('src/') && !allowed?.test(target))
    .map((target) => `${source.path} imports ${target}`);
}

/** Paths of everything an entry point loads, itself first; files that are not in `sources` end it. */
export function reachable(entry: string, sources: readonly SourceFile[]): SourceFile[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const seen = new Set([entry]);
  for (const path of seen) for (const target of byPath.get(path)?.imports ?? []) seen.add(target);
  return [...seen].flatMap((path) => byPath.get(path) ?? []);
}

/** First folder below the root, or the name of a file directly in it. */
function layerOf(root: string, path: string): string {
  return path.slice(root.length + 1).split('/')[0]!;
}

function rowOf(layers: Layers, layer: string): number {
  return layers.findIndex((row) => row.includes(layer));
}
