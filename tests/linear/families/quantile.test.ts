/** What is special about losses with a kink: their deviance, and proofs by chosen subgradients. */
import { describe, expect, test } from 'vitest';
import { GLM } from '../../../src/linear/index.ts';
import {
  differences,
  groupLasso,
  l1,
  mcp,
  type Penalty,
  scad,
  sparseGroupLasso,
  tikhonov,
} from '../../../src/penalty/index.ts';
import { FAMILY_KINDS, familyData } from '../../support/familyProblems.ts';

const [N, P] = [60, 6];
const TAU = 0.5;
const { X, y } = familyData(FAMILY_KINDS['quantile 0.5']!, N, P, 4);
const pinball = (r: number) => (r > 0 ? TAU * r : (TAU - 1) * r);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const groups = [0, 0, 1, 1, 2, 2];

const PENALTIES: Record<string, Penalty> = {
  lasso: l1(0.05),
  mcp: mcp({ lambda: 0.05 }),
  scad: scad({ lambda: 0.05, l1Ratio: 0.8 }),
  groupLasso: groupLasso({ lambda: 0.05, groups }),
  sparseGroupLasso: sparseGroupLasso({ lambda: 0.05, groups, l1Ratio: 0.5 }),
  tikhonov: tikhonov({ lambda: 0.05, gamma: differences(P, 1) }),
};

describe.each(Object.entries(PENALTIES))('the median with %s', (_, penalty) => {
  const model = new GLM({ family: { name: 'quantile', tau: TAU }, penalty, tol: 1e-6 }).fitSync(
    X,
    y,
  );

  test('has the deviance of the loss itself', () => {
    const sorted = [...y].sort((a, b) => a - b);
    const middle = 0.5 * (sorted[N / 2 - 1]! + sorted[N / 2]!);
    const predicted = Array.from(model.predict(X) as Float64Array);
    const own = mean(predicted.map((value, i) => pinball(y[i]! - value)));
    const none = mean(y.map((value) => pinball(value - middle)));
    expect(Math.abs(model.devianceRatio - (1 - own / none))).toBeLessThan(1e-10);
  });

  test('is confirmed as it is, and refused with a coefficient moved', () => {
    expect(model.certificate.ok).toBe(true);
    expect(model.verify(X, y).ok).toBe(true);
    const at = model.settings.coef.findIndex((value) => value !== 0);
    const before = model.settings.coef[at]!;
    model.settings.coef[at] = 1.01 * before;
    expect(model.verify(X, y).ok).toBe(false);
    model.settings.coef[at] = before;
  });
});
