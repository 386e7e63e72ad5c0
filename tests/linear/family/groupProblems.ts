/** Problems with groups, and the judge's words for them. */
import { binomial, gaussian, poisson } from '../../../src/datafit/index.ts';
import type { Penalty } from '../../../src/penalty/index.ts';
import { random } from '../../support/random.ts';
import { fitGroups, type GroupFit, type GroupModel } from './groupFit.ts';

export const TOL = 1e-10;

/** For comparisons of coefficients: a gap of 1e-13 and a curvature near 1 leave its root, 3e-7. */
export const TIGHT = 1e-13;
export const SAME_COEFFICIENTS = 1e-5;
export const FAMILIES = { gaussian: gaussian(), binomial: binomial(), poisson: poisson() };
export type Name = keyof typeof FAMILIES;

/** Groups of 1 to 6 columns that lie apart from each other. */
export function groupsOf(p: number): number[][] {
  const count = Math.ceil(p / 3.5);
  const lists = Array.from({ length: count }, (): number[] => []);
  for (let j = 0; j < p; j++) lists[(j * j + j) % count]!.push(j);
  return lists.filter((list) => list.length > 0);
}

/** A response of each family that a few columns explain. */
export function responses(rows: number[][], seed: number): Record<Name, number[]> {
  const { normal, uniform } = random(seed);
  const p = rows[0]!.length;
  const eta = rows.map((x) => 0.3 + 0.6 * x[0]! - 0.6 * x[p >> 1]! + 0.5 * x[p - 1]!);
  return {
    gaussian: eta.map((value) => value + normal()),
    binomial: eta.map((value) => Number(value + 2 * uniform() > 1.2)),
    poisson: eta.map((value) => Math.floor(Math.exp(Math.min(value, 3)) + uniform())),
  };
}

/** The penalty as the judge knows it. */
export function judged(penalty: Penalty, lambda: number, l1Ratio: number) {
  const { members, weights } = penalty.groups!;
  const groups = members as number[][];
  const groupWeights = weights === 'none' ? groups.map(() => 1) : undefined;
  return { kind: 'group', lambda, l1Ratio, groups, ...(groupWeights && { groupWeights }) } as const;
}

export function modelsOf(X: number[][], y: ArrayLike<number>, options: GroupFit): GroupModel[] {
  return fitGroups(X, y, options).models;
}
