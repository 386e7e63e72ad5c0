/** Numbers for the cases of layers: weights that no layer begins with, and rows that fit. */
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { Store, type Weights } from '../../src/train/store.ts';
import { random } from './random.ts';

interface Net {
  readonly layers: readonly Layer[];
  /** Shape of a sample. */
  readonly input: Shape;
}

/** Weights that no layer begins with; variances are positive. */
export function weightsOf({ layers, input }: Net): Weights {
  const scope = new Scope(defaultMemory(), 'test');
  const store = new Store(scope, outlineOf('test', layers, input));
  store.initialize(1);
  const weights = store.read();
  scope.release();
  const { normal } = random(7);
  for (const [name, numbers] of weights)
    numbers.forEach((_, k) => {
      numbers[k] = name.endsWith('variance') ? 0.5 + Math.abs(normal()) : normal();
    });
  return weights;
}

/** Rows that fit the input: integers where indices are asked for. */
export function rowsOf({ layers, input }: Net, rows: number): number[][] {
  const { indices } = outlineOf('test', layers, input);
  const { normal, uniform } = random(4);
  const size = input.reduce((a, b) => a * b, 1);
  const draw = () => (indices ? Math.floor(indices * uniform()) : Math.fround(normal()));
  return Array.from({ length: rows }, () => Array.from({ length: size }, draw));
}
