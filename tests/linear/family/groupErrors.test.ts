import { describe, expect, test } from 'vitest';
import { gaussian } from '../../../src/datafit/index.ts';
import type { VectorLike } from '../../../src/memory/types.ts';
import { groupLasso } from '../../../src/penalty/index.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import type { GroupFit } from './groupFit.ts';
import { modelsOf } from './groupProblems.ts';

describe('what is refused', () => {
  const X = arDesign(random(51), 10, 4, 0);
  const y = X.map((x) => x[0]!);
  const attempt = (groups: VectorLike | number[][], options: Partial<GroupFit> = {}) => {
    const penalty = groupLasso({ groups });
    return () => modelsOf(X, y, { family: gaussian(), penalty, lambdas: [0.1], ...options });
  };

  test.each<[string, VectorLike | number[][], Partial<GroupFit>, string]>([
    [
      'overlapping groups',
      [[0, 1], [2], [1, 3]],
      {},
      'groupLasso: groups[2] must hold no column of groups[0], got 1; ' +
        'groups may not overlap: repeat a column of X to have it in two',
    ],
    [
      'columns that are not there',
      [[0, 4]],
      {},
      'groupLasso: groups[0] must hold columns from 0 to 3, got 4',
    ],
    [
      'parts of columns',
      [[0.5]],
      {},
      'groupLasso: groups[0] must hold columns from 0 to 3, got 0.5',
    ],
    [
      'empty groups',
      [[0], []],
      {},
      'groupLasso: groups[1] must hold at least one column, got "none"',
    ],
    [
      'too few ids',
      Int32Array.of(0, 0, 1),
      {},
      'groupLasso: groups must have length 4 (one id per column of X), got 3',
    ],
    [
      'ids below -1',
      [0, 0, -2, 1],
      {},
      'groupLasso: groups[2] must be an integer from -1 to 3, got -2',
    ],
    [
      'ids left out',
      [0, 0, 2, 2],
      {},
      'groupLasso: groups must use every id up to the largest, got "none with id 1"',
    ],
    [
      'factors that differ within a group',
      [
        [0, 2],
        [1, 3],
      ],
      { penaltyFactor: [1, 2, 1, 3] },
      'groupLasso: penaltyFactor[3] must equal penaltyFactor[1] = 2, got 3; ' +
        'both columns are in group 1',
    ],
    [
      'limits',
      [
        [0, 2],
        [1, 3],
      ],
      { lower: [-Infinity, -Infinity, 0, -Infinity] },
      'groupLasso: lower[2] must be infinite with a penalty of groups, got 0',
    ],
  ])('%s', (_, groups, options, message) => {
    expect(attempt(groups, options)).toThrow(new RangeError(message));
  });

  test('weights that are not one per group', () => {
    const penalty = groupLasso({ groups: [[0, 1], [2]], weights: [1] });
    expect(attempt([[0]], { penalty })).toThrow(
      new RangeError('groupLasso: weights must have length 2 (one weight per group), got 1'),
    );
  });
});
