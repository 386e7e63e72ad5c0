/** The page as a document: what is on it, what must never be on it. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { badNumbers, documentOf, type Example, example, textsOf } from './inputs.ts';

const versions = { tikhonov: '1.2.3', 'Node.js': '20.19.0' };
let given: Example;
let page: string;
let document: Document;

beforeAll(async () => {
  given = await example(8, { l1Ratios: [1, 0.5], seed: 3 });
  const { cv, X, y } = given;
  const options = { X, y, target: 'price', dataName: 'houses.csv', seed: 3, versions };
  page = await renderReport(cv, { ...options, modelName: 'a model.json', command: 'tikhonov cv' });
  document = documentOf(page);
});

/** Texts of the cells of the rows that a selector finds. */
function cells(rows: string): string[][] {
  return Array.from(document.querySelectorAll(rows), (row) =>
    Array.from(row.children, (cell) => cell.textContent?.trim() ?? ''),
  );
}

describe('the page', () => {
  it('is one whole document of HTML', () => {
    expect(page.startsWith('<!doctype html>')).toBe(true);
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
    expect(document.documentElement.getAttribute('lang')).toBe('en');
    expect(document.querySelector('title')?.textContent).toBe('Model of price');
    expect(document.querySelectorAll('h1').length).toBe(1);
  });

  it('has no script, no handler and nothing to load', () => {
    expect(document.querySelectorAll('script, link, img, iframe, object, embed, base').length).toBe(
      0,
    );
    const attributes = Array.from(document.querySelectorAll('*')).flatMap((e) => [...e.attributes]);
    expect(attributes.filter(({ name }) => /^on|href|^src/.test(name))).toEqual([]);
    const markup = page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '');
    expect(markup.match(/https?:|\/\/\w|@import|url\((?!#)/g)).toBeNull();
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
    expect(policy?.getAttribute('content')).toMatch(/^default-src 'none';/);
  });

  it('gives every id once, and refers to ids that exist', () => {
    const ids = Array.from(document.querySelectorAll('[id]'), (element) => element.id);
    expect(ids.length).toBeGreaterThan(6);
    expect(new Set(ids).size).toBe(ids.length);
    const named = Array.from(document.querySelectorAll('[aria-labelledby]'), (element) =>
      element.getAttribute('aria-labelledby'),
    );
    const clipped = Array.from(page.matchAll(/url\(#([^)]+)\)/g), ([, id]) => id);
    expect(clipped.length).toBeGreaterThan(0);
    expect([...named, ...clipped].filter((id) => !ids.includes(id!))).toEqual([]);
  });

  it('says in every plot what it shows', () => {
    const plots = Array.from(document.querySelectorAll('svg'));
    expect(plots.length).toBe(8);
    for (const plot of plots) {
      expect(plot.getAttribute('role')).toBe('img');
      const [title, description] = Array.from(plot.children);
      expect([title?.localName, description?.localName]).toEqual(['title', 'desc']);
      expect(title?.textContent).toContain('price');
      expect(description?.textContent).toMatch(/\d/);
    }
  });

  it('has tables whose rows and columns have headers', () => {
    const tables = Array.from(document.querySelectorAll('table'));
    expect(tables.length).toBe(2);
    for (const table of tables) {
      expect(table.querySelectorAll('thead th[scope="col"]').length).toBeGreaterThanOrEqual(2);
      const rows = Array.from(table.querySelectorAll('tbody tr, tfoot tr'));
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row.querySelectorAll('th[scope="row"]').length).toBe(1);
    }
  });

  it('prints no number that nobody wants to read', () => {
    expect(badNumbers(page)).toEqual([]);
    expect(badNumbers('<p>0.30000000000000004</p><b>NaN</b>')).toHaveLength(2);
  });

  it('is the same twice, in the same process', async () => {
    const { cv, y } = given;
    const [first, second] = [await renderReport(cv, { y }), await renderReport(cv, { y })];
    expect(first === second).toBe(true);
  });

  it('needs no browser, and uses the document of one', async () => {
    expect('document' in globalThis).toBe(false);
    const own = documentOf('<!doctype html><html><head></head><body></body></html>');
    const created = vi.spyOn(own, 'createElementNS');
    vi.stubGlobal('document', own);
    const inside = await renderReport(given.cv, { y: given.y }).finally(vi.unstubAllGlobals);
    expect(created).toHaveBeenCalled();
    expect(inside === (await renderReport(given.cv, { y: given.y }))).toBe(true);
  });
});

describe('the numbers', () => {
  it('of the headline are those of the cross-validation', () => {
    const { cv, y } = given;
    const tiles = new Map(
      Array.from(document.querySelectorAll('.headline > div'), (tile) => [
        tile.querySelector('dt')?.textContent,
        tile.querySelector('strong')?.textContent,
      ]),
    );
    const l = cv.curve.lambdas.indexOf(cv.lambda);
    const shown = tiles.get('Cross-validated error')!.split(' ± ').map(Number);
    // both are rounded to the second digit of the standard error
    expect(Math.abs(shown[0]! - cv.curve.mean[l]!)).toBeLessThanOrEqual(cv.curve.se[l]! * 0.05);
    expect(Math.abs(shown[1]! - cv.curve.se[l]!)).toBeLessThanOrEqual(cv.curve.se[l]! * 0.05);
    const predicted = cv.oof!.data;
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    const residual = y.reduce((sum, value, i) => sum + (value - predicted[i]!) ** 2, 0);
    const spread = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(tiles.get('R² out of fold')).toBe(String(Number((1 - residual / spread).toFixed(3))));
    expect(tiles.get('λ, strength')).toBe(String(Number(cv.lambda.toPrecision(4))));
    expect(tiles.get('Features kept')).toBe(`${cv.model.nonzero.length} of 8`);
  });

  it('of the table are the coefficients, the largest effect first', () => {
    const { coef, featureNames, intercept } = given.cv.model;
    const table = document.querySelector('#coefficients')!.parentElement!;
    const names = Array.from(table.querySelectorAll('tbody th'), (th) => th.textContent!);
    const exact = Array.from(table.querySelectorAll('tbody tr'), (row) =>
      Array.from(row.querySelectorAll('data'), (data) => Number(data.getAttribute('value'))),
    );
    expect([...names].sort()).toEqual(featureNames.filter((_, j) => coef[j] !== 0).sort());
    expect(exact.map(([value]) => value)).toEqual(names.map((n) => coef[featureNames.indexOf(n)]));
    const effects = exact.map(([, effect]) => Math.abs(effect!));
    expect(effects).toEqual([...effects].sort((a, b) => b - a));
    const foot = table.querySelector('tfoot data')?.getAttribute('value');
    expect(Number(foot)).toBe(intercept);
  });

  it('of the settings are words and nothing that the headline says', () => {
    const rows = cells('.settings tbody tr');
    expect(rows.map(([name]) => name)).toEqual([
      'Grid of λ',
      'Shares of L1 tried',
      'Standardized',
      'Intercept',
      'Row weights',
      'Tolerance',
      'Seed',
      'tikhonov',
      'Node.js',
    ]);
    const values = new Map(rows.map(([name, value]) => [name, value]));
    const { lambdas } = given.cv.curve;
    const [most, least] = [lambdas[0]!.toPrecision(4), lambdas[19]!.toExponential(3)];
    const small = least.replace('e-5', ' × 10⁻⁵');
    expect(values.get('Grid of λ')).toBe(`20 values, ${Number(most)} to ${small}`);
    expect(values.get('Shares of L1 tried')).toBe('1, 0.5');
    expect(values.get('Tolerance')).toBe('relative gap of at most 10⁻⁶');
    expect(values.get('Seed')).toBe('3');
    expect(values.get('tikhonov')).toBe('1.2.3');
  });

  it('can be checked with the command under them', () => {
    expect(textsOf(page)).toContain("tikhonov verify 'a model.json' houses.csv");
  });
});
