/** n × K class probabilities as checked columns, and the codes of the true classes. */
import { checkLength, fail, failType } from '../../check.ts';
import { readDense } from '../../memory/read.ts';
import type { MatrixLike } from '../../memory/types.ts';
import { checkColumn, type Rows, rowsOf, UNIT, type Values } from './rows.ts';

/** True classes and predicted probabilities of the rows that count. */
export interface Classified {
  readonly rows: Rows;
  /** Class of each row, in [0, K). */
  readonly codes: Int32Array;
  /** K columns, the probability of each class per row. */
  readonly columns: readonly Float64Array[];
}

/** What a row of probabilities may differ from 1 in sum: float32 softmax over many classes. */
const SUM_SLACK = 1e-5;

/** Codes and probabilities of a measure, checked. */
export function classifiedOf(
  where: string,
  codes: Values,
  probabilities: MatrixLike,
  weights?: Values,
): Classified {
  const rows = rowsOf(where, { name: 'codes', values: codes }, weights);
  const columns = columnsOf(where, probabilities, rows);
  return { rows, codes: codesOf(where, codes, rows, columns.length), columns };
}

/** The columns of an n × K matrix whose rows are distributions. */
export function columnsOf(where: string, probabilities: MatrixLike, rows: Rows): Float64Array[] {
  const name = 'probabilities';
  const source = readDense(where, name, probabilities);
  checkLength(where, name, source.rows, rows.n, 'one distribution per row');
  if (source.cols < 2) fail(where, name, 'have at least 2 columns', source.cols);
  const cells = new Float64Array(source.rows * source.cols);
  source.copyColumns(cells);
  const columns = Array.from({ length: source.cols }, (_, k) =>
    Float64Array.from(rows.index, (i) => {
      const value = cells[k * rows.n + i]!;
      if (!UNIT.allows(value)) fail(where, `${name}[${i}][${k}]`, UNIT.rule, value);
      return value;
    }),
  );
  for (const [at, i] of rows.index.entries()) {
    const total = columns.reduce((sum, column) => sum + column[at]!, 0);
    if (Math.abs(total - 1) > SUM_SLACK)
      fail(where, `${name}[${i}]`, 'sum to 1', total, 'give probabilities, not scores');
  }
  return columns;
}

/** Integers in [0, K) of the rows that count. */
function codesOf(where: string, codes: Values, rows: Rows, K: number): Int32Array {
  checkColumn(where, 'codes', codes, rows);
  return Int32Array.from(rows.index, (i) => {
    const code = codes[i]!;
    if (typeof code !== 'number') failType(where, `codes[${i}]`, 'be a number', code);
    if (!(Number.isInteger(code) && code >= 0 && code < K))
      fail(where, `codes[${i}]`, `be an integer in [0, ${K})`, code);
    return code;
  });
}
