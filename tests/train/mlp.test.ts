/** A perceptron with a recipe, and one without. */
import { describe, expect, test } from 'vitest';
import { sgd } from '../../src/optimizer/index.ts';
import { mlp } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';

const shapes = (fitted: { summary(): string }) => {
  const lines = fitted.summary().split('\n');
  const total = lines.findIndex((line) => line.startsWith('total'));
  return lines.slice(1, total).map((line) => line.split(/\s+/).slice(0, 2).join(' '));
};

describe('the recipe', () => {
  test('decays weights, drops units of large layers, and stops early', async () => {
    const fitted = await mlp({ hidden: [128, 6] }).fit(RINGS, SIDES, { epochs: 300 });
    expect(shapes(fitted)).toEqual([
      ...['standardize1 2', 'dense2 128', 'dropout3 128', 'dense4 6', 'dense5 2'],
    ]);
    expect(fitted.provenance.optimizer).toBe('adamW');
    const hits = fitted.predict(RINGS).filter((label, i) => label === SIDES[i]).length;
    expect(hits / RINGS.length).toBeGreaterThan(0.95);
  });

  test('may be left out', async () => {
    const net = mlp({ hidden: [128], recipe: 'none', activation: 'tanh', standardize: false });
    const fitted = await net.fit(RINGS, HEIGHTS, { epochs: 12 });
    expect(shapes(fitted)).toEqual(['dense1 128', 'dense2 1']);
    expect([fitted.provenance.optimizer, fitted.ending]).toEqual(['adam', 'epochs']);
    expect(fitted.bestEpoch).toBe(12);
  });

  test('gives way to what fit is told', async () => {
    const options = { epochs: 2, optimizer: sgd() };
    const fitted = await mlp({ hidden: [] }).fit(RINGS, [...RINGS], options);
    expect(shapes(fitted)).toEqual(['standardize1 2', 'dense2 2', 'unstandardize3 2']);
    expect(fitted.provenance.optimizer).toBe('sgd');
  });
});

test.each<[object, string]>([
  [{}, 'mlp: hidden must be a list of numbers of units, got undefined'],
  [{ hidden: [3, 0] }, 'mlp: hidden[1] must be an integer >= 1, got 0'],
  [{ hidden: [3], recipe: 'best' }, "mlp: recipe must be 'seed' or 'none', got \"best\""],
  [{ hidden: [3], activation: 'rleu' }, 'dense: activation must be one of'],
  [{ layers: [3] }, 'mlp: unknown option layers'],
])('bad options are refused, case %#', (options, message) => {
  expect(() => mlp(options as never)).toThrow(message);
});
