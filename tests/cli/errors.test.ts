/** Every refusal: exit status 2, one line on stderr that names the option, nothing written. */
import { readdirSync } from 'node:fs';
import { describe, it } from 'vitest';
import { DIABETES, Folder, tikhonov } from './command.ts';
import { oneProcess } from './oneProcess.ts';

const folder = new Folder();
const outputs = new Folder();
const { tikhonov: inOneProcess } = oneProcess();
const model = outputs.at('model.json');
const table = (name: string, text: string) => folder.file(name, text);
const text = table('text.csv', 'a,y\n1,2\nx,4\n3,6\n4,8\n5,1\n6,2\n7,3\n');
const negative = table('negative.csv', 'a,w,y\n1,1,2\n2,-1,4\n3,1,6\n');
const zero = table('zero.csv', 'a,w,y\n1,0,2\n2,0,4\n3,0,6\n');
const flat = table('flat.csv', 'a,y\n1,2\n2,2\n3,2\n4,9\n');
const ragged = table('ragged.csv', 'a,y\n1,2\n2,4,5\n');
const infinite = table('infinite.csv', 'a,y\n1,2\n2,4\ninf,5\n');
const empty = table('empty.csv', '');
const header = table('header.csv', 'a,y\n');
const single = table('single.csv', 'a,y\n1,2\n');
const uniform = table('uniform.csv', 'a,y\n1,u\n2,u\n3,u\n');
const kinds = table('kinds.csv', 'a,y\n1,u\n2,v\n3,u\n4,v\n');
const twice = table('twice.csv', 'a,a,y\n1,2,3\n2,3,4\n');
const words = table('words.txt', 'a,y\n1,2\n');
const svm = table('d.svm', '2 1:1\n4 1:2\n');
const alpha = "(the strength) in scikit-learn's words and --l1-ratio (the share of L1) in glmnet's";

const TARGET = ['--target', 'progression'];
const cv = (...rest: string[]) => ['cv', DIABETES, ...TARGET, '--out', model, ...rest];
const fitting = (...rest: string[]) => ['fit', DIABETES, ...TARGET, '--out', model, ...rest];
const of = (data: string, ...rest: string[]) => [
  'fit',
  data,
  '--target',
  'y',
  '--lambda',
  '0.1',
  '--out',
  model,
  ...rest,
];

const training = (data: string, ...rest: string[]) => [
  'train',
  data,
  '--target',
  'y',
  '--out',
  model,
  ...rest,
];

