import { ROW, Syrk } from '../blas/syrk';
import { Design } from '../design/design';
import { Standardized } from '../design/standardized';

/**
 * K += Σ_j x̃_j x̃_jᵀ over columns from … to − 1, weighted: K_il = √ω_i √ω_l x̃_i · x̃_l.
 * Row i of the matrix becomes column i of the panel, so the Gram tiles serve here too.
 * `column` is scratch for n f64; the panel needs (n + 3) (to − from) f64; only l ≤ i is written.
 */
export function kernelPanel<D extends Design>(
  s: Standardized,
  from: i32,
  to: i32,
  column: usize,
  kernel: usize,
  ld: i32,
): void {
  const x = changetype<D>(s.design);
  const n = x.n;
  const width = to - from;
  Syrk.clear(s.panel, 0, n, width);
  for (let j = from; j < to; ++j) {
    memory.fill(column, 0, (<usize>n) << 3);
    const rest = x.add(j, s.scaleOf(j), s.centerOf(j), column);
    for (let i = 0; i < n; ++i) {
      const offset = (<usize>i) << 3;
      const value = (load<f64>(column + offset) + rest) * load<f64>(s.root + offset);
      store<f64>(Syrk.column(s.panel, 0, width, i) + <usize>(j - from) * ROW, value);
    }
  }
  Syrk.add(s.panel, 0, n, width, kernel, (<usize>ld) << 3);
}
