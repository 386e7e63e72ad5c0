/** Runs every program of examples/ as a user would: a process of its own, on the built package. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { expectNeed } from './support/examples.ts';

const run = promisify(execFile);
const FOLDER = 'examples';

/** What each prints: the same on every machine, because every bit of a fit is. */
const PRINTED: Record<string, string> = {
  'digits.mjs': `
digits: 1797 rows × 64
accuracy 0.9699 ± 0.0031, baseline 0.9666
`,
  'oneLayer.mjs': `
diabetes: 7 of 10 columns, the same in both: true
weights differ by at most 9.7e-8 of the largest
breast_cancer: 9 of 30 columns, the same in both: true
weights differ by at most 5.8e-6 of the largest
`,
  'genotypes.mjs': `
genotypes: 400 rows × 150 of one byte, 15 causal
share of causal variants found 1.0000, baseline 0.8000
share of false discoveries 0.1667, baseline 0.2000
features kept 80 of 150, λ = 0.0294
worst certificate 5.9e-14 ≤ 0.000001 of 440 fits
`,
  'intervals.mjs': `
diabetes: 294 + 148 rows × 10
coverage, CV+ 0.8986, baseline 0.9000
mean width 186, y runs from 25 to 346
coverage, jackknife+ 0.8986, baseline 0.9000
mean width 186, y runs from 25 to 346
`,
  'smallClasses.mjs': `
penguins: 344 rows × 11
accuracy, penguins 0.9855 ± 0.0065, baseline 0.9913
features kept 11 of 11, λ = 0.000406
worst certificate 7.5e-7 ≤ 0.000001 of 180 fits
breast_cancer: 569 rows × 30
accuracy, breast_cancer 0.9754 ± 0.0075, baseline 0.9789
features kept 26 of 30, λ = 0.00184
worst certificate 9.4e-7 ≤ 0.000001 of 180 fits
wine: 178 rows × 13
accuracy, wine 0.9889 ± 0.0068, baseline 0.9832
features kept 11 of 13, λ = 0.000381
worst certificate 7.2e-7 ≤ 0.000001 of 180 fits
`,
  'certificate.mjs': `
at most 0.000001 of the null loss above the optimum: true
recomputed from a file: true
on other data: false
load: source must be unchanged; its checksum does not match: it was edited or damaged
`,
  'lassoPath.mjs': `
λ = 5.31, mean squared error 3164
sex     -3.178
bmi      5.477
bp       0.724
s3_hdl   -0.511
s5_ltg   40.524
1100 fits, worst gap below 1e-6: true
`,
  'missingData.mjs': `
note: 2 of 344 rows have no body_mass_g: dropped
note: 49 missing cells filled by the column mean
l1Ratio 1: R² out of fold 0.853
a Gentoo male with flippers of 220 mm: 5332 g
`,
  'ridgeStrength.mjs': `
leave-one-out: λ = 3.4e-8, 30.5 degrees of freedom, error 2.25 % fat
GCV: λ = 5.2e-10, 67.3 degrees of freedom, error 1.58 % fat
`,
  'sparseText.mjs': `
44 counts of 14 words; 5 words matter:
cold -0.18
rude -0.78
good 1.40
friendly 1.19
place 0.11
`,
};

/** What a program costs is not the same on every machine. */
const COST = /^[\d.]+ s of processor time, \d+ MB$/m;

const programs = readdirSync(FOLDER).filter((name) => name.endsWith('.mjs'));
const source = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');
/** One stands for all, which examples.slow.test.ts runs. */
const FIRST_OF_PUBLIC_DATA = programs.find((name) => source(name).includes('publicData('));
/** These read sets that are not bundled, or take long: examples.slow.test.ts runs them. */
const isScored = (name: string) => source(name).includes('publicData(') || name === 'meats.mjs';

test('every program has its output on record, or runs in the slow tier', () => {
  const quick = programs.filter((name) => !isScored(name));
  expect(quick.toSorted()).toEqual(Object.keys(PRINTED).toSorted());
});

describe.each(programs)('examples/%s', (name) => {
  test.runIf(name in PRINTED)('prints what it should', async () => {
    const { stdout, stderr } = await run(process.execPath, [`${FOLDER}/${name}`]);
    expect(stderr).toBe('');
    expect(stdout.replace(COST, '').trim()).toBe(PRINTED[name]!.trim());
  });

  test.runIf(name === FIRST_OF_PUBLIC_DATA)('says which set it needs', async () => {
    await expectNeed(`${FOLDER}/${name}`);
  });

  test('is short and imports the package by its name', () => {
    const text = source(name);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(33);
    expect(text).toMatch(/^import .* from 'tikhonov';$/m);
    expect(text).not.toContain('../');
  });
});
