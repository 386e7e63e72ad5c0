import { describe, expect, test } from 'vitest';
import { survivalResponse } from '../../../src/linear/family/survivalResponse.ts';
import { Matrix } from '../../../src/memory/matrix.ts';

const time = [3, 0, 2.5];
const event = [1, 0, 1];

describe('survivalResponse reads', () => {
  test.each([
    ['arrays', { time, event }],
    ['typed arrays', { time: Float32Array.from(time), event: Int8Array.from(event) }],
    ['true and false', { time, event: [true, false, true] }],
    ['records', time.map((t, i) => ({ time: t, event: event[i]! }))],
    ['records with true and false', time.map((t, i) => ({ time: t, event: event[i] === 1 }))],
    ['rows of two numbers', time.map((t, i) => [t, event[i]!])],
    [
      'a matrix',
      Matrix.wrap({ data: Float64Array.from([...time, ...event]), rows: 3, cols: 2, order: 'col' }),
    ],
  ])('%s', (_, y) => {
    const { time: times, event: events, target } = survivalResponse('fit', y, 3);
    expect([...times]).toEqual(time);
    expect([...events]).toEqual(event);
    expect([...target]).toEqual([...time, ...event]);
  });
});

describe('survivalResponse refuses', () => {
  test.each([
    [
      'a negative time',
      { time: [3, -1, 2], event },
      'fit: y.time[1] must be a finite number >= 0, got -1',
    ],
    [
      'an infinite time',
      { time: [3, 1, Infinity], event },
      'fit: y.time[2] must be a finite number >= 0, got Infinity',
    ],
    [
      'a time that is no number',
      { time: [Number.NaN, 1, 2], event },
      'fit: y.time[0] must be a finite number >= 0, got NaN',
    ],
    [
      'another event',
      { time, event: [1, 2, 0] },
      'fit: y.event[1] must be 0 or 1, false or true, got 2',
    ],
    ['no event', { time, event: [0, 0, 0] }, 'fit: y.event must hold at least one event, got 0'],
    [
      'too few rows',
      { time, event: [1, 0] },
      'fit: y.event must have length 3 (one per row of X), got 2',
    ],
    [
      'too many rows',
      [
        [1, 1],
        [2, 1],
        [3, 0],
        [4, 1],
      ],
      'fit: y.time must have length 3 (one per row of X), got 4',
    ],
    [
      'three columns',
      [
        [1, 1, 0],
        [2, 1, 0],
        [3, 0, 0],
      ],
      'fit: y must have two columns, times and events, got 3',
    ],
  ])('%s', (_, y, message) => {
    expect(() => survivalResponse('fit', y, 3)).toThrow(new RangeError(message));
  });

  test.each([
    ['times alone', time, 'an array of length 3'],
    ['nothing', undefined, 'undefined'],
    ['text', 'survival', '"survival"'],
  ])('%s', (_, y, got) => {
    const forms = 'be { time, event }, an array of those, or a matrix of two columns';
    expect(() => survivalResponse('fit', y, 3)).toThrow(
      new TypeError(`fit: y must ${forms}, got ${got}`),
    );
  });

  test('times as text', () => {
    expect(() => survivalResponse('fit', { time: ['1', 2, 3], event }, 3)).toThrow(
      new TypeError('fit: y.time[0] must be a number, got "1"'),
    );
  });
});