/** Arguments, and the line after `tikhonov <command>: `. */
const CASES: readonly [readonly string[], string][] = [
  [cv('--fold', '5'), "unknown option '--fold'; did you mean --folds?"],
  [cv('--l1_ratio', '1'), "unknown option '--l1_ratio'; did you mean --l1-ratio?"],
  [cv('--lambda', '1'), "unknown option '--lambda'; did you mean --lambdas?"],
  [cv('--alpha', '0.5'), `--alpha is not an option; it is --lambdas ${alpha}`],
  [fitting('--alpha'), `--alpha is not an option; it is --lambda ${alpha}`],
  [cv('--folds'), "option '--folds <k>' argument missing"],
  [cv('--folds', 'ten'), '--folds must be an integer >= 2, got "ten"'],
  [cv('--folds', '2.5'), '--folds must be an integer >= 2, got "2.5"'],
  [cv('--folds', '500'), 'the number of folds must be at most 442 (the number of rows), got 500'],
  [cv('--loo', '--folds', '5'), "option '--loo' cannot be used with option '--folds <k>'"],
  [cv('--embargo', '5'), '--embargo must come with --time-series, got 5'],
  [
    cv('--stratified'),
    '--stratified must come with a target of classes, at least 2 rows in each, got progression ' +
      'with 84 values in one row only',
  ],
  [
    cv('--group', 'sx'),
    '--group must name a column of the table, got "sx"; did you mean sex? the columns are age, ' +
      'sex, bmi, bp, s1_tc, s2_ldl, s3_hdl, s4_tch, s5_ltg, s6_glu, progression',
  ],
  [cv('--group', 'sex'), '--group must hold at least 10 groups (one per fold), got 2'],
  [cv('--hold-out', '1'), '--hold-out must lie strictly between 0 and 1, got "1"'],
  [
    cv('--model', 'laso'),
    '--model must be one of elasticNet, lasso, ridge, got "laso"; did you mean lasso?',
  ],
  [cv('--model', 'x'), '--model must be one of elasticNet, lasso, ridge, got "x"'],
  [
    cv('--measure', 'msq'),
    '--measure must be one of mse, mae, r2, deviance, class, auc, logloss, cindex, got "msq"; ' +
      'did you mean mse?',
  ],
  [cv('--select', 'lse'), '--select must be one of min, 1se, got "lse"; did you mean 1se?'],
  [cv('--impute', 'zero'), '--impute must be one of mean, median, got "zero"'],
  [cv('--l1-ratio', '1,1.5'), '--l1-ratio must lie in [0, 1], got "1.5"'],
  [cv('--l1-ratio', ''), '--l1-ratio must lie in [0, 1], got ""'],
  [
    cv('--model', 'ridge', '--l1-ratio', '0'),
    '--l1-ratio must be left out for --model ridge, got "0"',
  ],
  [
    fitting('--model', 'lasso', '--lambda', '1', '--l1-ratio', '0.5'),
    '--l1-ratio must be left out for --model lasso, got "0.5"',
  ],
  [cv('--n-lambda', '0'), '--n-lambda must be an integer >= 1, got "0"'],
  [
    cv('--lambda-min-ratio', '-1'),
    '--lambda-min-ratio must lie strictly between 0 and 1, got "-1"',
  ],
  [cv('--lambdas', '1,-0.5'), '--lambdas must be a finite number >= 0, got "-0.5"'],
  [
    cv('--lambdas', '1', '--n-lambda', '5'),
    "option '--lambdas <strengths>' cannot be used with option '--n-lambda <count>'",
  ],
  [cv('--tol', '0'), '--tol must lie strictly between 0 and 1, got "0"'],
  [cv('--ignore', 'age,,bmi'), '--ignore must be column names separated by commas, got "age,,bmi"'],
  [
    cv('--ignore', 'progression'),
    '--ignore must name a column of its own, got "progression"; it is target already',
  ],
  [fitting(), '--lambda must be given, got none; tikhonov cv chooses it from the data'],
  [fitting('--lambda', '-0.5'), '--lambda must be a finite number >= 0, got "-0.5"'],
  [fitting('--lambda', 'NaN'), '--lambda must be a finite number >= 0, got "NaN"'],
  [['cv'], "missing required argument 'data'"],
  [['verify', model], "missing required argument 'data'"],
  [['cv', DIABETES, 'b'], "too many arguments for 'cv'. Expected 1 argument but got 2."],
  [
    ['cv', DIABETES],
    '--target must name a column of the table, got none; the columns are age, sex, bmi, bp, ' +
      's1_tc, s2_ldl, s3_hdl, s4_tch, s5_ltg, s6_glu, progression',
  ],
  [
    ['cv', 'none.csv', ...TARGET],
    'the path must name a readable file, got "none.csv"; there is no such file',
  ],
  [
    ['fit', words, ...TARGET, '--lambda', '1'],
    `the path must end in .csv, .csv.gz, .tsv, .tsv.gz, .svm, .svm.gz, .npy, got "${words}"`,
  ],
  [
    cv('--report', 'nowhere/report.html'),
    '--report must lie in an existing, writable folder, got "nowhere/report.html"',
  ],
  [cv('--predictions', 'src'), '--predictions must name a file, got "src"; it is a folder'],
  [
    cv('--report', model),
    `--report must name a file of its own, got "${model}"; it is --out already`,
  ],
  [
    ['fit', DIABETES, ...TARGET, '--lambda', '1', '--out', DIABETES],
    `--out must name a file of its own, got "${DIABETES}"; it is an input already`,
  ],
  [of(text, '--numeric', 'a'), 'row 2 (line 3), column a must be a number, got "x"'],
  [of(negative, '--weight', 'w'), 'row 2 (line 3), column w must hold a weight >= 0, got "-1"'],
  [of(zero, '--weight', 'w'), '--weight must have a positive sum, got 0'],
  [of(infinite), 'row 3 (line 4), column a must be finite, got "inf"'],
  [of(empty), 'the table must hold at least 2 lines (a header and a row), got 0'],
  [
    of(ragged),
    'row 2 (line 3) must have 2 cells like the header, got 3; a cell that contains "," or a line ' +
      'break stands in double quotes',
  ],
  [of(header), 'the table must hold at least 2 lines (a header and a row), got 1'],
  [of(single), 'target column y must hold at least 2 values, got 1'],
  [of(twice), 'column names must differ, got "a"; columns 1 and 2 share it'],
  [of(svm), '--target must be left out for .svm files, got "y"'],
  [
    ['cv', flat, '--target', 'y', '--folds', '4', '--out', model],
    '--folds must leave variance in y, got fold 3 of 4 whose 3 training rows all have y = 2',
  ],
  [training(text, '--epochs', '0'), '--epochs must be an integer >= 1, got "0"'],
  [training(text, '--hidden', '64,'), '--hidden must be an integer >= 1, got ""'],
  [training(text, '--rate', '0'), '--rate must be a finite number > 0, got "0"'],
  [training(text, '--validation', '1'), '--validation must lie in [0, 1), got "1"'],
  [
    training(text, '--batch-size', '7'),
    '--batch-size must be at most 6, the rows to train on, got 7',
  ],
  [training(text, '--tau', '0.9'), '--tau must come with --loss quantile, got 0.9'],
  [
    training(text, '--loss', 'crossentropi'),
    '--loss must be one of mse, mae, huber, quantile, poisson, crossEntropy, focal, got ' +
      '"crossentropi"; did you mean crossEntropy?',
  ],
  [
    training(text, '--recipe', 'none', '--weight-decay', '0.1'),
    '--weight-decay must be left out for --recipe none, got 0.1',
  ],
  [
    training(negative, '--class-weight', 'balanced'),
    '--class-weight must come with a loss of classes, got "mse"',
  ],
  [
    training(zero, '--weight', 'w'),
    'value 1 of --weight must be > 0, got 0; leave out rows without weight',
  ],
  [
    training(table('below.csv', 'a,y\n1,2\n2,-1\n'), '--loss', 'poisson'),
    'value 2 of --target must be >= 0 for loss poisson, got -1',
  ],
  [
    training(kinds, '--loss', 'mae'),
    '--target must name a column of numbers for --loss mae, got "y"',
  ],
  [training(uniform), '--target must hold at least two classes, got 1'],
  [training(single), 'target column y must hold at least 2 values, got 1'],
  [
    training(negative, '--rate', '1e30', '--no-standardize'),
    'the loss must be finite in step 1 of epoch 1, got NaN; the output of dense2 is the first ' +
      'that is not; a smaller learning rate may help',
  ],
  [
    ['train', DIABETES],
    '--target must name a column of the table, got none; the columns are age, sex, bmi, bp, ' +
      's1_tc, s2_ldl, s3_hdl, s4_tch, s5_ltg, s6_glu, progression',
  ],
  [
    ['predict', model, DIABETES],
    `the model must be a readable file, got "${model}"; there is no such file`,
  ],
  [
    ['predict', DIABETES, DIABETES],
    `${DIABETES} must be a tikhonov-model file; this one is not JSON`,
  ],
];

