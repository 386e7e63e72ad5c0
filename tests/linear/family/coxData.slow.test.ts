/** Cox models of real data; skipped where the folder of larger data sets is absent. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { baselineHazard, hazardAt } from '../../../src/linear/family/baseline.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { sharedPath } from '../../support/shared.ts';
import {
  certifiedGap,
  GOLDEN_COEFFICIENT,
  GOLDEN_VALUE,
  relativeDifference,
} from '../../support/tolerance.ts';
import { coxFit } from './coxFit.ts';

const breast = sharedPath('data/survival/gbsg2.csv');
const leukaemia = sharedPath('data/survival/aml_bullinger.csv.gz');

const cellsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

/** survival 3.5-3: coxph(Surv(time, cens) ~ ., GBSG2), and the last value of basehaz. */
const COXPH = {
  efron: {
    gain: 52.37263286512007,
    hazard: 1.00627130117726,
    coef: [
      -0.346278427620578, -0.00945923891341085, -0.258444840865861, 0.00779608385216718,
      0.636111704553335, 0.779654242858261, 0.0487886003524266, -0.00221723568064823,
      0.000197310710853676,
    ],
  },
  breslow: {
    gain: 52.3546946366198,
    hazard: 1.00574531581244,
    coef: [
      -0.34624162091337, -0.00945340713389919, -0.258156545219536, 0.00779832903436958,
      0.635978662703054, 0.779350191194391, 0.0487818043234146, -0.00221749416913378,
      0.000197817753528697,
    ],
  },
};

test.runIf(breast).each(['efron', 'breslow'] as const)(
  'breast cancer, ties by %s: as coxph',
  (ties) => {
    const cells = cellsOf(readFileSync(breast!, 'utf8'));
    const X = cells.map(([therapy, age, menostat, size, grade, nodes, progesterone, estrogen]) => [
      Number(therapy === 'yes'),
      Number(age),
      Number(menostat === 'Pre'),
      Number(size),
      Number(grade === 'II'),
      Number(grade === 'III'),
      Number(nodes),
      Number(progesterone),
      Number(estrogen),
    ]);
    const [time, event] = [8, 9].map((k) => cells.map((row) => Number(row[k])));
    const y = [...time!, ...event!];
    const [point] = coxFit({ X, y, ties, lambdas: [0], tol: 1e-18 });
    const { gain, hazard, coef } = COXPH[ties];
    expect(relativeDifference(point!.coef, coef)).toBeLessThanOrEqual(GOLDEN_VALUE);
    const found = X.length * point!.unit! * point!.devianceRatio;
    expect(Math.abs(found / gain - 1)).toBeLessThanOrEqual(GOLDEN_VALUE);
    const eta = X.map((row) => row.reduce((sum, x, j) => sum + x * point!.coef[j]!, 0));
    const baseline = baselineHazard({
      target: Float64Array.from(y),
      weights: new Float64Array(X.length).fill(1),
      eta: Float64Array.from(eta),
      ties,
    });
    expect(Math.abs(hazardAt(baseline, 1e9) / hazard - 1)).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
  },
);

test.runIf(leukaemia)('leukaemia, 116 × 6283: a certified path', () => {
  const cells = cellsOf(gunzipSync(readFileSync(leukaemia!)).toString());
  const X = cells.map((row) => row.slice(3).map((cell) => (cell === 'NA' ? 0 : Number(cell))));
  const [time, event] = [0, 1].map((k) => cells.map((row) => Number(row[k])));
  const shares = Array.from({ length: 20 }, (_, l) => 0.1 ** (l / 19));
  const points = coxFit({ X, y: [...time!, ...event!], shares, tol: 1e-6 });
  for (const { relative } of points) expect(relative).toBeLessThanOrEqual(1e-6);
  const { lambda, coef } = points.at(-1)!;
  const problem = {
    X,
    y: time!.map((t, i) => [t, event![i]!]),
    family: { name: 'cox' as const },
    penalty: { kind: 'elasticNet' as const, lambda, l1Ratio: 1 },
  };
  expect(judgeGap(problem, { coef, intercept: 0 }).relative).toBeLessThanOrEqual(
    certifiedGap(1e-6),
  );
});
