/** The contract of the ways to split rows into training and test rows. */
import type { Label } from '../../memory/types.ts';
import type { Seed } from '../../runtime/random.ts';
import type { FoldSpec, Split } from '../types.ts';

/** What a splitter may look at. */
export interface SplitContext {
  /** Number of rows, at least 2. */
  readonly n: number;
  /** Target of each row: the classes of the stratified kinds, where the spec names no others. */
  readonly y?: ArrayLike<Label>;
  /** Group of each row, where the spec names no others. */
  readonly groups?: ArrayLike<Label>;
  /** Default 0. */
  readonly seed?: Seed;
}

/** One kind of folds. */
export interface Splitter {
  /** Options of the spec that mean something to this kind; others are refused. */
  readonly options: readonly (keyof FoldSpec)[];
  /** Splits with sorted rows, no row on both sides, neither side empty. */
  split(spec: FoldSpec, context: SplitContext): Split[];
}
