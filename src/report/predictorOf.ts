import type { FamilySpec } from '../linear/response/familyChoice.ts';
import type { Label } from '../memory/types.ts';

/** What a coefficient is a part of: `log odds of malignant`, `log mean of visits`. */
export function predictorOf(
  family: FamilySpec,
  classes: readonly Label[] | undefined,
  target: string,
): string {
  switch (family.name) {
    case 'binomial':
      return `log odds of ${String(classes?.[1])}`;
    case 'squaredHinge':
      return `margin of ${String(classes?.[1])}`;
    case 'multinomial':
      return 'log odds of each class, up to a common term';
    case 'cox':
      return 'log hazard';
    case 'quantile':
      return `${family.tau ?? 0.5} quantile of ${target}`;
    case 'poisson':
    case 'gamma':
    case 'tweedie':
    case 'negativeBinomial':
      return `log mean of ${target}`;
    default:
      return target;
  }
}
