/** Runs every program of examples/ as a user would: a process of its own, on the built package. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const FOLDER = 'examples';

/** What each prints: the same on every machine, because every bit of a fit is. */
const PRINTED: Record<string, string> = {
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

const programs = readdirSync(FOLDER).filter((name) => name.endsWith('.mjs'));

test('every program has its output on record', () => {
  expect(programs.toSorted()).toEqual(Object.keys(PRINTED).toSorted());
});

describe.each(programs)('examples/%s', (name) => {
  test('prints what it should', async () => {
    const { stdout, stderr } = await run(process.execPath, [`${FOLDER}/${name}`]);
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe(PRINTED[name]!.trim());
  });

  test('is short and imports the package by its name', () => {
    const text = readFileSync(`${FOLDER}/${name}`, 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
    expect(text).toMatch(/^import .* from 'tikhonov';$/m);
    expect(text).not.toContain('../');
  });
});
