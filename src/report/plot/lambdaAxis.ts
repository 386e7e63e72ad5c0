import type { Axis } from './axis.ts';
import { extent } from './axis.ts';

export const LAMBDA_TITLE: string = 'λ, log scale · weaker regularization →';

/**
 * Log axis of λ from the strongest at the left to the weakest at the right; half a decade to both
 * sides of a single value. λ = 0 has no place on it. Undefined where no λ is above zero.
 */
export function lambdaAxis(lambdas: Iterable<number>): Pick<Axis, 'type' | 'domain'> | undefined {
  const range = extent([...lambdas].filter((lambda) => lambda > 0));
  if (!range) return undefined;
  const [low, high] = range;
  const half = Math.sqrt(10);
  return { type: 'log', domain: low === high ? [high * half, low / half] : [high, low] };
}
