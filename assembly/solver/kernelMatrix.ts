import { Design } from '../design/design';
import { Standardized } from '../design/standardized';
import { gramPanel } from './gram';

/** Columns per panel of the n × n product; a panel holds this many f64 for every row. */
const WIDTH = 64;

/**
 * K += Σ_j x̃_j x̃_jᵀ over columns from … to − 1 (at most 64), weighted: K_il = √ω_i √ω_l x̃_i · x̃_l.
 * Row i of the matrix becomes column i of the panel, so the Gram tiles serve here too.
 * `column` is scratch for n f64; the panel needs (n + 3) · 64 f64; only l ≤ i is written.
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
  memory.fill(s.panel, 0, (<usize>((n + 3) * WIDTH)) << 3);
  for (let j = from; j < to; ++j) {
    const scale = s.scaleOf(j);
    memory.fill(column, 0, (<usize>n) << 3);
    const rest = x.add(j, scale, s.centerOf(j), column);
    for (let i = 0; i < n; ++i) {
      const offset = (<usize>i) << 3;
      const value = (load<f64>(column + offset) + rest) * load<f64>(s.root + offset);
      store<f64>(s.panel + ((<usize>(i * WIDTH + (j - from))) << 3), value);
    }
  }
  gramPanel(s.panel, 0, n, WIDTH, kernel, ld);
}
