/** The calls of a penalty: their numbers, and that they are the kernels of the squared loss. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PenaltyCall, RowCall } from '../../src/memory/calls.ts';
import { TermsRecord } from '../../src/memory/record.ts';
import { screen } from '../reference/screen.ts';
import { type Box, f64, i32, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';
import { PENALTY_KERNELS, placeTerms } from './penaltyTerms.ts';
import { placeQuadratic } from './quadratics.ts';

/** Names of a const enum in assembly/, in their order. */
function enumOf(file: string, name: string): string[] {
  const text = readFileSync(new URL(`../../assembly/solver/${file}.ts`, import.meta.url), 'utf8');
  const body = text.split(`const enum ${name} {`)[1]!.split('\n}')[0]!;
  return [...body.matchAll(/^ {2}(\w+),/gm)].map(([, each]) => each!);
}

test.each([
  ['penaltyCall', 'PenaltyCall', PenaltyCall],
  ['rowCall', 'RowCall', RowCall],
] as const)('the calls of %s are numbered as in the kernels', (file, name, calls) => {
  const numbers = Object.fromEntries(enumOf(file, name).map((each, k) => [each, k]));
  expect(calls).toEqual(numbers);
  expect(Object.keys(numbers).length).toBeGreaterThan(4);
});

describe.each(PENALTY_KERNELS)('%s', (kernel, params) => {
  test('answers calls that it does not know with NaN', () => {
    onKernels(({ kernels, given }) => {
      const at = given(Float64Array.from(params));
      for (const call of [Object.keys(PenaltyCall).length, -1, 99])
        expect(kernels[kernel](call, 0, at, 0, 0)).toBeNaN();
    });
  });

  test.each([0, 1, 2, 5, 10, 33])('screening %i columns finds those beyond the kink', (count) => {
    const { normal, pick, chance } = random(count);
    const candidates = Array.from({ length: count }, () => ({
      u: normal(),
      before: normal(),
      factor: pick([0, 1, 2.5]),
      low: pick([-Infinity, 0]),
      high: pick([Infinity, 0]),
      isInside: chance(0.3),
    }));
    for (const ratio of [0, 1]) {
      const expected = screen(candidates, params[0]!, ratio);
      onKernels((box) => {
        const out = box.room(i32(expected.length));
        const terms = placeTerms(
          box,
          candidates.map((each) => ({ ...each, b: 0 })),
          {
            before: box.given(f64(count, (j) => candidates[j]!.before)),
            inside: box.given(i32(count, (j) => (candidates[j]!.isInside ? j : -1))),
            found: out.at,
          },
        );
        const at = box.given(Float64Array.from(params));
        const found = box.kernels[kernel](PenaltyCall.screen, terms, at, ratio, 0);
        expect(found).toBe(expected.length);
        expect([...out.read()]).toEqual(expected);
      }, 8);
    }
  });
});

test.each(PENALTY_KERNELS)('terms of %s count the columns that matter alone', (kernel, params) => {
  const { normal, chance, pick } = random(12);
  const columns = Array.from({ length: 30 }, () => {
    const b = pick([0, normal() / 9]);
    return { u: normal(), b, factor: pick([1, 0.5]), low: -Infinity, high: Infinity };
  });
  const among = [...columns.keys()].filter(() => chance(0.4));
  onKernels((box) => {
    const p = box.given(Float64Array.from(params));
    const none = { before: 0, inside: 0, found: 0 };
    const some = placeTerms(box, columns, none, among);
    const alone = placeTerms(
      box,
      among.map((j) => columns[j]!),
    );
    for (const call of ['scale', 'fenchel', 'stationarity'] as const) {
      const ask = (at: number) => box.kernels[kernel](PenaltyCall[call], at, p, 0.5, 5);
      expect(ask(some)).toBeGreaterThan(0);
      expect(ask(some)).toBe(ask(alone));
    }
  });
});

describe('elasticNet', () => {
  const params = [0.4, 0.6];

  function terms(box: Box, count: number) {
    const { normal, pick } = random(count);
    return placeTerms(
      box,
      Array.from({ length: count }, () => ({
        u: normal(),
        b: pick([0, normal() / 9]),
        factor: pick([1, 0.5]),
        low: -Infinity,
        high: Infinity,
      })),
    );
  }

  test.each([0, 1, 3, 10, 33])('scale and fenchel of %i columns make the gap', (count) => {
    onKernels((box) => {
      const at = terms(box, count);
      const p = box.given(Float64Array.from(params));
      const call = (name: keyof typeof PenaltyCall, a = 0, b = 0) =>
        box.kernels.elasticNet(PenaltyCall[name], at, p, a, b);
      const scale = call('scale');
      const [squares, rest, nullLoss] = [2, 0.5, 5];
      const whole = box.kernels.elasticNet_gap(at, p, squares, rest, nullLoss);
      const sum = ((1 - scale) ** 2 * squares + rest) / 2 + call('fenchel', scale, nullLoss);
      expect(Math.abs(sum - whole)).toBeLessThanOrEqual(sumTolerance64(4, whole));
    }, 8);
  });

  test('scale is the largest that keeps the conjugate of a lasso finite', () => {
    const free = { b: 0, low: -Infinity, high: Infinity, factor: 1 };
    onKernels((box) => {
      const at = placeTerms(box, [
        { ...free, u: 0.5 },
        { ...free, u: -4 },
        { ...free, u: 100, high: 3 },
      ]);
      const p = box.given(Float64Array.of(2, 0));
      expect(box.kernels.elasticNet(PenaltyCall.scale, at, p, 0, 0)).toBe(0.5);
      TermsRecord.set(box.memory, at, 'count', 1);
      expect(box.kernels.elasticNet(PenaltyCall.scale, at, p, 0, 0)).toBe(1);
    });
  });

  test('freedom is that of the export of its own', () => {
    onKernels((box) => {
      const gram = [
        [2, 0.5, 0],
        [0.5, 1, 0.2],
        [0, 0.2, 3],
      ];
      const each = (value: number) => f64(3, () => value);
      const limits = { lower: each(-Infinity), upper: each(Infinity) };
      const data = { gram, target: Float64Array.of(1, -2, 3), penaltyFactor: each(1), ...limits };
      const { q } = placeQuadratic(box, data);
      const p = box.given(Float64Array.of(0, 0.7));
      box.kernels.elasticNet(PenaltyCall.improve, q, p, 1e6, 0);
      const own = box.kernels.elasticNet_freedom(q, p, 0, 3);
      expect(own).toBeGreaterThan(0);
      expect(box.kernels.elasticNet(PenaltyCall.freedom, q, p, 0, 3)).toBe(own);
    });
  });
});
