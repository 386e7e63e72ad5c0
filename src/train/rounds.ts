/** Calls that threads make at the same time, written to where all of them read. */
import type { NetworkKernels, NetworkModule } from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';
import { follow, type TeamSetup } from '../runtime/team.ts';
import { bind, runAll } from './calls.ts';
import type { AnyCall, Kernel } from './divide.ts';

/** The calls of each part; a thread makes those of a part in their order. */
export type Round = readonly (readonly AnyCall[])[];

/**
 * The address of a round, as f64: how many there are, then for each part the number of its calls, and for
 * each call the place of its kernel among the exports, the number of its arguments, and these.
 */
export function writeRound(scope: Scope, kernels: NetworkKernels, round: Round): number {
  const names = Object.keys(kernels);
  const numbers = round.flatMap((calls) => [
    calls.length,
    ...calls.flatMap(([kernel, ...args]) => [names.indexOf(kernel), args.length, ...args]),
  ]);
  return scope.putF64([numbers.length, ...numbers]);
}

/** The calls of one part. */
export function readPart({ memory }: Scope, kernels: NetworkKernels, at: number, part: number) {
  const names = Object.keys(kernels) as Kernel[];
  const numbers = memory.f64(at + 8, memory.f64(at, 1)[0]!);
  let place = 0;
  const next = () => numbers[place++]!;
  const call = (): AnyCall => {
    const kernel = names[next()]!;
    return [kernel, ...Array.from({ length: next() }, next)];
  };
  let calls: AnyCall[] = [];
  for (let k = 0; k <= part; k++)
    calls = place < numbers.length ? Array.from({ length: next() }, call) : [];
  return calls;
}

/** In a helper: one part of every round of a team, whose `extra` is the module of the kernels. */
export function roundParts(scope: Scope, { cells, extra }: TeamSetup<NetworkModule>) {
  return function* (part: number): Task<void> {
    yield;
    const kernels = scope.memory.start<NetworkKernels>(extra);
    const known = new Map<number, () => void>();
    follow(cells, part, (round) => {
      let run = known.get(round);
      if (!run) {
        const calls = readPart(scope, kernels, round, part).map((call) => bind(kernels, call));
        run = () => runAll(calls);
        known.set(round, run);
      }
      return run;
    });
  };
}
