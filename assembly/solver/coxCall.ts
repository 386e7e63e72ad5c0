/** Cox's partial likelihood behind one export, with the calls of rowCall.ts. */
import { Cox } from '../datafit/cox';
import { coxGap, coxReach } from './coxGap';
import { coxAlong, coxCurve, coxGradients } from './coxRows';
import { RowCall } from './rowCall';
import { Rows } from './rows';

export function coxCall(call: i32, rows: usize, f: Cox, other: usize, a: f64): f64 {
  const r = changetype<Rows>(rows);
  switch (call) {
    case RowCall.gradients:
      return coxGradients(r, f);
    case RowCall.along:
      return coxAlong(r, f, other, a);
    case RowCall.recentre:
      // A constant added to η changes nothing.
      return 0;
    case RowCall.reach:
      return coxReach(r, f, other);
    case RowCall.gap:
      return coxGap(r, f, other, a);
    case RowCall.curve:
      coxCurve(r, f, other);
      return 0;
    default:
      return NaN;
  }
}
