import { describe, expect, it } from 'vitest';
import { readOptions } from '../../bench/options.mjs';

const names = (items: readonly { name: string }[]) => items.map(({ name }) => name);

describe('the options of the benchmark', () => {
  it('take all cases of all suites', () => {
    const { suites, budget, repeats } = readOptions([]);
    expect(names(suites)).toEqual(['linear', 'networks']);
    expect([budget, repeats]).toEqual([120, 5]);
  });

  it('take one suite, with the subjects that both have', () => {
    const { suites, budget } = readOptions([
      ...['--suite', 'networks', '--subjects', 'tikhonov,pytorch', '--quick'],
    ]);
    expect(names(suites)).toEqual(['networks']);
    expect(names(suites[0]!.subjects)).toEqual(['tikhonov', 'pytorch']);
    expect(budget).toBe(20);
  });

  it('take cases by their names or the first words of them, in the suites that have them', () => {
    const { suites } = readOptions(['--case', 'W2', '--case', 'sgemm-tn-64']);
    expect(suites.map(({ cases }) => names(cases))).toEqual([
      ['W2-path', 'W2-path-tight', 'W2-cv'],
      ['sgemm-tn-64'],
    ]);
    expect(names(readOptions(['--case', 'exp']).suites[0]!.cases)).toEqual(['exp']);
    expect(names(readOptions(['--case', 'W2-path']).suites[0]!.cases)).toEqual(['W2-path']);
  });

  it('refuse a name that is none', () => {
    expect(() => readOptions(['--suite', 'trees'])).toThrow(
      'bench: --suite must be one of linear, networks, got trees',
    );
    expect(() => readOptions(['--case', 'W'])).toThrow(/--case must be one of W1-path, .*, got W$/);
    expect(() => readOptions(['--suite', 'linear', '--subjects', 'pytorch'])).toThrow(
      /--subjects must be one of tikhonov, .*, got pytorch$/,
    );
    expect(() => readOptions(['--budget', '0'])).toThrow(
      'bench: --budget must be a number > 0, got 0',
    );
  });
});
