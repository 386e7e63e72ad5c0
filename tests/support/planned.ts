/** Layers planned on random numbers, for tests of what layers promise. */
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { networkKernels, realsAt } from '../../src/memory/networkKernels.ts';
import { Scope } from '../../src/memory/scope.ts';
import { sgd } from '../../src/optimizer/sgd.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { Plan, type PlanOptions } from '../../src/train/plan.ts';
import { Store } from '../../src/train/store.ts';
import type { Reals } from './networkKernels.ts';
import { random } from './random.ts';

/** Whether kernels compute in f64, so that finite differences are sharp. */
export function isFloat64(): boolean {
  return networkKernels(defaultMemory()).real_bytes() === 8;
}

export interface Planned {
  readonly plan: Plan;
  readonly store: Store;
  /** Names of the parameters, and how many numbers each has. */
  readonly parameters: readonly (readonly [name: string, size: number])[];
  /** Writable views: the input, a parameter, the output, and their gradients. */
  readonly view: (at: number, length: number) => Reals;
  /** Another step of everything random. */
  readonly tick: () => void;
}

/** Run with `layers` planned for a batch; weights are normal, not what the layers begin with. */
export function planned<T>(
  layers: readonly Layer[],
  input: Shape,
  options: Partial<PlanOptions>,
  use: (planned: Planned) => T,
): T {
  const memory = defaultMemory();
  const kernels = networkKernels(memory);
  const scope = new Scope(memory, 'test');
  try {
    const store = new Store(scope, outlineOf('test', layers, input));
    store.train(sgd());
    store.initialize(1);
    const clock = scope.i32(1);
    const work = scope.reserve(kernels.gemm_workspace());
    const plan = new Plan(store, {
      ...{ where: 'test', layers, input, batch: 5, seed: 2, clock, work },
      ...{ isTraining: true, isNoisy: true, asksInput: true, ...options },
    });
    const view = (at: number, length: number) => realsAt(memory, at, length);
    const { normal } = random(3);
    const parameters = store.outline.parameters.map(
      ({ name, shape }) => [name, shape.reduce((a, b) => a * b, 1)] as const,
    );
    for (const [name, size] of parameters) fill(view(store.parameter(name).at, size), normal);
    fill(view(plan.x.at, plan.batch * plan.x.size), normal);
    return use({ plan, store, parameters, view, tick: () => kernels.clock_tick(clock) });
  } finally {
    scope.release();
  }
}

export function fill(values: Reals, draw: () => number): void {
  for (let i = 0; i < values.length; i++) values[i] = draw();
}
