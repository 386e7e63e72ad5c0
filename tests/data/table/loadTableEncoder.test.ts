import { describe, expect, it } from 'vitest';
import { loadTableEncoder, TableEncoder } from '../../../src/data/table/index.ts';
import { random } from '../../support/random.ts';
import { cellsOf } from './cellsOf.ts';

const { normal, pick } = random(5);
const rows = Array.from({ length: 50 }, (_, i) => ({
  x: normal(),
  z: i % 9 === 0 ? null : normal(),
  c: pick(['a', 'b', 'c', null]),
}));
const fitted = new TableEncoder({
  indicator: true,
  splines: ['x'],
  interactions: [['c', 'z']],
  minCount: 3,
  unknown: 'error',
}).fit(rows);
const json = JSON.parse(JSON.stringify(fitted));

describe('loadTableEncoder', () => {
  it('makes the same names and bits after JSON', () => {
    const loaded = loadTableEncoder(json);
    expect(loaded.featureNames).toEqual(fitted.featureNames);
    expect(cellsOf(loaded.transform(rows))).toEqual(cellsOf(fitted.transform(rows)));
    expect(loaded.toJSON()).toEqual(fitted.toJSON());
    expect(() => loaded.transform([{ x: 1, z: 1, c: 'new' }])).toThrow('must be a level');
  });

  it('keeps no part of what it was given', () => {
    const own = structuredClone(json);
    const loaded = loadTableEncoder(own);
    own.columns[1].fill = 1e9;
    expect(loaded.toJSON()).toEqual(fitted.toJSON());
  });

  it.each<[string, (copy: typeof json) => unknown]>([
    ['nothing', () => undefined],
    ['text', (copy) => JSON.stringify(copy)],
    ['another kind', (copy) => ({ ...copy, kind: 'linear' })],
    ['another version', (copy) => ({ ...copy, version: 2 })],
    ['no columns', (copy) => ({ ...copy, columns: [] })],
    ['a column of no kind', (copy) => ({ ...copy, columns: [{ name: 'x' }] })],
    ['a column without a name', (copy) => ({ ...copy, columns: [null] })],
    ['a column twice', (copy) => ({ ...copy, columns: [...copy.columns, copy.columns[0]] })],
    ['a fill that is no number', (copy) => edited(copy, 0, { fill: null })],
    ['a gap that is no claim', (copy) => edited(copy, 1, { hasGaps: 1 })],
    ['an indicator that is no claim', (copy) => edited(copy, 1, { hasIndicator: 'yes' })],
    ['knots that fall', (copy) => edited(copy, 0, { knots: [3, 2, 1] })],
    ['levels that are no text', (copy) => edited(copy, 2, { levels: [1] })],
    ['rare levels that are missing', (copy) => edited(copy, 2, { rare: undefined })],
    ['an interaction of unknown columns', (copy) => ({ ...copy, interactions: [['x', 'q']] })],
    ['no interactions', (copy) => ({ ...copy, interactions: null })],
    ['another policy', (copy) => ({ ...copy, unknown: 'drop' })],
    ['no storage', (copy) => ({ ...copy, isSparse: undefined })],
  ])('refuses %s', (_, change) => {
    expect(() => loadTableEncoder(change(structuredClone(json)))).toThrow(
      /^loadTableEncoder: json must be what toJSON of a fitted TableEncoder returned, got /,
    );
    expect(() => loadTableEncoder(change(structuredClone(json)))).toThrow(TypeError);
  });
});

function edited(copy: typeof json, k: number, fields: object): unknown {
  Object.assign(copy.columns[k], fields);
  return copy;
}
