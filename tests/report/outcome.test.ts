import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/report/outcome.ts';
import { classMeasures, numberMeasures } from '../../src/report/outcomeScore.ts';
import { thirdsByRisk } from '../../src/report/thirdsByRisk.ts';

const UNTESTED = Number.NaN;

describe('an outcome', () => {
  it('of classes has the likeliest label of every tested row', () => {
    const oof = {
      data: Float64Array.of(0.2, 0.5, UNTESTED, 0.9, 0.8, 0.5, UNTESTED, 0.1),
      rows: 4,
      cols: 2,
      order: 'col',
    } as const;
    const outcome = outcomeOf({
      family: { name: 'binomial' },
      oof,
      y: ['b', 'b', 'a', 'a'],
      classes: ['a', 'b'],
      weights: [1, 2, 3, 4],
    });
    expect(outcome).toMatchObject({
      kind: 'classes',
      labels: ['b', 'b', 'a'],
      predicted: ['b', 'a', 'a'],
      score: Float64Array.of(0.8, 0.5, 0.1),
      weights: Float64Array.of(1, 2, 4),
    });
    if (outcome?.kind !== 'classes') throw new TypeError('classes');
    const { accuracy, confusion, logLoss } = classMeasures(outcome);
    expect(accuracy).toBeCloseTo(5 / 7, 14);
    expect(confusion.counts.toArrays()).toEqual([
      [4, 0],
      [2, 1],
    ]);
    const surprise = -(Math.log(0.8) + 2 * Math.log(0.5) + 4 * Math.log(0.9)) / 7;
    expect(logLoss).toBeCloseTo(surprise, 14);
  });

  it('of scores is the second class above zero', () => {
    const outcome = outcomeOf({
      family: { name: 'squaredHinge' },
      oof: { data: Float64Array.of(-1, 2, 0.5), rows: 3, cols: 1 },
      y: [false, true, false],
      classes: [false, true],
    });
    if (outcome?.kind !== 'classes') throw new TypeError('classes');
    expect(outcome.predicted).toEqual([false, true, true]);
    expect(outcome.probabilities).toBeUndefined();
    expect(classMeasures(outcome)).toMatchObject({ accuracy: 2 / 3, auc: 1 });
  });

  it('of shares is numbers, and of several responses one each', () => {
    const shares = outcomeOf({
      family: { name: 'binomial' },
      oof: { data: Float64Array.of(0.4, 0.6, 0.7, 0.3), rows: 2, cols: 2, order: 'row' },
      y: [0.5, 0.25],
      classes: [0, 1],
    });
    expect(shares).toMatchObject({
      kind: 'numbers',
      observed: Float64Array.of(0.5, 0.25),
      predicted: Float64Array.of(0.6, 0.3),
    });
    const many = outcomeOf({
      family: { name: 'multigaussian' },
      oof: { data: Float64Array.of(1, 2, 3, 4), rows: 2, cols: 2, order: 'row' },
      y: [
        [5, 6],
        [7, 8],
      ],
      outputNames: ['s', 't'],
    });
    expect(many).toMatchObject({
      kind: 'responses',
      each: [
        { name: 's', observed: Float64Array.of(5, 7), predicted: Float64Array.of(1, 3) },
        { name: 't', observed: Float64Array.of(6, 8), predicted: Float64Array.of(2, 4) },
      ],
    });
  });

  it('is none where nothing was kept or tested', () => {
    const source = { family: { name: 'poisson' }, y: [1, 2] } as const;
    expect(outcomeOf(source)).toBeUndefined();
    const oof = { data: Float64Array.of(UNTESTED, UNTESTED), rows: 2, cols: 1 };
    expect(outcomeOf({ ...source, oof })).toBeUndefined();
  });
});

it('the deviance of counts is held against one rate per unit of exposure', () => {
  const observed = Float64Array.of(0, 3, 5);
  const predicted = Float64Array.of(1, 2, 4);
  const offset = Float64Array.of(0, Math.log(2), 0);
  const weights = Float64Array.of(1, 1, 2);
  const numbers = { kind: 'numbers', observed, predicted, weights, offset } as const;
  const { explained, below } = numberMeasures(numbers, { name: 'poisson' });
  const unit = (y: number, m: number) => 2 * ((y > 0 ? y * Math.log(y / m) : 0) - y + m);
  const left = (of: (i: number) => number) =>
    observed.reduce((sum, y, i) => sum + weights[i]! * unit(y, of(i)), 0);
  const rate = (0 + 3 + 2 * 5) / (1 + 2 + 2 * 1);
  const alone = left((i) => rate * [1, 2, 1][i]!);
  expect(explained).toBeCloseTo(1 - left((i) => predicted[i]!) / alone, 13);
  expect(below).toBe(0.25);
});

it('thirds by risk are as equal as they can be', () => {
  const outcome = {
    kind: 'survival',
    time: Float64Array.of(1, 2, 3, 4, 5),
    event: Float64Array.of(1, 0, 1, 1, 0),
    risk: Float64Array.of(5, 1, 3, 2, 4),
    weights: new Float64Array(5).fill(1),
  } as const;
  expect(thirdsByRisk(outcome).map(({ rows, events }) => [rows, events])).toEqual([
    [2, 1],
    [1, 1],
    [2, 1],
  ]);
  expect(thirdsByRisk(outcome)[0]!.rate).toBe(1 / 6);
});
