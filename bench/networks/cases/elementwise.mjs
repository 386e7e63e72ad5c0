/** Kernels that go through numbers one by one. @type {import('./case.mjs').Elementwise[]} */
export const elementwise = [
  { kind: 'exp', name: 'exp', title: 'e^x of 16384 numbers', count: 16384 },
  { kind: 'dropout', name: 'dropout', title: 'dropout of 16384 numbers at rate ½', count: 16384 },
  { kind: 'adamW', name: 'adamW', title: 'AdamW on 16384 weights', count: 16384 },
];
