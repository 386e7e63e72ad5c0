/** Groups of weights over the channels of convolutions. */
import { describe, expect, test } from 'vitest';
import { conv2d, dense, flatten } from '../../src/layer/index.ts';
import { groupLasso } from '../../src/penalty/index.ts';
import { sequential } from '../../src/train/index.ts';
import { fitted, HIDDEN, weight, X } from '../support/smallFit.ts';
import { NETWORK_ROUNDING, relativeDifference } from '../support/tolerance.ts';

const FILTERS = 8;
/** Numbers of the second convolution that belong to each input and output: windows of 1 × 2. */
const [PLACES, OUTPUTS] = [2, 3];
const inputShape = [2, 3, 1];

/** How many of the numbers of each group are 0. */
const zeros = (w: readonly number[], groups: number, groupOf: (at: number) => number) =>
  Array.from(
    { length: groups },
    (_, group) => w.filter((x, at) => x === 0 && groupOf(at) === group).length,
  );

/** All or none of each group, and some of either kind. */
function expectWhole(counts: readonly number[], size: number): void {
  expect(counts.every((count) => count === 0 || count === size)).toBe(true);
  expect(counts).toContain(0);
  expect(counts).toContain(size);
}

describe('groupLasso', () => {
  test('of outputs takes whole filters out, exactly', async () => {
    const penalty = groupLasso({ lambda: 0.1, groups: 'outputs' });
    const layers = [conv2d(FILTERS, 2, { penalty, ...HIDDEN }), flatten(), dense(1)];
    const model = await fitted({ epochs: 80 }, sequential(layers, { inputShape }));
    const w = weight(model, 'conv2d1.weight');
    expect(w).toHaveLength(4 * FILTERS);
    expectWhole(
      zeros(w, FILTERS, (at) => at % FILTERS),
      4,
    );
    // channels stay: pruning is of units between dense layers
    const pruned = model.prune();
    expect(pruned.weights.get('conv2d1.weight')).toEqual(model.weights.get('conv2d1.weight'));
    const [a, b] = [pruned, model].map((one) => one.predict(X) as Float32Array);
    expect(relativeDifference(a!, b!)).toBeLessThan(NETWORK_ROUNDING);
  });

  test('of inputs takes out what hears a channel', async () => {
    const penalty = groupLasso({ lambda: 0.2, groups: 'inputs' });
    const layers = [
      ...[conv2d(FILTERS, [2, 2], HIDDEN), conv2d(OUTPUTS, [1, PLACES], { penalty }), flatten()],
      dense(1),
    ];
    const model = await fitted({ epochs: 80 }, sequential(layers, { inputShape }));
    const w = weight(model, 'conv2d2.weight');
    const channelOf = (at: number) => Math.floor(at / OUTPUTS) % FILTERS;
    expectWhole(zeros(w, FILTERS, channelOf), PLACES * OUTPUTS);
  });
});
