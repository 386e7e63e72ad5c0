import { describe, expect, test } from 'vitest';
import { QuadraticRecord } from '../../src/memory/record.ts';
import { dot } from '../reference/dot.ts';
import { expectEach } from '../support/expectEach.ts';
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
      expectEach(Math.abs(value - dot([1, ...line], [u[k]!, ...b]))).toBeLessThanOrEqual(bound);
    });
  }, 8);
});

test.each(EDGE_SIZES)('the squared residual of %i members', (m) => {
  const source = random(m + 2);
  const [b, c, u] = [
    f64(m, (k) => (k % 3 ? source.normal() : 0)),
    f64(m, source.normal),
    f64(m, source.normal),
  ];
  const gram = arDesign(source, m, m, 0.5);
  const bounds = { penaltyFactor: f64(m), lower: f64(m), upper: f64(m) };
  onKernels((box) => {
    const placed = placeQuadratic(box, { ...bounds, gram, target: c, b }, 2);
    box.memory.f64(placed.u.at, m).set(u);
    const terms = b.map((value, k) => value * (c[k]! + u[k]!));
    const size = terms.reduce((total, term) => total + Math.abs(term), 10);
    const expected = terms.reduce((rest, term) => rest - term, 10);
    const found = box.kernels.quadratic_rest(placed.q, 10);
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(sumTolerance64(m + 1, size));
  });
});

describe.each([0, 0.5])('with a curvature of the penalty of %f', (curvature) => {
  test.each(EDGE_SIZES)('%i rows times a number, and a factor that is theirs or none', (m) => {
    const source = random(m + 1);
    const gram = arDesign(source, m, m, 0.5);
    const bounds = { penaltyFactor: f64(m), lower: f64(m), upper: f64(m) };
    onKernels((box) => {
      const placed = placeQuadratic(box, { ...bounds, gram, target: f64(m) }, 2);
      const wide = m + 2;
      const rows = box.room(f64(m * wide, (k) => gram[Math.floor(k / wide)]![k % wide] ?? 7));
      QuadraticRecord.set(box.memory, placed.q, 'gram', rows.at);
      const get = (name: 'factor' | 'rank') => QuadraticRecord.get(box.memory, placed.q, name);
      // rows of the factor are as far apart as it has room for, not as those of G
      QuadraticRecord.set(box.memory, placed.q, 'room', m);
      const factor = f64(m * m, source.normal);
      box.memory.f64(get('factor'), factor.length).set(factor);
      QuadraticRecord.set(box.memory, placed.q, 'rank', m);
      QuadraticRecord.set(box.memory, placed.q, 'curvature', curvature);
      box.kernels.quadratic_scale(placed.q, 2.25);
      const scaled = box.memory.f64(get('factor'), factor.length);
      gram.forEach((row, k) => {
        const at = k * wide;
        const own = rows.read().subarray(at, at + wide);
        expect([...own]).toEqual([...Array.from(row, (value) => 2.25 * value), 7, 7]);
        const lower = [...factor.subarray(k * m, k * m + k + 1)];
        const expected = curvature ? lower : lower.map((value) => 1.5 * value);
        expect([...scaled.subarray(k * m, k * m + k + 1)]).toEqual(expected);
      });
      expectEach(get('rank')).toBe(curvature ? 0 : m);
    });
  });
});
