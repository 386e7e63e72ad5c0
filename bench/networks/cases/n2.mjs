/**
 * Products of matrices, with what regularizes around them.
 * @type {import('./case.mjs').Training}
 */
export const n2 = {
  kind: 'training',
  name: 'N2-step',
  title: 'MLP 784-256-128-10, batch norm, dropout, AdamW, batch 128',
  unit: 'step',
  data: 'digits28',
  shape: [784],
  layers: [
    { type: 'dense', units: 256 },
    { type: 'batchNorm' },
    { type: 'relu' },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 128 },
    { type: 'batchNorm' },
    { type: 'relu' },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 10 },
  ],
  loss: 'crossEntropy',
  optimizer: { type: 'adamW', lr: 2e-3, weightDecay: 0.01 },
  batchSize: 128,
  epochs: 30,
  accuracy: 0.97,
};
