/** Refusals that speak of families, classes and penalties: they name the option. */
import { describe, it } from 'vitest';
import { Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';
import { COUNTS, csvOf, SURVIVAL } from './tables.ts';

const folder = new Folder();
const { tikhonov } = oneProcess();
const counts = folder.file('counts.csv', csvOf(COUNTS));
const survival = folder.file('survival.csv', csvOf(SURVIVAL));
const single = folder.file('single.csv', 'a,y\n1,u\n2,u\n3,v\n4,v\n5,w\n');
const same = folder.file('same.csv', 'a,y\n1,u\n2,u\n3,u\n');
const negative = folder.file('negative.csv', 'a,y\n1,2\n2,-1\n3,1\n');
const status = folder.file('status.csv', 'a,t,s\n1,2,1\n2,3,2\n3,1,0\n');
const svm = folder.file('d.svm', '1 1:1\n2 1:2\n3 1:3\n');
const IRIS = 'examples/data/iris.csv';

const fitting = (data: string, ...rest: string[]) => ['fit', data, '--lambda', '0.1', ...rest];
const visits = (...rest: string[]) => fitting(counts, '--target', 'visits', ...rest);
const cox = (...rest: string[]) => fitting(survival, '--family', 'cox', ...rest);

const CASES: readonly [readonly string[], string][] = [
  [
    visits('--family', 'poison'),
    '--family must be one of gaussian, binomial, multinomial, poisson, gamma, tweedie, ' +
      'negativeBinomial, huber, quantile, squaredHinge, cox, multigaussian, got "poison"; ' +
      'did you mean poisson?',
  ],
  [visits('--power', '1.5'), '--power must come with --family tweedie, got 1.5'],
  [visits('--family', 'huber', '--tau', '0.5'), '--tau must come with --family quantile, got 0.5'],
  [visits('--family', 'quantile', '--tau', '2'), '--tau must lie strictly between 0 and 1, got 2'],
  [visits('--event', 'b'), '--event must come with --family cox, got "b"'],
  [
    fitting(counts, '--target', 'kind', '--family', 'poisson'),
    '--target must name a column of numbers for --family poisson, got "kind"',
  ],
  [
    visits('--class-weight', 'balanced'),
    '--class-weight must come with a family of classes, got "gaussian"',
  ],
  [
    fitting(negative, '--target', 'y', '--family', 'poisson'),
    'value 2 of --target must be >= 0 for family poisson, got -1',
  ],
  [
    fitting(IRIS, '--target', 'species', '--family', 'binomial'),
    '--target must hold 2 classes, got 3; use --family multinomial',
  ],
  [fitting(same, '--target', 'y'), '--target must hold at least two classes, got 1; only "u"'],
  [
    ['cv', single, '--target', 'y'],
    '--target must hold at least 2 rows of each class, got 1; class w',
  ],
  [
    cox('--target', 'days'),
    '--target must be left out for --family cox, got "days"; see --time and --event',
  ],
  [cox('--event', 'died'), '--time must be given for --family cox, got none'],
  [cox('--time', 'days'), '--event must be given for --family cox, got none'],
  [
    cox('--time', 'day', '--event', 'died'),
    '--time must name a column of the table, got "day"; did you mean days? the columns are age, ' +
      'arm, days, died',
  ],
  [
    cox('--time', 'days', '--event', 'days'),
    '--event must name a column of its own, got "days"; it is --time already',
  ],
  [
    fitting(status, '--family', 'cox', '--time', 't', '--event', 's'),
    'row 2 (line 3), column s must be 0 or 1, false or true, got "2"',
  ],
  [
    fitting(svm, '--family', 'cox', '--time', 't', '--event', 's'),
    '--family must be of one target for .svm files, got "cox"',
  ],
  [
    visits('--family', 'multigaussian'),
    '--target must be columns separated by commas for multigaussian, got "visits"',
  ],
  [visits('--gamma', '3'), '--gamma must come with --penalty mcp or scad, got 3'],
  [visits('--penalty', 'mcp', '--gamma', '1'), '--gamma must be a finite number > 1, got 1'],
  [visits('--penalty', 'mcp', '--q', '0.1'), '--q must come with --penalty slope, got 0.1'],
  [
    visits('--penalty', 'slope', '--l1-ratio', '0.5'),
    '--l1-ratio must be left out for --penalty slope, got "0.5"',
  ],
  [
    visits('--penalty', 'mcp', '--model', 'ridge'),
    '--model must be left out for --penalty mcp, got "ridge"',
  ],
  [
    ['cv', counts, '--target', 'visits', '--penalty', 'scad', '--l1-ratio', '1,0.5'],
    '--l1-ratio must be one share for --penalty scad, got "1,0.5"',
  ],
  [
    ['cv', counts, '--target', 'visits', '--measure', 'auc'],
    '--measure must be one of mse, mae, deviance, r2, got "auc"',
  ],
];

describe('a refusal of a family', () => {
  it.concurrent.for(CASES.map(([args, line]) => ({ args, line })))(
    '$line',
    async ({ args, line }, { expect }) => {
      const { status, stdout, stderr } = await tikhonov(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(`tikhonov ${args[0]}: ${line}\n`);
    },
  );

  it.concurrent('of times for a model without survival', async ({ expect }) => {
    const out = folder.at('poisson.json');
    await tikhonov([...visits('--family', 'poisson'), '--out', out]);
    const { status, stderr } = await tikhonov(['predict', out, counts, '--times', '1,2']);
    expect(status).toBe(2);
    expect(stderr).toBe(
      'tikhonov predict: --times must come with a model of survival, got "1,2"; ' +
        'this one is poisson\n',
    );
  });
});
