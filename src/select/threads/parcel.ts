/** Folds and plans as plain data, for other threads. */
import type { Loaded } from '../../linear/learn.ts';
import { shareArray } from '../../memory/sharedMemory.ts';
import { type Parcel, parcelOf, penaltyOf } from '../../penalty/parcel.ts';
import type { Fold } from '../folds.ts';
import type { Plan } from '../lines.ts';

/** A fold; its weights are made again from its rows. */
export type FoldParcel = Omit<Fold, 'response'>;

export function foldParcel({ index, split, testWeight }: Fold): FoldParcel {
  const { train, test } = split;
  return { index, split: { train: shareArray(train), test: shareArray(test) }, testWeight };
}

export interface PlanParcel extends Omit<Plan, 'lines'> {
  readonly lines: readonly { readonly penalty: Parcel; readonly lambdas: Float64Array }[];
}

/** Undefined where a penalty is made of the user's functions. */
export function planParcel(plan: Plan): PlanParcel | undefined {
  const lines = plan.lines.flatMap(({ penalty, lambdas }) => {
    const parcel = parcelOf(penalty);
    return parcel ? [{ penalty: parcel, lambdas }] : [];
  });
  return lines.length === plan.lines.length ? { ...plan, lines } : undefined;
}

export function planOf(parcel: PlanParcel): Plan {
  const lines = parcel.lines.map(({ penalty, lambdas }) => ({
    penalty: penaltyOf(penalty),
    lambdas,
  }));
  return { ...parcel, lines };
}

/** Why the fits of a plan cannot be spread over threads; undefined where they can. */
export function whyAlone({ spec }: Loaded, plan: Plan): string | undefined {
  if (typeof spec.exclude === 'function') return 'exclude is a function';
  if (!planParcel(plan)) return 'the penalty is made of functions';
  return undefined;
}
