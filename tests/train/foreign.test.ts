/** Networks that PyTorch and Keras have written predict here what they predict there, and go back unchanged. */
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../../src/model/safetensors.ts';
import type { Layout } from '../../src/train/index.ts';
import { FOREIGN_NAMES, FOREIGN_NETWORKS, foreignAnswer } from '../support/foreignNetworks.ts';
import { NETWORK_ROUNDING, relativeDifference } from '../support/tolerance.ts';

const read = (bytes: Uint8Array) => readSafetensors('test', 'file', bytes).tensors;

const CASES = (['pytorch', 'keras'] as const).flatMap((layout) =>
  FOREIGN_NAMES.map((name) => [layout, name] as const),
);

describe.each(CASES)('a network of %s for %s', (layout: Layout, name) => {
  const { net, names } = FOREIGN_NETWORKS[layout][name];
  const { file, rows, outputs } = foreignAnswer(layout, name);
  const bytes = new Uint8Array(Buffer.from(file, 'base64'));
  const options = { layout, names };

  test('predicts the same here', () => {
    const { data } = net.fromSafetensors(bytes, options).scores(rows);
    expect(relativeDifference(data, outputs.flat())).toBeLessThan(NETWORK_ROUNDING);
  });

  test('goes back with every number and shape', () => {
    const again = read(net.fromSafetensors(bytes, options).toSafetensors(options));
    const stored = [...read(bytes)].filter(([key]) => !key.endsWith('num_batches_tracked'));
    expect(stored.length).toBeGreaterThan(5);
    expect([...again].sort()).toEqual(stored.sort());
  });
});
