/** Networks that PyTorch has written predict here what they predict there, and go back unchanged. */
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../../src/model/safetensors.ts';
import { NETWORK_ROUNDING, relativeDifference } from '../support/tolerance.ts';
import { TORCH_NAMES, TORCH_NETWORKS, torchAnswer } from '../support/torchNetworks.ts';

const read = (bytes: Uint8Array) => readSafetensors('test', 'file', bytes).tensors;

describe.each(TORCH_NAMES)('a network of %s', (name) => {
  const { net, names } = TORCH_NETWORKS[name];
  const { file, rows, outputs } = torchAnswer(name);
  const bytes = new Uint8Array(Buffer.from(file, 'base64'));
  const options = { layout: 'pytorch', names } as const;

  test('of PyTorch predicts the same here', () => {
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
