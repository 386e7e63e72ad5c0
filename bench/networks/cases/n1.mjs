/**
 * A small network on a table: the overhead of a step.
 * @type {import('./case.mjs').Training}
 */
export const n1 = {
  kind: 'training',
  name: 'N1-step',
  title: 'MLP 20-64-64-1, batch 32, Adam',
  unit: 'step',
  data: 'table',
  shape: [20],
  layers: [
    { type: 'dense', units: 64, activation: 'relu' },
    { type: 'dense', units: 64, activation: 'relu' },
    { type: 'dense', units: 1 },
  ],
  loss: 'binary',
  optimizer: { type: 'adam', lr: 1e-3 },
  batchSize: 32,
  epochs: 24,
  accuracy: 0.88,
};
