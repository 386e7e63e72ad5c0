// Which of 150 genetic variants matter? Simulated genotypes 0, 1, 2, one byte each and correlated
// along the chromosome; knockoffs keep the expected share of false discoveries below 20 %,
// on average over draws of the data: a single draw may have twice as many.
import { crossValidate, knockoffs, Lasso, Matrix } from 'tikhonov';
import { printCost, printFit, printScore } from './support/report.mjs';

let state = 2;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const [rows, cols] = [400, 150];
const data = new Int8Array(rows * cols);
for (let i = 0; i < rows; i++)
  for (const _strand of [0, 1])
    for (let j = 0, allele = 0; j < cols; j++) {
      if (j === 0 || uniform() < 0.6) allele = uniform() < 0.3 ? 1 : 0;
      data[j * rows + i] += allele;
    }
const X = Matrix.wrap({ data, rows, cols, order: 'col' });
const causal = new Set(Array.from({ length: 15 }, (_, k) => 10 * k + 7));
const y = Float64Array.from({ length: rows }, (_, i) =>
  [...causal].reduce((sum, j) => sum + 0.6 * X.get(i, j), normal()),
);
console.log(`genotypes: ${rows} rows × ${cols} of one byte, ${causal.size} causal`);
const { selected } = await knockoffs(X, y, { fdr: 0.2, seed: 1 });
const found = [...selected].filter((j) => causal.has(j)).length;
printScore('share of causal variants found', { mean: found / causal.size }, 0.8);
printScore('share of false discoveries', { mean: 1 - found / (selected.length || 1) }, 0.2);
const result = await crossValidate(new Lasso(), X, y, { nLambda: 40, seed: 1 });
printFit(result);
printCost();
