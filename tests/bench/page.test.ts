import { describe, expect, it } from 'vitest';
import { page } from '../../bench/report/page.mjs';

const times = {
  accepted: true,
  clock: 'cpu',
  gap: 1e-9,
  curveError: null,
  suboptimality: 0,
  ratioAtLeast: null,
  against: {},
  tolerance: 1e-6,
  knob: 'tol',
  cold: { startMs: 100, loadMs: 20, firstMs: 80, totalMs: 100 },
};
const ours = { ...times, name: 'tikhonov', ours: true, medianMs: 50, ratio: 1, byDefault: null };
const glmnet = {
  ...times,
  name: 'glmnet',
  medianMs: 40,
  ratio: 0.8,
  byDefault: { tolerance: 1e-7, medianMs: 20, gap: 1e-3, ratio: 0.4 },
};

function measured(subjects: object[], extra: object = {}) {
  const shape = { name: 'W8-path', title: 'Poisson', grid: { count: 10, smallest: 0.1 } };
  const result = { ...shape, target: 1e-4, data: { source: 'seed 8' }, reference: null, subjects };
  const machine = { cpu: 'a processor', cores: 2, memoryGB: 8, system: 'Linux' };
  const dates = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
  return {
    machine,
    dates,
    load: 0,
    versions: { R: '4.2.2' },
    cases: [result],
    missing: [],
    ...extra,
  };
}

describe('the page of the benchmark', () => {
  it('says where a peer is faster, and by how much a target is missed', () => {
    const text = page(measured([ours, glmnet]));
    expect(text).toContain('- **W8-path**: glmnet takes 0.80× our time at the same accuracy.');
    expect(text).toContain('| W8-path | glmnet | tikhonov | ≥ 2.5× | 0.80× | **missed** |');
    expect(text).toContain('a processor, 2 cores, 8 GB, Linux, 2026-01-01 to 2026-01-02.');
    expect(text).not.toContain('busy');
    expect(text).not.toContain('Not measured');
    expect(page(measured([ours], { missing: ['W1-cv'] }))).toContain('Not measured: W1-cv.');
  });

  it('says where a default is faster, with the gap it stops at', () => {
    const text = page(measured([ours, { ...glmnet, ratio: 4 }]));
    expect(text).toContain(
      '- W8-path: glmnet at its default takes 0.40× our time and stops at a gap of 1.0e−3.',
    );
    expect(text).toContain('| W8-path | glmnet | tikhonov | ≥ 2.5× | 4.0× | met |');
  });

  it('shows what fits into one memory, and the errors of what does not', () => {
    const fits = { name: 'wide', rows: 20, columns: 5e5, dataBytes: 4e9, peakBytes: 4.16e9 };
    const entries = { ...fits, name: 'sparse', perColumn: 300, seconds: 99.6, gap: 2e-8 };
    const beyond = { name: 'beyond', rows: 1, columns: 2, refused: 'X must fit' };
    const wall = { runs: [{ ...fits, seconds: 27.2, gap: 1.3e-14 }, entries, beyond] };
    const text = page(measured([ours], { wall }));
    expect(text).toContain('| 20 × 500000 | float32 | 4.00 GB | 4.16 GB | 27 s | 1.3e−14 |');
    expect(text).toContain('| 20 × 500000 | sparse, 150 million entries | 4.00 GB | 4.16 GB |');
    expect(text).toContain('- `X must fit`');
    expect(page(measured([ours]))).not.toContain('The wall');
  });

  it('says that the judge rejects a result of ours', () => {
    const text = page(measured([{ ...ours, accepted: false, gap: 1e-2 }]));
    expect(text).toContain('- **W8-path**: the judge rejects tikhonov (gap 1.0e−2).');
  });

  it('shows how time and memory grow where that was measured', () => {
    const points = [
      { x: 10, ms: 1 },
      { x: 100, ms: 10 },
    ];
    const panel = { name: 'rows', title: 'Rows', axis: 'rows' };
    const scaling = { panels: [{ ...panel, series: [{ name: 'lasso', slope: 1, points }] }] };
    const run = { name: 'W4-path', title: 'text', storage: 'float64', dataBytes: 1e6 };
    const memory = { runs: [{ ...run, sparse: true, ratio: 1.6 }] };
    const text = page(measured([ours], { scaling, memory }));
    expect(text).toContain('| rows | lasso | 10 to 100 rows | 1.00 | 1.00 |');
    expect(text).toContain('![Rows](benchmarks/rows.svg)');
    expect(text).toContain('| W4-path | text | float64 | 1.0 MB | 1.60 | ≤ 1.5 | **missed** |');
  });
});
