/** Lists of calls, made executable once so that a step allocates nothing. */
import type { NetworkKernels } from '../memory/networkKernels.ts';
import type { AnyCall } from './divide.ts';

type Kernel = (...args: readonly number[]) => number;

/** A call that waits to be made. */
export type Bound = () => number;

/** The kernel with its arguments: by their number, because to spread a list costs an allocation. */
export function bind(kernels: NetworkKernels, [name, ...args]: AnyCall): Bound {
  const f = kernels[name] as Kernel;
  const [a, b, c, d, e, g, h, i] = args;
  switch (args.length) {
    case 0:
      return () => f();
    case 1:
      return () => f(a!);
    case 2:
      return () => f(a!, b!);
    case 3:
      return () => f(a!, b!, c!);
    case 4:
      return () => f(a!, b!, c!, d!);
    case 5:
      return () => f(a!, b!, c!, d!, e!);
    case 6:
      return () => f(a!, b!, c!, d!, e!, g!);
    case 7:
      return () => f(a!, b!, c!, d!, e!, g!, h!);
    default:
      return () => f(a!, b!, c!, d!, e!, g!, h!, i!);
  }
}

/** Make all calls in order. */
export function runAll(calls: readonly (() => unknown)[]): void {
  for (let k = 0; k < calls.length; k++) calls[k]!();
}
