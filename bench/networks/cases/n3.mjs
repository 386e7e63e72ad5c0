/**
 * Convolutions.
 * @type {import('./case.mjs').Training}
 */
export const n3 = {
  kind: 'training',
  name: 'N3-step',
  title: 'CNN 28 × 28, two convolutions of 3 × 3, batch 64',
  unit: 'step',
  data: 'digits28',
  shape: [28, 28, 1],
  layers: [
    { type: 'conv2d', filters: 16, kernel: 3, activation: 'relu' },
    { type: 'maxPool2d', size: 2 },
    { type: 'conv2d', filters: 32, kernel: 3, activation: 'relu' },
    { type: 'maxPool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 128, activation: 'relu' },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 10 },
  ],
  loss: 'crossEntropy',
  optimizer: { type: 'adam', lr: 2e-3 },
  batchSize: 64,
  epochs: 10,
  accuracy: 0.96,
};
