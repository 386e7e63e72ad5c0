/**
 * A whole fit of a few samples, as a live classroom product makes it at every change.
 * @type {import('./case.mjs').Training}
 */
export const microbit = {
  kind: 'training',
  name: 'microbit',
  title: '24-16-3 with batch norm, 90 rows, 160 epochs, batch 16: a whole fit',
  unit: 'fit',
  data: 'gestures',
  shape: [24],
  layers: [
    { type: 'dense', units: 16 },
    { type: 'batchNorm' },
    { type: 'relu' },
    { type: 'dense', units: 3 },
  ],
  loss: 'crossEntropy',
  optimizer: { type: 'adam', lr: 5e-3 },
  batchSize: 16,
  epochs: 160,
  accuracy: 0.9,
};
