/** The weights of a Newton step's quadratic: what scales it must scale columns that come later. */
import { expect, test } from 'vitest';
import { cox, type Family, poisson } from '../../../src/datafit/index.ts';
import { FamilyRows } from '../../../src/linear/family/familyRows.ts';
import { Hessian } from '../../../src/linear/family/hessian.ts';
import { appendGram } from '../../../src/linear/gram.ts';
import { withFamily } from '../../support/fitFamily.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import { relativeDifference } from '../../support/tolerance.ts';
import { survivalTimes } from './coxFit.ts';

const [N, P] = [40, 6];
const X = arDesign(random(3), N, P, 0.4);
const TIMES = 1.75;

/** G of all columns: those up to `first` made before the curvatures are scaled, the others after. */
function gramOf(family: Family, y: readonly number[], first: number): number[] {
  return withFamily({ X, y, family }, function* (problem) {
    const { scope, y: target, weights, params } = problem;
    const rows = new FamilyRows(scope, family, { n: N, y: target, weights, params });
    yield* rows.settle(0, problem.hasIntercept);
    const hessian = new Hessian(problem, rows);
    const list = scope.putI32(Array.from({ length: P }, (_, j) => j));
    const ld = P + 3;
    const gram = scope.f64(ld * ld);
    hessian.take(rows.h);
    yield* hessian.centre(list, P);
    yield* appendGram(hessian.problem, { list, first: 0, total: first, gram, ld });
    for (let k = 0; k < first; k++) {
      const row = scope.memory.f64(gram + k * ld * 8, first);
      row.set(row.map((value) => TIMES * value));
    }
    hessian.scale(TIMES);
    yield* appendGram(hessian.problem, { list, first, total: P, gram, ld });
    return Array.from({ length: P }, (_, k) => [...scope.memory.f64(gram + k * ld * 8, P)]).flat();
  });
}

const survival = survivalTimes(X, 4).y;
const counts = survival.slice(0, N).map((time) => time % 5);

test.each([
  ['rows on their own', poisson(), counts],
  ['rows that hang together, ties by breslow', cox({ ties: 'breslow' }), survival],
  ['rows that hang together, ties by efron', cox({ ties: 'efron' }), survival],
] as const)('a scaled quadratic of %s grows as it is', (_, family, y) => {
  const whole = gramOf(family, y, P);
  expect(whole.every((value) => Math.abs(value) > 0)).toBe(true);
  expect(relativeDifference(gramOf(family, y, 2), whole)).toBeLessThanOrEqual(1e-12);
  expect(relativeDifference(gramOf(family, y, 0), whole)).toBeLessThanOrEqual(1e-12);
});
