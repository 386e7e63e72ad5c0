/** The report of families other than the gaussian: true words, and the numbers of their kind. */
import { describe, expect, it } from 'vitest';
import { crossValidate, type FamilyChoice, GLM, type ResponseLike } from '../../src/index.ts';
import { renderReport } from '../../src/report/index.ts';
import { badNumbers, documentOf, textsOf } from './inputs.ts';

const rows = Array.from({ length: 60 }, (_, i) => [((i * 7) % 20) / 10 - 1, (i * 11) % 3]);
const noise = (i: number) => ((i * 29) % 17) / 17 - 0.5;
const signal = rows.map(([a], i) => 2 * a! + noise(i));
const counts = signal.map((s) => Math.max(0, Math.round(Math.exp(s))));

const page = async (family: FamilyChoice, y: ResponseLike, target = 'y') => {
  const estimator = new GLM({ family });
  const cv = await crossValidate(estimator, rows, y, { nLambda: 6, folds: 3 });
  const X = { data: Float64Array.from(rows.flat()), rows: 60, cols: 2, order: 'row' } as const;
  return renderReport(cv, { y, X, target });
};

const CASES: readonly [string, FamilyChoice, ResponseLike, readonly string[]][] = [
  [
    'two classes',
    'binomial',
    signal.map((s) => (s > 0 ? 'yes' : 'no')),
    ['Accuracy out of fold', 'the log odds of yes', 'Brier score', 'Calibration', 'binomial'],
  ],
  [
    'three classes',
    'multinomial',
    signal.map((s) => (s > 0.7 ? 'high' : s > -0.7 ? 'mid' : 'low')),
    ['Accuracy out of fold', 'the score of their class', 'Observed class in rows', '2 features'],
  ],
  ['scores of classes', 'squaredHinge', signal.map((s) => s > 0), ['margin of true']],
  ['counts', 'poisson', counts, ['Deviance explained', 'the log mean of y']],
  [
    'quantiles',
    { name: 'quantile', tau: 0.7 },
    signal,
    ['quantile, tau 0.7', 'lie below their prediction', 'the 0.7 quantile of y'],
  ],
  [
    'several responses',
    'multigaussian',
    signal.map((s, i) => [s, noise(i)]),
    ['their response', 'y0', 'y1', 'Root mean square error'],
  ],
];

describe('the report', () => {
  it.each(CASES)('of %s says what its numbers are', async (_, family, y, said) => {
    const text = await page(family, y);
    const words = text.replace(/\s+/g, ' ');
    expect(said.filter((part) => !words.includes(part))).toEqual([]);
    expect(badNumbers(text)).toEqual([]);
    const scatters = /Observed against predicted/.test(text);
    expect(scatters).toBe(Array.isArray(y) && typeof y[0] === 'number');
  });

  it('of survival ranks rows by hazard, and has no intercept', async () => {
    const time = signal.map((s, i) => Math.exp(-s) * (1 + (i % 3)));
    const event = signal.map((_, i) => i % 4 !== 0);
    const cv = await crossValidate(
      new GLM({ family: 'cox' }),
      rows,
      { time, event },
      {
        ...{ nLambda: 6, folds: 3, measure: 'cindex' },
      },
    );
    const text = await renderReport(cv, { y: { time, event }, target: 'survival' });
    const words = textsOf(text).join(' ').replace(/\s+/g, ' ');
    expect(words).toContain('Concordance out of fold');
    expect(words).toContain('Cross-validated score');
    expect(words).toContain('highest third');
    expect(words).toContain('has the best score');
    const feet = Array.from(documentOf(text).querySelectorAll('tfoot'));
    expect(feet).toEqual([]);
    expect(badNumbers(text)).toEqual([]);
  });

  it('counts a class table by hand', async () => {
    const y = signal.map((s) => (s > 0 ? 'yes' : 'no'));
    const document = documentOf(await page('binomial', y));
    const table = Array.from(document.querySelectorAll('table')).find((each) =>
      each.textContent!.includes('Observed class'),
    )!;
    const cells = Array.from(table.querySelectorAll('tbody td'), (cell) =>
      Number(cell.textContent),
    );
    expect(cells[0]! + cells[1]!).toBe(y.filter((label) => label === 'no').length);
    expect(cells[2]! + cells[3]!).toBe(y.filter((label) => label === 'yes').length);
  });
});
