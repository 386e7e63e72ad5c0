/**
 * Recompute the reference answers of tests/golden and compare them with the stored ones:
 *
 *   node scripts/golden.mjs            prints the largest relative difference per file
 *   node scripts/golden.mjs --write    replaces the stored files
 *
 * Needs Rscript and a Python with scikit-learn and PyTorch (PYTHON names it, default python3), on
 * Debian r-cran-glmnet, -jsonlite, -survival, -quantreg, -mass, -statmod, python3-sklearn and
 * python3-torch. Keras' losses and networks come from @tensorflow/tfjs: TFJS names the folder whose
 * node_modules hold it, and without it they are left out.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { PYTHON = 'python3', TFJS } = process.env;
const stored = fileURLToPath(new URL('../tests/golden', import.meta.url));
const fresh = mkdtempSync(join(tmpdir(), 'golden-'));

/** In this order: families.R draws the data that families.py reads. */
const GENERATORS = [
  ['Rscript', 'glmnet.R'],
  ['Rscript', 'families.R'],
  ['Rscript', 'assess.R'],
  ['Rscript', 'compat.R'],
  [PYTHON, 'scikitLearn.py'],
  [PYTHON, 'families.py'],
  [PYTHON, 'assess.py'],
  [PYTHON, 'textVectorizers.py'],
  [PYTHON, 'compat.py'],
  [PYTHON, 'optimizers.py'],
  [PYTHON, 'networks.py'],
  ...(TFJS ? ['compat.mjs', 'networks.mjs'].map((file) => [process.execPath, file, TFJS]) : []),
];

function run(command, script, ...more) {
  const { status, error } = spawnSync(command, [join(stored, script), stored, fresh, ...more], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${command} ${script}: ${error?.message ?? `exit ${status}`}`);
}

/** Every number below a JSON value, in order. */
function numbers(value) {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbers) : [];
}

/** Largest |a − b| over the largest |b|, field by field. */
function difference(before, after) {
  const parts = Object.keys(after).map((key) => {
    const [a, b] = [numbers(before[key]), numbers(after[key])];
    if (a.length !== b.length) return Infinity;
    const size = b.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
    return b.reduce((most, x, i) => Math.max(most, Math.abs(x - a[i])), 0) / size;
  });
  return parts.reduce((most, part) => Math.max(most, part), 0);
}

try {
  for (const generator of GENERATORS) run(...generator);
  for (const folder of readdirSync(fresh))
    for (const file of readdirSync(join(fresh, folder))) {
      const read = (root) => JSON.parse(readFileSync(join(root, folder, file), 'utf8'));
      const known = existsSync(join(stored, folder, file));
      const change = known ? difference(read(stored), read(fresh)).toExponential(1) : 'new';
      console.log(`${folder}/${file}: ${change}`);
    }
  if (process.argv.includes('--write')) cpSync(fresh, stored, { recursive: true });
} finally {
  rmSync(fresh, { recursive: true });
}
