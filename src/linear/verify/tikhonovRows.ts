/**
 * Tikhonov's penalty λ/2 ‖Γb‖² as rows of data: squared losses ½ (√λ Γb)² after those of y. Then
 * its gap, and what it leaves without penalty, are those of any rows.
 */
import type { PenaltyState } from '../../penalty/state.ts';
import type { Term } from '../verify.ts';
import type { FamilyModel } from './familyModel.ts';
import type { RowLoss } from './rowLoss.ts';

/** The model with rows of √λ Γ behind those of y, for each output its own. */
export function withTikhonov(model: FamilyModel, { matrix, shares }: PenaltyState): FamilyModel {
  const { rows } = matrix!;
  const root = Math.sqrt(model.state.lambda * shares![0]!);
  const extra = model.terms.map((terms) => rowsOf(matrix!, terms, root));
  const seen = model.terms.map((terms, k) => {
    const sum = new Float64Array(rows);
    extra[k]!.forEach((column, at) => {
      for (let r = 0; r < rows; r++) sum[r]! += column[r]! * terms[at]!.b;
    });
    return sum;
  });
  return { ...model, eta: seen.reduce(joined, model.eta), extra };
}

/** √λ Γ by its columns, with √f_j, for the terms of one output. */
function rowsOf(
  { rows, starts, columns, values }: NonNullable<PenaltyState['matrix']>,
  terms: readonly Term[],
  root: number,
): Float64Array[] {
  const places = new Map(terms.map(({ j }, at) => [j, at]));
  const cells = terms.map(() => new Float64Array(rows));
  for (let r = 0; r < rows; r++)
    for (let at = starts[r]!; at < starts[r + 1]!; at++) {
      const place = places.get(columns[at]!);
      if (place === undefined) continue;
      cells[place]![r] = root * Math.sqrt(terms[place]!.factor) * values[at]!;
    }
  return cells;
}

/** The loss of the rows of y with ½ η² for the m rows after them. */
export function withSquares(rows: RowLoss, m: number): RowLoss {
  const head = (x: Float64Array) => x.subarray(0, x.length - m);
  const tail = (x: Float64Array) => x.subarray(x.length - m);
  const half = (x: Float64Array) => 0.5 * x.reduce((sum, value) => sum + value * value, 0);
  const first = ({ theta, z }: { theta: Float64Array; z: Float64Array }) => ({
    theta: head(theta),
    z: head(z),
  });
  return {
    ...(rows.hasKinks && { hasKinks: true }),
    value: (eta) => rows.value(head(eta)) + half(tail(eta)),
    descent: (eta) =>
      joined(
        rows.descent(head(eta)),
        tail(eta).map((value) => -value),
      ),
    curve: (eta, d) => joined(rows.curve(head(eta), head(d)), tail(d)),
    reach: (eta, point) => rows.reach(head(eta), first(point)),
    gap: (eta, point, s) => {
      const own = tail(point.theta);
      const away = tail(eta).map((value, r) => value + s * own[r]!);
      return rows.gap(head(eta), first(point), s) + half(away);
    },
  };
}

function joined(x: Float64Array, y: Float64Array): Float64Array {
  const both = new Float64Array(x.length + y.length);
  both.set(x);
  both.set(y, x.length);
  return both;
}
