import { startWorker, tikhonov } from './tikhonov.mjs';

/** Cases where the cost is to read X, or to multiply it by itself. */
const cases = ['W1-path', 'W1-cv', 'W6-path'];

/**
 * This package with X rounded to float32: half the bytes. The judge holds its coefficients against
 * the float64 data.
 * @type {import('./subject.mjs').Subject}
 */
export const tikhonovFloat32 = {
  ...tikhonov,
  name: 'tikhonov-f32',
  find: () => startWorker('float32', 1),
  supports: ({ name }) => cases.includes(name),
  reference: undefined,
};
