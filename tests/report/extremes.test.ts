/** Pages of problems at the edge: very wide, very short, empty, constant, incomplete. */
import { describe, expect, it } from 'vitest';
import { crossValidate, ElasticNet, Ridge } from '../../src/index.ts';
import {
  type CVResultLike,
  coefficientPathSvg,
  cvCurveSvg,
  renderReport,
} from '../../src/report/index.ts';
import { random } from '../support/random.ts';
import {
  badNumbers,
  curveAlong,
  documentOf,
  example,
  handMade,
  likeResult,
  textsOf,
} from './inputs.ts';

const y = Float64Array.of(1, 2, 3, 4);

function headline(page: string): Map<string, string> {
  const tiles = Array.from(documentOf(page).querySelectorAll('.headline > div'));
  const text = (tile: Element, name: string) => tile.querySelector(name)?.textContent ?? '';
  return new Map(tiles.map((tile) => [text(tile, 'dt'), text(tile, 'strong')]));
}

describe('50,000 features', async () => {
  const input = handMade(50_000, 301);
  const page = await renderReport(likeResult(input), { y });
  const document = documentOf(page);

  it('make a page of at most 2 MB', () => {
    expect(page.length).toBeLessThan(2e6);
    expect(badNumbers(page)).toEqual([]);
  });

  it('are drawn and listed up to 200, and the page says what was left out', () => {
    const [wide] = Array.from(document.querySelectorAll('.wide svg'));
    const lines = wide!.querySelectorAll('g[aria-label="line"] path');
    expect(lines.length).toBe(200);
    expect(document.querySelectorAll('#coefficients ~ table tbody tr').length).toBe(200);
    const text = textsOf(page)
      .map((each) => each.replace(/\s+/g, ' '))
      .join('\n');
    expect(text).toContain('The 200 largest of 300 are shown; all are in the model file.');
    expect(text).toContain('49 700 features have coefficient 0.');
    expect(document.querySelector('figcaption')?.textContent?.replace(/\s+/g, ' ')).toContain(
      '300 of 50 000 features are nonzero somewhere on the path; the 200 largest are drawn.',
    );
  });

  it('all of them in a ridge make a page as small', async () => {
    const p = 50_000;
    const cols = 4;
    const data = Float64Array.from({ length: p * cols }, (_, k) => ((k % 7) - 3.5) / 8);
    const indices = Int32Array.from(data, (_, k) => k % p);
    const indptr = Int32Array.from({ length: cols + 1 }, (_, l) => l * p);
    const base = handMade(p, cols);
    const ridge = {
      ...base,
      model: { ...base.model, coefficients: data.slice(-p) },
      choice: { ...base.choice, l1Ratio: 0 },
      path: { ...base.path, coefficients: { ...base.path.coefficients, data, indices, indptr } },
    };
    const dense = await renderReport(likeResult(ridge), { y });
    expect(dense.length).toBeLessThan(2e6);
    expect(headline(dense).get('Features kept')).toBe('50\u202f000 of 50\u202f000');
  });
});

describe('many rows', () => {
  it('are shaded hexagons instead of dots', async () => {
    const { normal } = random(2);
    const n = 5000;
    const observed = Float64Array.from({ length: n }, normal);
    const input = { ...handMade(3, 3), rows: n };
    const oof = { data: observed.map((value) => value / 2), rows: n, cols: 1 };
    const page = await renderReport({ ...likeResult(input), oof }, { y: observed });
    const document = documentOf(page);
    expect(page.length).toBeLessThan(1e6);
    expect(document.querySelectorAll('.pair g[aria-label="dot"] path').length).toBeGreaterThan(20);
    expect(document.querySelectorAll('.pair circle').length).toBe(0);
    expect(page).toContain('Hexagons are darker where more rows fall');
  });
});

describe('one λ', () => {
  it('has a path of one point, a curve of one point and no range', async () => {
    const { cv, X, y } = await example(4, { lambdas: [0.1] });
    const page = await renderReport(cv, { X, y });
    expect(badNumbers(page)).toEqual([]);
    expect(textsOf(page)).toEqual(expect.arrayContaining(['Grid of λ', '0.1']));
    expect(textsOf(page)).toContain('λ min = λ 1-SE, chosen');
    expect(headline(page).get('λ, strength')).toBe('0.1');
  });

  it('of zero is said to have no place on a log scale', async () => {
    const { cv, X, y } = await example(4, { lambdas: [0] });
    const page = await renderReport(cv, { X, y });
    expect(badNumbers(page)).toEqual([]);
    expect(textsOf(page)).toContain('No λ above zero: there is no path to draw.');
    expect(textsOf(page)).toContain('No λ above zero: there is no curve to draw.');
    expect(headline(page).get('λ, strength')).toBe('0');
  });
});

