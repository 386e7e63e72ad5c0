/**
 * One layer: what is not a product.
 * @type {import('./case.mjs').Training}
 */
export const n4 = {
  kind: 'training',
  name: 'N4-step',
  title: 'softmax 64-10, batch 32, Adam',
  unit: 'step',
  data: 'digits8',
  shape: [64],
  layers: [{ type: 'dense', units: 10 }],
  loss: 'crossEntropy',
  optimizer: { type: 'adam', lr: 5e-3 },
  batchSize: 32,
  epochs: 40,
  accuracy: 0.95,
};
