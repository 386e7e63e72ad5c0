import { expect, test } from 'vitest';
import { dot } from '../reference/dot.ts';
import { EDGE_SIZES, f64, onKernels } from '../support/kernels.ts';
import { arDesign } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';
import { placeQuadratic } from './quadratics.ts';

test.each(EDGE_SIZES)('the target of %i members becomes u + G b', (m) => {
  const source = random(m);
  const gram = arDesign(source, m, m, 0.5);
  const [b, u] = [f64(m, (k) => (k % 3 ? source.normal() : 0)), f64(m, source.normal)];
  const bounds = { penaltyFactor: f64(m), lower: f64(m), upper: f64(m) };
  onKernels((box) => {
    const placed = placeQuadratic(box, { ...bounds, gram, target: u, b }, 2);
    box.memory.f64(placed.u.at, m).set(u);
    box.kernels.quadratic_refresh(placed.q);
    expect(placed.u.read()).toEqual(u);
    placed.target.read().forEach((value, k) => {
      // the kernel adds b_j times row j: G is symmetric where it is used
      const line = gram.map((row) => row[k]!);
      const size = line.reduce((total, g, j) => total + Math.abs(g * b[j]!), Math.abs(u[k]!));
      const bound = sumTolerance64(m + 1, size);
      expect(Math.abs(value - dot([1, ...line], [u[k]!, ...b]))).toBeLessThanOrEqual(bound);
    });
  }, 8);
});
