/** The forms in which a response may come. */
import type { Family } from '../../datafit/family.ts';
import type { Label, MatrixLike, VectorLike } from '../../memory/types.ts';
import type { FamilySpec } from './familyChoice.ts';

/** Times of follow-up and whether the event happened then (else the row is censored). */
export interface SurvivalTimes {
  readonly time: VectorLike;
  readonly event: VectorLike | readonly boolean[];
}

/**
 * Numbers; labels of classes; a matrix (counts of failures and successes, class counts, several
 * responses); or times of survival.
 */
export type ResponseLike =
  | VectorLike
  | readonly Label[]
  | MatrixLike
  | SurvivalTimes
  | readonly { readonly time: number; readonly event: number | boolean }[];

/** A response as its family codes it. */
export interface CodedResponse {
  readonly spec: FamilySpec;
  readonly family: Family;
  /** n values per output, output after output; y − offset for the gaussian family. */
  readonly target: Float64Array;
  /** Row weights, scaled to sum to 1: given ones times trials times class weights. */
  readonly weights: Float64Array;
  /** n values per output, where it is not part of the target. */
  readonly offset?: Float64Array | undefined;
  /** Labels of the classes in the users' own type, in the order of the codes. */
  readonly classes?: readonly Label[] | undefined;
  /** Weight of each class that `weights` hold, where classes are weighted. */
  readonly classWeights?: Float64Array | undefined;
  /** Names of several responses. */
  readonly outputNames?: readonly string[] | undefined;
}
