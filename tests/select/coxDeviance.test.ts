/** The partial likelihood's deviance of test rows against the judge's, from the definition. */
import { describe, expect, test } from 'vitest';
import { codeResponse } from '../../src/linear/response/codeResponse.ts';
import { coxDeviance } from '../../src/select/coxDeviance.ts';
import { devianceOf } from '../reference/families/family.ts';
import { GOLDEN_DEVIANCE } from '../reference/families/tolerance.ts';
import { random } from '../support/random.ts';

const draw = random(23);

function rowsOf(n: number, spread: number) {
  const time = Array.from({ length: n }, () => 1 + draw.below(Math.ceil(n / 2)));
  const event = time.map((_, i) => Number(i === 0 || draw.chance(0.6)));
  const eta = Float64Array.from(time, () => spread * draw.normal());
  const weights = Float64Array.from(time, () => draw.below(3));
  weights[0] = 1;
  return { time, event, eta, weights };
}

describe.each(['breslow', 'efron'] as const)('with ties by %s', (ties) => {
  test.each([2, 3, 5, 10, 40, 100])('%i rows', (n) => {
    for (const spread of [0, 1, 30, 400]) {
      const { time, event, eta, weights } = rowsOf(n, spread);
      const response = codeResponse('test', { name: 'cox', ties }, { time, event }, n, {});
      const own = coxDeviance({ target: response.target, eta, weights }, response);
      const total = weights.reduce((sum, w) => sum + w, 0);
      const pairs = time.map((t, i) => [t, event[i]!]);
      const expected = devianceOf({ name: 'cox', ties }, pairs, eta, weights) / total;
      expect(Math.abs(own - expected)).toBeLessThanOrEqual(GOLDEN_DEVIANCE * (1 + expected));
      expect(own).toBeGreaterThanOrEqual(-GOLDEN_DEVIANCE);
    }
  });

  test('rows without an event have none', () => {
    const response = codeResponse(
      'test',
      { name: 'cox', ties },
      { time: [1, 2], event: [1, 0] },
      2,
      {},
    );
    const rows = { target: Float64Array.of(3, 4, 0, 0), weights: Float64Array.of(1, 1) };
    expect(coxDeviance({ ...rows, eta: Float64Array.of(2, -1) }, response)).toBe(0);
  });
});
