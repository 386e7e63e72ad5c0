/** Cross-validation of classes and events: folds that miss some. */
import { describe, expect, test } from 'vitest';
import { GLM, LogisticRegression } from '../../../src/linear/index.ts';
import { crossValidate } from '../../../src/select/index.ts';
import { random } from '../../support/random.ts';

const draw = random(11);
const N = 60;
const X = Array.from({ length: N }, () => [draw.normal(), draw.normal(), draw.normal()]);
const label = (x: number[], i: number) => (i < 2 ? 'rare' : x[0]! + draw.normal() > 0 ? 'b' : 'a');
const labels = X.map(label);

describe('cross-validation', () => {
  test('of a class that no stratified fold can always hold still gives probabilities', async () => {
    const cv = await crossValidate(new LogisticRegression(), X, labels, { nLambda: 10, seed: 1 });
    expect(cv.model.classes).toEqual(['a', 'b', 'rare']);
    expect(Array.from(cv.curve.mean).every(Number.isFinite)).toBe(true);
    expect(cv.model.certificate.ok).toBe(true);
  });

  test('of events that one fold holds alone still measures', async () => {
    const y = { time: X.map((x) => 5 + x[0]!), event: X.map((_, i) => i < 4) };
    const estimator = new GLM({ family: 'cox' });
    const cv = await crossValidate(estimator, X, y, { nLambda: 5, seed: 1, folds: 4 });
    expect(cv.curve.lambdas.length).toBe(5);
    expect(Array.from(cv.curve.mean).every(Number.isFinite)).toBe(true);
  });
});
