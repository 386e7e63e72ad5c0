import { describe, expect, it } from 'vitest';
import { recipe } from '../../../src/data/recipe.ts';
import { TableEncoder } from '../../../src/data/table/index.ts';
import type { Row } from '../../../src/data/types.ts';
import { random } from '../../support/random.ts';
import { cellsOf } from './cellsOf.ts';

const { uniform, pick } = random(11);
const training: Row[] = Array.from({ length: 40 }, (_, i) => ({
  size: uniform(),
  weight: i % 7 === 0 ? null : uniform(),
  kind: pick(['a', 'b', 'c']),
  area: pick(['north', 'south']),
}));
/** Everything that training does not have: a level, extremes, a gap. */
const strange: Row[] = [
  { size: 1e9, weight: 1e9, kind: 'z', area: null },
  { size: null, weight: -1e9, kind: null, area: 'west' },
];
const encoder = new TableEncoder({
  missing: 'median',
  indicator: true,
  splines: ['weight'],
  interactions: [
    ['kind', 'size'],
    ['area', 'weight'],
  ],
  minCount: 2,
});

describe('a table encoder in a fold', () => {
  const { rows, preprocessor } = recipe([...training, ...strange], encoder);
  const inFold = preprocessor.fit(rows.slice(0, training.length));

  it('learns nothing from rows that it is not given', () => {
    const all = preprocessor.fit(rows);
    const text = JSON.stringify(inFold);
    expect(text).not.toMatch(/"z"|west|missing\)|1000000000/);
    expect(inFold.featureNames.join()).not.toMatch(/size:missing|kind=other|area=other/);
    // The same rows do change what is learned where they are given.
    expect(JSON.stringify(all)).toMatch(/"z"/);
    expect(all.featureNames.join()).toMatch(/size:missing.*kind=other.*area=other/);
    expect(cellsOf(all.transform(training))).not.toEqual(cellsOf(inFold.transform(training)));
  });

  it('learns the same whatever the other rows are, and in whichever order folds are fitted', () => {
    const { preprocessor } = recipe([...training, ...training], encoder);
    preprocessor.fit(strange.concat(training));
    expect(preprocessor.fit(training).toJSON()).toEqual(inFold.toJSON());
  });

  it('is not changed by the rows that it encodes', () => {
    const before = [JSON.stringify(inFold), cellsOf(inFold.transform(training))];
    const X = cellsOf(inFold.transform(strange));
    expect([JSON.stringify(inFold), cellsOf(inFold.transform(training))]).toEqual(before);
    expect(X.map((row) => row.length)).toEqual([
      inFold.featureNames.length,
      inFold.featureNames.length,
    ]);
    expect(X.flat().every(Number.isFinite)).toBe(true);
  });

  it('encodes each row by itself', () => {
    const together = cellsOf(inFold.transform(rows));
    const alone = rows.map((row) => cellsOf(inFold.transform([row]))[0]!);
    expect(alone).toEqual(together);
  });

  it('keeps neither the rows nor the options', () => {
    const options = { ignore: ['kind'], interactions: [['size', 'weight']] as [string, string][] };
    const copy = training.map((row) => ({ ...row }));
    const own = new TableEncoder(options);
    options.ignore.push('size');
    options.interactions[0]![0] = 'area';
    const fitted = own.fit(copy);
    const before = JSON.stringify(fitted);
    for (const row of copy) row.size = 1e6;
    expect(JSON.stringify(fitted)).toBe(before);
    expect(fitted.featureNames).toContain('size×weight');
    (fitted.toJSON().columns as unknown[]).length = 0;
    expect(JSON.stringify(fitted)).toBe(before);
    expect(() => (fitted.featureNames as string[]).push('x')).toThrow(TypeError);
  });
});