describe('a refusal', () => {
  it.concurrent.for(CASES.map(([args, line]) => ({ args, line })))(
    '$line',
    async ({ args, line }, { expect }) => {
      const { status, stdout, stderr } = await inOneProcess(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(`tikhonov ${args[0]}: ${line}\n`);
      expect(readdirSync(outputs.path)).toEqual([]);
    },
  );

  it.concurrent.for(['cv', 'fit', 'verify', 'predict', 'train'])(
    'of %s is the same in a process of its own',
    async (command, { expect }) => {
      // the last of a command comes later than the first
      const args = CASES.map(([words]) => words).findLast(([word]) => word === command)!;
      const alone = await tikhonov(args);
      expect(alone.status).toBe(2);
      expect(alone).toEqual(await inOneProcess(args));
    },
  );

  it.concurrent('of a command suggests the nearest', async ({ expect }) => {
    const [near, far] = await Promise.all([tikhonov(['verfy', 'a']), tikhonov(['data.csv'])]);
    expect(near).toEqual({
      status: 2,
      stdout: '',
      stderr: 'tikhonov: unknown command "verfy"; did you mean verify?\n',
    });
    expect(far.stderr).toBe(
      'tikhonov: unknown command "data.csv"; the commands are cv, fit, predict, train, verify\n',
    );
  });

  it.concurrent('shows where it comes from with TIKHONOV_DEBUG', async ({ expect }) => {
    const words = ['fit', 'none.csv', ...TARGET, '--lambda', '1'];
    const { status, stderr } = await tikhonov(words, { TIKHONOV_DEBUG: '1' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^tikhonov fit: the path .*\nRangeError: readDataset: .*\n {4}at /);
  });
});
