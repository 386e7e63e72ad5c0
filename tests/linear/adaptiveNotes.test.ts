/** What is said where adaptive factors leave no penalized column in. */
import { describe, expect, test } from 'vitest';
import { crossValidate } from '../../src/index.ts';
import { GLM, path } from '../../src/linear/index.ts';
import { adaptive, l1 } from '../../src/penalty/index.ts';

const SAID = 'the first fit of adaptive is 0 and excludes every penalized column';
const HINT = `${SAID}; compare init: 'ridge'`;

/** Numbers that no column tells anything about. */
const X = Array.from({ length: 40 }, (_, i) => [1, 2, 3].map((k) => Math.sin(k * 7.3 * i + k)));
const y = X.map((_, i) => Math.cos(0.37 * i * i));

const notes = (init: 'lasso' | 'ridge' | number[], penaltyFactor = [1, 1, 1], target = y) =>
  new GLM({ penalty: adaptive(l1(0.001), { init }) }).fitSync(X, target, { penaltyFactor }).notes;

describe('a first fit that is empty', () => {
  test('leaves nothing in, of one model, a path and a cross-validation', async () => {
    const estimator = new GLM({ penalty: adaptive(l1(0.001), { init: 'lasso' }) });
    const model = estimator.fitSync(X, y);
    expect([...model.settings.penaltyFactor]).toEqual([Infinity, Infinity, Infinity]);
    expect(model.nonzero).toHaveLength(0);
    expect(model.notes).toEqual([HINT]);
    expect((await path(estimator, X, y, { lambdas: [0.1, 0.01] })).model(1).notes).toEqual([HINT]);
    const found = await crossValidate(estimator, X, y, { lambdas: [0.1, 0.01], folds: 4 });
    expect(found.notes).toEqual([HINT]);
  });

  test('may be given, and leaves in what nothing penalizes', () => {
    expect(notes([0, 0, 0])).toEqual([HINT]);
    expect(notes([0, 0, 0], [1, 1, 0])).toEqual([HINT]);
  });

  test('by ridge is no reason to ask for ridge', () => {
    // products of 32 signs and weights of 1/32 add up to 0 exactly
    const even = Array.from({ length: 32 }, (_, i) => (i & 1 ? 1 : -1));
    const pairs = even.map((_, i) => [i & 2 ? 1 : -1]);
    const model = new GLM({ penalty: adaptive(l1(0.001)) }).fitSync(pairs, even);
    expect(model.notes).toEqual([SAID]);
  });
});

describe('nothing is said', () => {
  test('where a column stays', () => {
    expect(notes([0, 0, 1])).toEqual([]);
    expect(notes('ridge')).toEqual([]);
  });

  test('where the caller left all columns out, or penalizes none', () => {
    const out = Infinity;
    expect(notes([0, 0, 0], [out, out, out])).toEqual([]);
    expect(notes([0, 0, 0], [0, out, 0])).toEqual([]);
  });

  test('of a constant y but that it is constant', () => {
    const constant = y.map(() => 2);
    expect(notes('lasso', undefined, constant)).toEqual([
      'y is constant: the intercept-only model is exact',
    ]);
  });
});