describe('a model without features', () => {
  it('is a table of the intercept alone', async () => {
    const { cv, X, y } = await example(4, { lambdas: [1000] });
    expect(cv.model.nonzero.length).toBe(0);
    const page = await renderReport(cv, { X, y });
    expect(badNumbers(page)).toEqual([]);
    expect(headline(page).get('Features kept')).toBe('0 of 4');
    const rows = documentOf(page).querySelectorAll('#coefficients ~ table tbody tr');
    expect(rows.length).toBe(0);
    expect(textsOf(page)).toContain('Coefficient 0: x0, x1, x2, x3.');
  });
});

describe('a constant y', () => {
  it.each([0, 7, 0.1, 1e-300, 1e12])('of %d has no R² and axes that end', async (value) => {
    const input = handMade(3, 3);
    const zeros = new Float64Array(3);
    const curve = { ...input.curve, mean: zeros, se: zeros };
    const empty = {
      data: zeros.slice(0, 0),
      indices: new Int32Array(0),
      indptr: new Int32Array(4),
    };
    const constant = new Float64Array(4).fill(value);
    const result = likeResult({
      ...input,
      curve,
      curves: [curve],
      model: { ...input.model, coefficients: zeros, intercept: value, devianceRatio: 0 },
      path: { ...input.path, coefficients: { ...input.path.coefficients, ...empty } },
      outOfFold: { observed: constant, predicted: constant, weights: constant },
    });
    const page = await renderReport(result, { y: constant });
    expect(badNumbers(page)).toEqual([]);
    expect(headline(page).get('R² out of fold')).toBe('–');
    expect(headline(page).get('Cross-validated error')).toBe('0');
    expect(headline(page).get('Features kept')).toBe('0 of 3');
    expect(page.match(/(?:d|transform|[xy]\d?)="[^"]*(?:NaN|Infinity)/)).toBeNull();
    expect(page.length).toBeLessThan(1e5);
  });

  it('but for rounding has ticks that differ', async () => {
    const input = handMade(2, 3);
    const predicted = Float64Array.of(7, 7 + 2 ** -50, 7, 7);
    const observed = Float64Array.of(7, 7, 7, 7 + 2 ** -50);
    const oof = { data: predicted, rows: 4, cols: 1 };
    const page = await renderReport({ ...likeResult(input), oof }, { y: observed });
    const labels = Array.from(
      documentOf(page).querySelectorAll('.pair svg')[0]!.querySelectorAll('text'),
      (text) => text.textContent!,
    ).filter((text) => /^\d/.test(text));
    const across = labels.length / 2;
    expect(across).toBeGreaterThan(1);
    expect(new Set(labels).size).toBe(across);
  });
});

describe('predictions out of fold', () => {
  it('that were not kept are missing in words', async () => {
    const { cv, X, y } = await example(4, { keep: false });
    const page = await renderReport(cv, { X, y });
    expect(badNumbers(page)).toEqual([]);
    expect(textsOf(page)).toContain('Out-of-fold predictions were not kept.');
    expect(headline(page).has('R² out of fold')).toBe(false);
    expect(headline(page).get('R²')).toBe(String(Number(cv.model.devianceRatio.toFixed(3))));
  });

  it('of a part of the rows are counted', async () => {
    const { cv, X, y } = await example(4, { folds: { kind: 'holdout', fraction: 0.25 } });
    const page = await renderReport(cv, { X, y });
    expect(badNumbers(page)).toEqual([]);
    const tested = cv.splits[0]!.test.length;
    expect(
      documentOf(page).querySelectorAll('.pair svg')[0]!.querySelectorAll('circle').length,
    ).toBe(tested);
    expect(page).toContain(`${tested} of 60 rows tested`);
  });
});

