/** What layers of normalization share: what their scales and shifts cost, and where they may be. */
import type { Constraint } from '../constraint/constraint.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Parameter, Planner } from './layer.ts';
import { checkConstraint, checkPenalty } from './weightOptions.ts';

/** What layers of normalization accept; penalties of the whole network leave scales and shifts alone. */
export interface NormOptions {
  /**
   * Penalty of the scales γ, default none: l1 takes whole features or channels out. Liu et al. (2017),
   * ICCV, eq. 1.
   */
  scalePenalty?: Penalty;
  /** Penalty of the shifts β, default none. */
  shiftPenalty?: Penalty;
  /** What the scales γ, which begin at 1, must satisfy after every step; default nothing. */
  scaleConstraint?: Constraint;
  /** What the shifts β, which begin at 0, must satisfy after every step; default nothing. */
  shiftConstraint?: Constraint;
}

export const NORM_OPTIONS = ['scalePenalty', 'shiftPenalty', 'scaleConstraint', 'shiftConstraint'];

/** @throws TypeError for what is no penalty or no constraint. */
export function checkNormOptions(where: string, options: NormOptions): void {
  for (const name of ['scalePenalty', 'shiftPenalty'] as const)
    if (options[name] !== undefined) checkPenalty(where, name, options[name]);
  for (const name of ['scaleConstraint', 'shiftConstraint'] as const)
    if (options[name] !== undefined) checkConstraint(where, name, options[name]);
}

/** γ and β, a number each per feature or channel. */
export function scaleAndShift(
  p: Planner,
  cols: number,
  options: NormOptions,
): { readonly gamma: Parameter; readonly beta: Parameter } {
  const parameter = (name: 'scale' | 'shift', value: number) => {
    const { [`${name}Penalty` as const]: penalty, [`${name}Constraint` as const]: constraint } =
      options;
    const rules = { ...(penalty && { penalty }), ...(constraint && { constraint }) };
    return p.parameter(name, [cols], { init: { value }, isPenalized: false, ...rules });
  };
  return { gamma: parameter('scale', 1), beta: parameter('shift', 0) };
}
