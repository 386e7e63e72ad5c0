/** What rowCall is for one output, for a family whose outputs hang together: one line of the menu. */
import { JointDatafit } from '../datafit/jointDatafit';
import {
  jointAlong,
  jointCurvature,
  jointGap,
  jointGradients,
  jointReach,
  jointRecentre,
} from './jointRows';
import { RowCall } from './rowCall';
import { Rows } from './rows';

export function jointRowCall<F extends JointDatafit>(
  call: i32,
  rows: usize,
  f: F,
  other: usize,
  a: f64,
): f64 {
  const r = changetype<Rows>(rows);
  switch (call) {
    case RowCall.gradients:
      return jointGradients<F>(r, f);
    case RowCall.along:
      return jointAlong<F>(r, f, other, a);
    case RowCall.recentre:
      return jointRecentre<F>(r, f);
    case RowCall.reach:
      return jointReach<F>(r, f, other);
    case RowCall.gap:
      return jointGap<F>(r, f, other, a);
    case RowCall.curve:
      jointCurvature<F>(r, f, other);
      return 0;
    default:
      return NaN;
  }
}