describe('several shares of L1', () => {
  it('have a curve and a name each, and labels apart from each other', async () => {
    const { X, y } = await example(6);
    const l1Ratios = [1, 0.9, 0.5, 0.1];
    const cv = await crossValidate(new ElasticNet(), X, y, { folds: 4, nLambda: 15, l1Ratios });
    const page = await renderReport(cv, { X, y });
    expect(badNumbers(page)).toEqual([]);
    const svg = documentOf(page).querySelector('#curve ~ figure .wide svg')!;
    expect(svg.querySelectorAll('g[aria-label="line"] path').length).toBe(4);
    const labels = Array.from(svg.querySelectorAll('text')).filter((text) =>
      text.textContent!.startsWith('l1Ratio'),
    );
    expect(labels.map((text) => text.textContent).sort()).toEqual(
      l1Ratios.map((ratio) => `l1Ratio ${ratio}`).sort(),
    );
    const heights = labels.map(heightOf).sort((a, b) => a - b);
    // 15 pixels to a line of text, less what six decimals of the page may lose
    for (let k = 1; k < heights.length; k++)
      expect(heights[k]! - heights[k - 1]!).toBeGreaterThan(15 - 1e-6);
  });

  it('tried beside one λ grid stay in the picture even where the error explodes', async () => {
    const input = handMade(3, 4);
    const wild = {
      ...curveAlong(input.path.lambdas, 0.5),
      mean: Float64Array.of(2, 1e9, 1e12, 1.5),
    };
    const svg = await cvCurveSvg({ ...input, curves: [input.curve, wild] });
    const ticks = Array.from(documentOf(svg).querySelectorAll('text'), (t) => t.textContent!);
    expect(ticks).toEqual(expect.arrayContaining(['1.2', '1.4', '1.6']));
    expect(ticks.filter((text) => text.includes('10⁹'))).toEqual([]);
  });
});

it('a ridge shows degrees of freedom over its paths', async () => {
  const { X, y } = await example(4);
  const cv = await crossValidate(new Ridge(), X, y, { folds: 4, nLambda: 10 });
  const page = await renderReport(cv, { X, y });
  expect(badNumbers(page)).toEqual([]);
  expect(textsOf(page)).toContain('df');
  expect(textsOf(page)).not.toContain('nonzero');
  expect(page).toContain('with a ridge penalty');
});

it('an error that is infinite or unknown somewhere leaves the plot standing', async () => {
  const input = handMade(3, 4);
  const mean = Float64Array.of(Infinity, Number.NaN, 2, 1);
  const se = Float64Array.of(Number.NaN, Number.NaN, Number.NaN, Number.NaN);
  const curve = { ...input.curve, mean, se };
  const page = await renderReport(likeResult({ ...input, curve, curves: [curve] }), { y });
  expect(badNumbers(page)).toEqual([]);
  expect(headline(page).get('Cross-validated error')).toBe('1');
  expect(page.match(/(?:d|transform|[xy]\d?)="[^"]*NaN/)).toBeNull();
});

it('a fit that missed its tolerance is counted and marked, with advice', async () => {
  const input = handMade(2, 3);
  const relative = 1e-3;
  const missed = { ...input.path.certificates[2]!, relative, ok: false, advice: 'Loosen tol.' };
  const certificates = [...input.path.certificates.slice(0, 2), missed];
  const result: CVResultLike = {
    ...likeResult({ ...input, path: { ...input.path, certificates } }),
    worstCertificate: missed,
    fits: { total: 9, failed: 1 },
  };
  const page = await renderReport(result, { y });
  const text = textsOf(page).map((each) => each.replace(/\s+/g, ' '));
  expect(text).toContain('1 of 9 fits, folds included, missed the tolerance of 10⁻⁶');
  expect(text).toContain('1 of 9 fits above 10⁻⁶');
  expect(documentOf(page).querySelectorAll('.headline .missed').length).toBe(1);
  expect(page).toContain('Loosen tol.');
});

it('paths of long names are cut to the margin', async () => {
  const input = handMade(2, 3);
  const featureNames = ['a'.repeat(500), 'b'.repeat(500)];
  const svg = await coefficientPathSvg({ ...input, model: { ...input.model, featureNames } });
  const texts = Array.from(
    documentOf(svg).querySelectorAll('text'),
    (text) => text.firstChild?.textContent,
  );
  expect(texts.filter((text) => /^[ab]{3,}…$/.test(text ?? '')).length).toBe(2);
  expect(texts.every((text) => (text ?? '').length < 60)).toBe(true);
});

function heightOf(text: Element): number {
  return Number(/,([\d.]+)\)/.exec(text.getAttribute('transform') ?? '')![1]);
}
