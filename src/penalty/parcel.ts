/** Penalties as plain data and back, for other threads: the same value, to the last bit. */

import { checkNonNegative, fail, failType } from '../check.ts';
import { acrossOutputs } from './acrossOutputs.ts';
import { type AdaptiveRule, adaptive } from './adaptive.ts';
import { make as makeElasticNet } from './elasticNet.ts';
import { grouped, groupsOf, type Shares } from './grouped.ts';
import * as penalties from './index.ts';
import type { Groups, Penalty } from './penalty.ts';
import { slope } from './slope.ts';
import { type Amounts, make as makeTikhonov } from './tikhonov.ts';
import type { WholePenalty } from './whole.ts';

/** How a penalty is made again. */
export type Parcel = Made & { readonly adaptive?: AdaptiveRule | undefined };

type Made =
  | {
      readonly form: 'net';
      readonly kind: string;
      readonly lambda: number;
      readonly l1Ratio: number;
    }
  | { readonly form: 'across'; readonly lambda: number; readonly l1Ratio: number }
  | { readonly form: 'concave'; readonly kernel: string; readonly shape: Concave }
  | {
      readonly form: 'group';
      readonly kind: string;
      readonly lambda: number;
      readonly shares: Shares;
      readonly groups: Groups;
    }
  | {
      readonly form: 'slope';
      readonly lambda: number;
      readonly state: NonNullable<WholePenalty['state']>;
    }
  | { readonly form: 'tikhonov'; readonly amounts: Amounts };

interface Concave {
  readonly lambda: number;
  readonly gamma: number;
  readonly l1Ratio: number;
}

/** Plain data; undefined for a penalty of the user's own functions, which cannot be sent. */
export function parcelOf(penalty: Penalty): Parcel | undefined {
  const made = madeOf(penalty);
  return made && { ...made, adaptive: penalty.adaptive };
}

function madeOf(penalty: Penalty): Made | undefined {
  const { kernel, kind, lambda, l1Ratio, groups, whole, quadratic, params } = penalty;
  if (whole) return whole.state && { form: 'slope', lambda, state: whole.state };
  if (quadratic) {
    const { strength, gamma } = quadratic;
    const [first, second] = params as [number, number];
    return { form: 'tikhonov', amounts: { quadratic: strength, first, second, lambda, gamma } };
  }
  if (penalty.acrossOutputs) return { form: 'across', lambda, l1Ratio };
  if (groups) {
    const [norm, l1, l2] = penalty.scaled(1).params as [number, number, number];
    return { form: 'group', kind, lambda, shares: { norm, l1, l2 }, groups };
  }
  if (kernel === 'elasticNet') return { form: 'net', kind, lambda, l1Ratio };
  return { form: 'concave', kernel, shape: { lambda, gamma: penalty.gamma!, l1Ratio } };
}

/** The penalty again. */
export function penaltyOf({ adaptive: rule, ...made }: Parcel): Penalty {
  if (made.form === 'across') {
    const net = makeElasticNet('elasticNet', made.lambda, made.l1Ratio);
    return acrossOutputs(rule ? adaptive(net, rule) : net);
  }
  const penalty = remade(made);
  return rule ? adaptive(penalty, rule) : penalty;
}

function remade(made: Exclude<Made, { form: 'across' }>): Penalty {
  switch (made.form) {
    case 'net':
      return makeElasticNet(made.kind, made.lambda, made.l1Ratio);
    case 'concave':
      return concaveOf(made.kernel)(made.shape);
    case 'group':
      return grouped(made.kind, made.lambda, made.shares, made.groups);
    case 'slope':
      return slope({ lambda: made.lambda, ...made.state });
    case 'tikhonov':
      return makeTikhonov(made.amounts);
  }
}

/**
 * The penalty of a parcel out of a file, for layers: a sum over weights, or over groups of them. The
 * functions that make penalties check its numbers once more.
 * @throws RangeError or TypeError for what no penalty of a layer becomes.
 */
export function penaltyFrom(where: string, parcel: Parcel): Penalty {
  if (parcel.form === 'net')
    penalties.elasticNet({ lambda: parcel.lambda, l1Ratio: parcel.l1Ratio });
  else if (parcel.form === 'group') checkGrouped(where, parcel);
  else if (!isConcave(parcel))
    fail(where, 'penalty', 'be a sum over weights or groups of them', parcel.form);
  return penaltyOf({ ...parcel, adaptive: undefined });
}

function checkGrouped(where: string, parcel: Made & { readonly form: 'group' }): void {
  const { kind, lambda, shares, groups } = parcel;
  if (typeof kind !== 'string') failType(where, 'penalty', 'have a name', kind);
  groupsOf(where, { lambda, groups: groups?.members, weights: groups?.weights }, []);
  for (const name of ['norm', 'l1', 'l2'] as const)
    checkNonNegative(where, `penalty.${name}`, shares?.[name]);
}

function isConcave(parcel: Parcel): boolean {
  if (parcel.form !== 'concave') return false;
  return concaveOf(parcel.kernel)?.(parcel.shape)?.kernel === parcel.kernel;
}

/** The function that makes penalties of a kernel: it has the kernel's name. */
function concaveOf(kernel: string): (shape: Concave) => Penalty {
  return (penalties as unknown as Record<string, (shape: Concave) => Penalty>)[kernel]!;
}
