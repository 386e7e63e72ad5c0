/** Penalties beyond the elastic net from the command line. */
import { describe, it } from 'vitest';
import { GLM, groupLasso, mcp, scad, slope } from '../../src/index.ts';
import { columnsOf, type FitJson, Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';
import { COUNTS, csvOf } from './tables.ts';

const folder = new Folder();
const { json, tikhonov } = oneProcess();
const data = folder.file('counts.csv', csvOf(COUNTS));
const TARGET = ['--target', 'visits', '--ignore', 'known'];

/** The columns that the table becomes: a, b, kind=u, kind=v, kind=w. */
const X = COUNTS.map(({ a, b, kind }) => [a, b, ...['u', 'v', 'w'].map((k) => Number(k === kind))]);
const y = COUNTS.map(({ visits }) => visits);
const names = ['a', 'b', 'kind=u', 'kind=v', 'kind=w'];

const CASES = [
  [['mcp'], mcp({ lambda: 0.2 }), 'MCP'],
  [
    ['mcp', '--gamma', '5', '--l1-ratio', '0.5'],
    mcp({ lambda: 0.2, gamma: 5, l1Ratio: 0.5 }),
    'MCP',
  ],
  [['scad', '--gamma', '4'], scad({ lambda: 0.2, gamma: 4 }), 'SCAD'],
  [['slope', '--q', '0.2'], slope({ lambda: 0.2, q: 0.2 }), 'SLOPE'],
  [['groupLasso'], groupLasso({ lambda: 0.2, groups: [0, 1, 2, 2, 2] }), 'group lasso'],
] as const;

describe('tikhonov fit --penalty', () => {
  it.concurrent.for(CASES)(
    '%s fits what the library fits',
    async ([words, penalty, said], { expect }) => {
      const fit = ['fit', data, ...TARGET, '--lambda', '0.2', '--penalty', ...words];
      const command = await json<FitJson>(fit);
      const model = await new GLM({ family: 'gaussian', penalty }).fit(X, y);
      const coef = names.map((n) => command.coefficients.find((c) => c.name === n)?.value ?? 0);
      expect(coef).toEqual(Array.from(model.coef));
      expect(command.intercept).toBe(model.intercept);
      expect((await tikhonov(fit)).stdout).toContain(`; ${said}, lambda 0.2: `);
    },
  );

  it.concurrent('groupLasso keeps or drops the columns of a category together', async ({
    expect,
  }) => {
    const words = ['cv', data, ...TARGET, '--family', 'poisson', '--penalty', 'groupLasso'];
    const path = folder.at('oof.csv');
    const cv = await json<FitJson & { penalty: string }>([
      ...words,
      ...['--n-lambda', '8', '--folds', '4', '--select', '1se', '--predictions', path],
    ]);
    expect(cv.penalty).toBe('groupLasso');
    const kinds = cv.coefficients.filter(({ name }) => name.startsWith('kind='));
    expect([0, 3]).toContain(kinds.length);
    expect(columnsOf(folder.read('oof.csv')).prediction!.every((cell) => Number(cell) > 0)).toBe(
      true,
    );
  });
});
