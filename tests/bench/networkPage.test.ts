import { describe, expect, it } from 'vitest';
import { networkSection } from '../../bench/report/networks.mjs';

const row = {
  ...{ ours: false, accepted: true, accuracy: null, error: null, rate: null, ratioAtLeast: null },
  ...{ ratio: null, against: {}, effort: null },
};
const ours = { ...row, name: 'tikhonov', ours: true, medianMs: 0.0351, ratio: 1, accuracy: 0.91 };

function training(subjects: object[]) {
  const shape = { kind: 'training', name: 'N4-step', title: 'softmax', unit: 'step', epochs: 30 };
  return { ...shape, target: 0.95, data: { source: 'digits' }, subjects };
}

describe('the section of networks', () => {
  it('shows times, ratios, accuracies and what was wanted', () => {
    const peer = { name: 'pytorch', medianMs: 2500, ratio: 15, accuracy: 0.952 };
    const against = { 'tikhonov-fast': 21 };
    const text = networkSection([training([ours, { ...row, ...peer, against }])]);
    expect(text).toContain('softmax; accuracy ≥ 95 %. Data: digits.');
    expect(text).toContain('| tikhonov | accepted | 35 µs | 1.0× | – | 91.0 % |  |');
    expect(text).toContain('| pytorch | accepted | 2.50 s | 15× | 21× | 95.2 % |  |');
    expect(text).toContain('| N4-step | pytorch | tikhonov | ≥ 20× | 15× | **missed** |');
  });

  it('says who ran less than all, and who could not', () => {
    const effort = { epochs: 3, rows: 1437 };
    const slow = { name: 'tfjs-wasm', medianMs: 20, accepted: false, ratioAtLeast: 570, effort };
    const failed = {
      name: 'jax-js',
      medianMs: null,
      accepted: false,
      failure: 'Error: a|b\n at c',
    };
    const text = networkSection([
      training([ours, { ...row, ...slow, accuracy: 0.5 }, { ...row, ...failed }]),
    ]);
    expect(text).toContain('| rejected | 20 ms | > 570× | – | 50.0 % | 3 epochs of 1437 rows |');
    expect(text).toContain('| jax-js | rejected | – | – | – | – | Error: a\\|b |');
    expect(text).toContain('| N4-step | tfjs-wasm | tikhonov | ≥ 100× | > 570× | met |');
  });

  it('puts kernels side by side, and targets of work per second beside them', () => {
    const rate = { value: 51.23, unit: 'GB/s' };
    const adamW = { kind: 'adamW', name: 'adamW', title: 'AdamW', data: {}, target: null };
    const own = { ...ours, accuracy: null, rate };
    const text = networkSection([{ ...adamW, node: '24.1.0', subjects: [own] }]);
    expect(text).toContain('| adamW | 24.1.0 | 51.2 GB/s |');
    expect(text).toContain('| adamW | tikhonov | tikhonov | ≥ 45 GB/s | 51 GB/s | met |');
  });

  it('holds products to the peak of the machine', () => {
    const sgemm = { kind: 'product', name: 'sgemm-nn-256', title: 'A·B', data: {}, target: null };
    const rate = { value: 28, unit: 'GFLOPS' };
    const peak = { ...row, name: 'mul+add peak', medianMs: 1.1, ratio: 0.961, rate };
    const fused = { ...peak, name: 'FMA peak', ratio: 0.6, against: { 'tikhonov-fast': 0.9 } };
    const text = networkSection([{ ...sgemm, subjects: [{ ...ours, rate }, peak, fused] }]);
    expect(text).toContain('| sgemm-nn-256 | mul+add peak | tikhonov | ≥ 0.95× | 0.96× | met |');
    expect(text).toContain('| sgemm-nn-256 | FMA peak | fast | ≥ 0.92× | 0.90× | **missed** |');
  });
});
