/**
 * One lasso path on one matrix of genotypes in each storage: CPU time, bytes, and whether the
 * coefficients are the same. `node bench/storage.mjs [rows] [columns]`, default 1000 × 20000.
 */
import { Lasso, Matrix, path } from '../dist/index.js';
import { Random } from './dataset/random.mjs';
import { describeMachine } from './machine.mjs';

const REPEATS = 5;
const STORAGES = /** @type {const} */ ({ float64: 8, float32: 4, int8: 1 });
const [rows = 1000, cols = 20_000] = process.argv.slice(2).map(Number);

/** Dosages 0, 1, 2 by columns, allele frequencies from 0.05 to 0.5, twenty of them causal. */
function genotypes() {
  const random = new Random(1);
  const data = new Int8Array(rows * cols);
  const y = Float64Array.from({ length: rows }, () => 2 * random.normal());
  const every = Math.ceil(cols / 20);
  for (let j = 0; j < cols; j++) {
    const frequency = 0.05 + 0.45 * random.uniform();
    for (let i = 0; i < rows; i++) {
      const dosage = Number(random.uniform() < frequency) + Number(random.uniform() < frequency);
      data[j * rows + i] = dosage;
      if (j % every === 0) y[i] += dosage;
    }
  }
  return { X: { data, rows, cols, order: /** @type {const} */ ('col') }, y };
}

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const { X, y } = genotypes();
const entries = Object.entries(STORAGES).map(([name, width]) => {
  const dtype = /** @type {keyof typeof STORAGES} */ (name);
  const matrix = Matrix.from(X, { dtype });
  return {
    name,
    matrix,
    megabytes: (rows * cols * width) / 1e6,
    times: /** @type {number[]} */ ([]),
  };
});

/** @type {Set<string>} */
const answers = new Set();
for (let round = 0; round <= REPEATS; round++)
  for (const { matrix, times } of entries) {
    const start = process.cpuUsage();
    const found = await path(new Lasso(), matrix, y, { nLambda: 50, lambdaMinRatio: 0.1 });
    const { user, system } = process.cpuUsage(start);
    // The first round warms up.
    if (round > 0) times.push((user + system) / 1000);
    answers.add(JSON.stringify([...found.coefs().data]));
  }

console.log(`lasso path, 50 λ, ${rows} × ${cols}, ${JSON.stringify(describeMachine())}`);
const [wide] = entries.map(({ times }) => median(times));
for (const { name, times, megabytes } of entries) {
  const ms = median(times);
  const ratio = /** @type {number} */ (wide / ms).toFixed(2);
  console.log(`${name.padEnd(8)} ${ms.toFixed(0)} ms  ${ratio}×  ${megabytes} MB`);
}
console.log(answers.size === 1 ? 'same coefficients, bit for bit' : 'the coefficients differ');
process.exitCode = answers.size === 1 ? 0 : 1;
