/** What no learning curve can be made of: an error that names the argument. */
import { describe, expect, it } from 'vitest';
import { LogisticRegression, learningCurve, Ridge } from '../../src/index.ts';
import { random } from '../support/random.ts';

const draw = random(31);
const X = Array.from({ length: 60 }, () => Array.from({ length: 5 }, () => draw.normal()));
const y = Float64Array.from(X, (x) => x[0]! - x[1]! + draw.normal());
const labels = Array.from(y, (v, i) => (v > 0.8 ? 'high' : i % 2 ? 'low' : 'middle'));

describe('learning curves that cannot be', () => {
  const rejects = (options: object, message: string) =>
    expect(learningCurve(new Ridge(), X, y, options)).rejects.toThrow(message);

  it('name the option', async () => {
    await rejects({ fractions: [] }, 'learningCurve: fractions must hold at least one value');
    await rejects(
      { fractions: 0.5 },
      'learningCurve: fractions must be an array of numbers, got 0.5',
    );
    await rejects({ fractions: [0.5, 0] }, 'learningCurve: fractions[1] must lie in (0, 1], got 0');
    await rejects(
      { fractions: [1.01] },
      'learningCurve: fractions[0] must lie in (0, 1], got 1.01',
    );
    await rejects(
      { fractions: [0.02] },
      'learningCurve: fractions[0] must leave at least 2 of 48 training rows, got 0.02',
    );
    await rejects(
      { lambda: -1 },
      "learningCurve: lambda must be a finite number >= 0, got -1; or say 'cv'",
    );
    await rejects({ lambda: '1se' }, 'learningCurve: lambda must be a finite number >= 0');
    await rejects(
      { measure: 'auc' },
      'learningCurve: measure must be one of mse, mae, deviance, r2',
    );
    await rejects(
      { fraction: [1] },
      'learningCurve: unknown option fraction; did you mean fractions?',
    );
    await rejects({ folds: 1 }, 'folds: k must be an integer >= 2, got 1');
    await rejects(
      { exclude: [9] },
      'learningCurve: exclude[0] must be a column index in [0, 5), got 9',
    );
  });

  it('say where a subset cannot be learned from', async () => {
    const rare = labels.map((label, i) => (i === 0 ? 'rare' : label));
    const options = { fractions: [0.1, 1], folds: 3 };
    await expect(learningCurve(new LogisticRegression(), X, rare, options)).rejects.toThrow(
      'learningCurve: folds must leave rows of every class to train on',
    );
    const flat = y.map((_, i) => Number(i === 0));
    await expect(learningCurve(new Ridge(), X, flat, options)).rejects.toThrow(
      'learningCurve: folds must leave variance in y',
    );
    await expect(learningCurve({} as Ridge, X, y)).rejects.toThrow(
      'learningCurve: estimator must be an estimator such as new Lasso()',
    );
  });

  it('obey the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(learningCurve(new Ridge(), X, y, { signal })).rejects.toThrow('enough');
  });

  it('leave progress that ends at the number of fits', async () => {
    const steps: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(6);
      steps.push(done);
    };
    await learningCurve(new Ridge(), X, y, { fractions: [0.5, 1], folds: 3, onProgress });
    expect(steps.at(-1)).toBe(6);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });
});
