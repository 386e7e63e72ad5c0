// Trains a network in the page and shows every epoch: npm create vite, npm install tikhonov.
import { mlp } from 'tikhonov/nn';

const arms = Array.from({ length: 600 }, (_, i) => (i % 2 ? -1 : 1));
const angles = arms.map((_, i) => 0.5 + (6 * i) / 600);
const X = angles.map((a, i) => [arms[i] * a * Math.cos(a), arms[i] * a * Math.sin(a)]);
const y = arms.map((arm) => (arm > 0 ? 'first' : 'second'));

const epochs = mlp({ hidden: [64, 64] }).epochs(X, y, { epochs: 100, seed: 1 });
const history = [];
for await (const log of epochs) {
  history.push(log);
  for (const name of ['cleanTrainLoss', 'valLoss']) {
    const points = history.map((past) => `${4 * past.epoch},${119 - 160 * past[name]}`);
    document.getElementById(name).setAttribute('points', points.join(' '));
  }
  const right = `${(100 * log.valAccuracy).toFixed(1)} % of the validation rows are right`;
  document.getElementById('told').textContent = `epoch ${log.epoch}, ${right}`;
}
const { bestEpoch } = await epochs.fitted;
document.getElementById('told').textContent += `; the weights are those of epoch ${bestEpoch}`;
