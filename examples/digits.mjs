// Handwritten digits of 8 × 8 pixels: what each way of regularizing a network gives, alone and with the
// others, where few rows are there to learn from.
import { fileURLToPath } from 'node:url';
import { adamW, batchNorm, dense, dropout, loss, sequential } from 'tikhonov';
import { readRecords } from './support/records.mjs';

const file = fileURLToPath(new URL('data/digits_8x8.csv.gz', import.meta.url));
const rows = await readRecords(file);
const pixels = Object.keys(rows[0]).filter((name) => name !== 'digit');
const X = rows.map((row) => pixels.map((name) => row[name] / 16));
const labels = rows.map((row) => String(row.digit));

/** One network per fifth of the rows; it is tested on the other four. */
async function accuracy(layers, options) {
  const scores = [];
  for (let fold = 0; fold < 5; fold++) {
    const inside = (_, i) => i % 5 === fold;
    const outside = (_, i) => i % 5 !== fold;
    const fit = {
      epochs: 100,
      batchSize: 32,
      seed: fold,
      optimizer: adamW({ lr: 0.003, weightDecay: 0 }),
      ...options,
    };
    const fitted = await sequential(layers).fit(X.filter(inside), labels.filter(inside), fit);
    const truth = labels.filter(outside);
    const right = fitted.predict(X.filter(outside)).filter((label, i) => label === truth[i]);
    scores.push(right.length / truth.length);
  }
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

const relu = { activation: 'relu' };
const plain = [dense(128, relu), dense(128, relu), dense(10)];
const all = { validation: 0, earlyStopping: false };
const decay = { optimizer: adamW({ lr: 0.003, weightDecay: 0.1 }) };
const smooth = { loss: loss.crossEntropy({ labelSmoothing: 0.1 }) };
const dropped = [
  dropout(0.2),
  dense(128, relu),
  dropout(0.5),
  dense(128, relu),
  dropout(0.5),
  dense(10),
];
const normed = [dense(128, relu), batchNorm(), dense(128, relu), batchNorm(), dense(10)];
const both = [
  dropout(0.2),
  dense(128, relu),
  batchNorm(),
  dropout(0.5),
  dense(128, relu),
  batchNorm(),
  dropout(0.5),
  dense(10),
];

console.log(
  `digits: ${rows.length} rows × ${pixels.length}, trained on ${Math.round(rows.length / 5)}`,
);
for (const [name, layers, options] of [
  ['softmax alone', [dense(10)], all],
  ['network, not regularized', plain, all],
  ['early stopping', plain, {}],
  ['weight decay', plain, { ...all, ...decay }],
  ['label smoothing', plain, { ...all, ...smooth }],
  ['batch normalization', normed, all],
  ['dropout', dropped, all],
  ['all but early stopping', both, { ...all, ...decay, ...smooth }],
]) {
  const score = await accuracy(layers, options);
  console.log(`${name.padEnd(26)}${(100 * score).toFixed(2)} %`);
}
