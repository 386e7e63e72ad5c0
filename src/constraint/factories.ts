/** The functions that make constraints, by the type that their constraints have. */
import { box, nonNegative } from './box.ts';
import type { Constraint } from './constraint.ts';
import type * as barrel from './index.ts';
import { maxNorm, unitNorm } from './norms.ts';
import { orthogonal } from './orthogonal.ts';

/** A constraint of the barrel that is missing here, so that no file could hold it, is a type error. */
export const CONSTRAINTS: Readonly<Record<keyof typeof barrel, (...args: never[]) => Constraint>> =
  { box, maxNorm, nonNegative, orthogonal, unitNorm };
