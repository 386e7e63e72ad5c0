/** The scalars that predictions, measures and certificates take of a family, against plain twins. */
import { describe, expect, test } from 'vitest';
import * as families from '../../src/datafit/index.ts';
import { DIFFERENCE, DIFFERENCE_STEP, FENCHEL_YOUNG } from '../reference/families/tolerance.ts';
import { expectEach } from '../support/expectEach.ts';
import { random } from '../support/random.ts';
import { EPSILON_64, sumTolerance64 } from '../support/tolerance.ts';
import { FAMILY_CASES } from './families.ts';

const ETAS = [-700, -30, -3.2, -0.7, -1e-9, 0, 0.3, 1.4, 5.1, 30, 700];

describe.each(FAMILY_CASES)('%s', (_, { family, twin, targets, size, meanOf0, refused }) => {
  const points = targets.flatMap((y) => ETAS.map((eta) => [eta, y] as const));
  const { uniform } = random(3);
  const moderate = targets.flatMap((y) =>
    Array.from({ length: 8 }, () => [16 * uniform() - 8, y] as const),
  );

  test('loss and slope are those of the formula', () => {
    for (const [eta, y] of points) {
      const sizes = size(eta, y);
      const loss = Math.abs(family.loss(eta, y) - twin.loss(eta, y));
      expectEach(loss).toBeLessThanOrEqual(sumTolerance64(4, sizes.loss));
      const slope = Math.abs(family.slope(eta, y) - twin.gradient(eta, y));
      expectEach(slope).toBeLessThanOrEqual(sumTolerance64(4, sizes.slope));
    }
  });

  test('slope is the derivative of the loss', () => {
    for (const [eta, y] of moderate) {
      const h = DIFFERENCE_STEP;
      const difference = (family.loss(eta + h, y) - family.loss(eta - h, y)) / (2 * h);
      const { loss, slope } = size(eta, y);
      const error = Math.abs(family.slope(eta, y) - difference);
      expectEach(error).toBeLessThanOrEqual(DIFFERENCE * (loss + slope));
    }
  });

  test('slope stays in its range, which ends where the conjugate is infinite', () => {
    for (const [eta, y] of points) {
      const slope = family.slope(eta, y);
      expectEach(slope).toBeGreaterThanOrEqual(
        family.low(y) - 4 * EPSILON_64 * (1 + Math.abs(slope)),
      );
      expectEach(slope).toBeLessThanOrEqual(
        family.high(y) + 4 * EPSILON_64 * (1 + Math.abs(slope)),
      );
    }
    for (const y of targets) {
      const beyond = 1e-3 * (1 + y * y);
      for (const [end, outwards] of [
        [family.low(y), -beyond],
        [family.high(y), beyond],
      ] as const) {
        if (Math.abs(end) === Infinity) continue;
        expect(twin.conjugate(end, y)).toBeLessThan(Infinity);
        expectEach(twin.conjugate(end + outwards, y)).toBe(Infinity);
      }
      expectEach(family.low(y)).toBeLessThanOrEqual(0);
      expectEach(family.high(y)).toBeGreaterThanOrEqual(0);
    }
  });

  test('inverse is where Fenchel and Young agree', () => {
    for (const [eta, y] of moderate) {
      const t = family.slope(eta, y);
      const at = family.inverse(t, y);
      if (Math.abs(at) === Infinity) {
        expectEach(t === family.low(y) || t === family.high(y)).toBe(true);
        continue;
      }
      const terms = [family.loss(at, y), twin.conjugate(t, y), -t * at];
      const most = terms.reduce((sum, term) => sum + Math.abs(term), size(at, y).loss);
      const sum = terms.reduce((total, term) => total + term, 0);
      expectEach(Math.abs(sum)).toBeLessThanOrEqual(FENCHEL_YOUNG * most);
    }
  });

  test('saturated is the infimum of the loss, and is taken at the prediction y', () => {
    for (const y of targets) {
      const least = -twin.conjugate(0, y);
      const slack = sumTolerance64(8, Math.abs(least) + size(0, y).loss);
      expectEach(Math.abs(family.saturated(y) - least)).toBeLessThanOrEqual(slack);
      const at = family.inverse(0, y);
      if (Math.abs(at) === Infinity) continue;
      const attained = family.loss(at, y) - least;
      expectEach(Math.abs(attained)).toBeLessThanOrEqual(sumTolerance64(8, size(at, y).loss));
      const wanted = family.name === 'squaredHinge' ? 2 * y - 1 : y;
      const error = Math.abs(family.mean(at) - wanted);
      expectEach(error).toBeLessThanOrEqual(32 * EPSILON_64 * Math.max(1, Math.abs(wanted)));
    }
  });

  test('mean grows with the predictor and has its value at 0', () => {
    expectEach(family.mean(0)).toBe(meanOf0);
    const means = ETAS.map(family.mean);
    expect(means).toEqual([...means].sort((a, b) => a - b));
  });

  test('refuses responses outside its domain, and no others', () => {
    for (const y of targets) expect(family.refuses?.(y)).toBeUndefined();
    for (const [y, why] of refused) expectEach(family.refuses?.(y)).toBe(why);
  });
});

describe.each([
  ['huber', 'delta', families.huber, 'be a finite number > 0', [0, -1, Infinity]],
  ['negativeBinomial', 'theta', families.negativeBinomial, 'be a finite number > 0', [0, -2]],
  ['tweedie', 'power', families.tweedie, 'lie strictly between 1 and 2', [1, 2, 0, 3]],
  ['quantile', 'tau', families.quantile, 'lie strictly between 0 and 1', [0, 1, -0.5]],
] as const)('%s', (name, option, make, rule, values) => {
  test.each([...values, Number.NaN])(`refuses ${option} = %d`, (value) => {
    const message = `${name}: ${option} must ${rule}, got ${value}`;
    expect(() => make({ [option]: value })).toThrow(new RangeError(message));
  });

  test('refuses other options', () => {
    expect(() => make({ [`${option}s`]: 1 } as never)).toThrow(
      new TypeError(`${name}: unknown option ${option}s; did you mean ${option}?`),
    );
  });
});
