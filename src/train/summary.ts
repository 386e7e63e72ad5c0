/** A network as a table for people. */
import { checkCount, checkKeys } from '../check.ts';
import type { Layer, Shape } from '../layer/layer.ts';
import { adamW } from '../optimizer/adamW.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import { footprintOf } from './footprint.ts';
import { outlineOf } from './outline.ts';
import { checkOptimizer } from './updates.ts';

/** Options of summaries: the training whose memory is told. */
export interface SummaryOptions {
  /** Rows of a step, default 32. */
  batchSize?: number;
  /** Default adamW(). */
  optimizer?: Optimizer;
}

/** Bytes of a number. */
const BYTES = 4;

type Row = readonly string[];

/** Layers, those inside others further in, then memory by what it is for. */
export function summaryOf(
  layers: readonly Layer[],
  input: Shape,
  options: SummaryOptions = {},
): string {
  checkKeys('summary', options, ['batchSize', 'optimizer']);
  const { batchSize = 32, optimizer = adamW() } = options;
  checkCount('summary', 'batchSize', batchSize, 1);
  checkOptimizer('summary', optimizer);
  const outline = outlineOf('summary', layers, input);
  const found = footprintOf(layers, input, outline, { batchSize, optimizer });
  const bytes = (count: number) => String(BYTES * count);
  const memory: Row[] = [
    ['memory', 'bytes'],
    ['parameters', bytes(found.parameters)],
    ['state', bytes(found.state)],
    [`activations of ${batchSize} rows`, bytes(found.activations)],
    ['gradients', bytes(found.gradients)],
    [`optimizer ${optimizer.type}`, bytes(found.optimizer)],
  ];
  const total = ['total', '', String(found.parameters), bytes(found.parameters)];
  const head = ['layer', 'output', 'parameters', 'bytes'];
  const table = aligned([head, ...rowsOf(layers, input, ''), total], 2);
  return [...table, '', ...aligned(memory, 1)].join('\n');
}

/** A row per layer, with what is inside it below. */
function rowsOf(layers: readonly Layer[], input: Shape, indent: string): Row[] {
  const { layers: outlined } = outlineOf('summary', layers, input);
  return outlined.flatMap(({ name, type, shape, parameters }, k) => {
    const row = [indent + name, shape.join(' × '), `${parameters}`, `${BYTES * parameters}`];
    if (type !== 'residual') return [row];
    const inner = layers[k]!.args[0] as readonly Layer[];
    return [row, ...rowsOf(inner, outlined[k - 1]?.shape ?? input, `${indent}  `)];
  });
}

/** Columns of text, then columns of numbers. */
function aligned(rows: readonly Row[], texts: number): string[] {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const pad = (cell: string, k: number) =>
    k < texts ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}
