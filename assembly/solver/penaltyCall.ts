/** Everything a solver asks of a penalty behind one export, so that a penalty is one line of the menu. */
import { Penalty } from '../penalty/penalty';
import { ColumnProblem, columnFree, columnSweep } from './columnSweep';
import { dualScale, fenchelTerms, Terms } from './dualGap';
import { Lazy, lazySelect } from './lazy';
import { Quadratic } from './quadratic';
import { screen } from './screening';
import { freedom, improve, penaltyAlong } from './solve';
import { stationarity } from './stationarity';

/** The calls by number; src/memory/calls.ts has the same list. */
export const enum PenaltyCall {
  /** `at` a Quadratic; a = budget. */
  improve,
  /** `at` a Quadratic; Σ f g(b + a · direction). */
  along,
  /** `at` a Quadratic; members a … b − 1. */
  freedom,
  /** `at` Terms. */
  scale,
  /** `at` Terms; a = scale, b = null loss. */
  fenchel,
  /** `at` Terms. */
  stationarity,
  /** `at` Terms with its screening fields; a = ratio. */
  screen,
  /** `at` a ColumnProblem; a = tolerance, b = budget. */
  sweep,
  /** `at` a ColumnProblem. */
  free,
  /** `at` a Lazy; a = the reference that is given up. */
  select,
}

export function penaltyCall<P extends Penalty>(
  call: i32,
  at: usize,
  penalty: P,
  a: f64,
  b: f64,
): f64 {
  const q = changetype<Quadratic>(at);
  const t = changetype<Terms>(at);
  switch (call) {
    case PenaltyCall.improve:
      return improve<P>(q, penalty, a);
    case PenaltyCall.along:
      return penaltyAlong<P>(q, penalty, a);
    case PenaltyCall.freedom:
      return freedom<P>(q, penalty, <i32>a, <i32>b);
    case PenaltyCall.scale:
      return dualScale<P>(t, penalty);
    case PenaltyCall.fenchel:
      return fenchelTerms<P>(t, penalty, a, b);
    case PenaltyCall.stationarity:
      return stationarity<P>(t, penalty);
    case PenaltyCall.screen:
      return <f64>screen<P>(t, penalty, t.before, a, t.inside, t.found);
    case PenaltyCall.sweep:
      return columnSweep<P>(changetype<ColumnProblem>(at), penalty, a, b);
    case PenaltyCall.free:
      return <f64>columnFree<P>(changetype<ColumnProblem>(at), penalty);
    case PenaltyCall.select:
      return <f64>lazySelect<P>(changetype<Lazy>(at), penalty, <i32>a);
    default:
      return NaN;
  }
}
