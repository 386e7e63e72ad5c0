/** Penalties by functions of the user: what is checked, and what goes wrong inside them. */
import { describe, expect, test } from 'vitest';
import { gaussian } from '../../src/datafit/index.ts';
import { type CustomOptions, custom } from '../../src/penalty/custom.ts';
import { fitFamily } from '../support/fitFamily.ts';
import { random } from '../support/random.ts';

const sum = (w: Float64Array, of: (x: number) => number) => w.reduce((s, x) => s + of(x), 0);
const each = (w: Float64Array, out: Float64Array, of: (x: number) => number) =>
  w.forEach((x, j) => {
    out[j] = of(x);
  });

/** The lasso and ridge as a user would write them. */
const lasso: CustomOptions = {
  value: (w) => sum(w, Math.abs),
  prox: (w, step, out) => each(w, out, (x) => Math.sign(x) * Math.max(Math.abs(x) - step, 0)),
};
const ridge: CustomOptions = {
  value: (w) => sum(w, (x) => (x * x) / 2),
  grad: (w, out) => each(w, out, (x) => x),
};

const source = random(2);
const X = Array.from({ length: 12 }, () => [source.normal(), source.normal(), source.normal()]);
const y = X.map(([a, b]) => a! - b! + 0.1 * source.normal());

const solved = (options: CustomOptions) =>
  fitFamily({ X, y, family: gaussian() }, custom(options), [0.1])[0]!;

describe('functions that belong together', () => {
  test.each([
    ['a lasso by its prox', lasso],
    ['a ridge by its gradient', ridge],
    ['a ridge by both', { ...ridge, prox: (w, step, out) => each(w, out, (x) => x / (1 + step)) }],
    [
      'a ball by the projection on it',
      {
        value: (w) => (sum(w, (x) => x * x) <= 1 + 1e-12 ? 0 : Infinity),
        prox: (w, _, out) => {
          const length = Math.max(1, Math.sqrt(sum(w, (x) => x * x)));
          each(w, out, (x) => x / length);
        },
      },
    ],
    [
      'a smooth roof over |w|',
      {
        value: (w) => sum(w, (x) => Math.sqrt(x * x + 0.01)),
        grad: (w, out) => each(w, out, (x) => x / Math.sqrt(x * x + 0.01)),
      },
    ],
  ] as [string, CustomOptions][])('pass: %s', (_, options) => {
    const { relative, coef } = solved(options);
    expect(relative).toBeLessThanOrEqual(1e-10);
    expect(coef.every(Number.isFinite)).toBe(true);
  });

  test('are called less where they are not to be checked', () => {
    let calls = 0;
    const counted = {
      ...ridge,
      grad: (w: Float64Array, out: Float64Array) => {
        calls++;
        out.set(w);
      },
    };
    solved({ ...counted, check: false });
    const without = calls;
    calls = 0;
    solved(counted);
    expect(calls).toBeGreaterThan(without);
  });
});

describe('functions that do not belong together are refused', () => {
  const wrongGradient = (w: Float64Array, out: Float64Array) => each(w, out, (x) => 1.01 * x);
  test.each([
    [{ ...ridge, grad: wrongGradient }, /^custom: grad must agree with differences of value \(/],
    [
      { ...lasso, prox: (w, _, out) => each(w, out, (x) => x / 2) },
      /^custom: prox must minimise ½ ‖x − w‖² \+ step value\(x\), step 0.1 \(.* is reached\), got/,
    ],
    [
      { ...lasso, prox: (w, step, out) => lasso.prox!(w, 1.1 * step, out) },
      /^custom: prox must minimise/,
    ],
    [
      {
        // |w|₀, whose prox keeps or drops
        value: (w) => sum(w, (x) => Number(x !== 0)),
        prox: (w, step, out) => each(w, out, (x) => (x * x > 2 * step ? x : 0)),
      },
      /^custom: prox must be firmly non-expansive, as for a convex value: .* ≥ .*, got /,
    ],
    [
      {
        ...ridge,
        value: (w) => {
          const got = sum(w, (x) => (x * x) / 2);
          w[0] = 7;
          return got;
        },
      },
      /^custom: value must leave w as it is, position 0 was .*, got 7$/,
    ],
  ] as [CustomOptions, RegExp][])('%#', (options, message) => {
    expect(() => solved(options)).toThrow(message);
    expect(() => solved(options)).toThrow(RangeError);
  });

  test('but for those that say check: false', () => {
    expect(solved({ ...ridge, grad: wrongGradient, check: false }).coef).toHaveLength(3);
  });
});

describe('functions that fail', () => {
  const boom = () => {
    throw new Error('out of paper');
  };

  test.each([
    ['value', { ...lasso, value: boom }],
    ['grad', { ...ridge, grad: boom }],
    ['prox', { ...lasso, prox: boom }],
  ] as [string, CustomOptions][])('%s: the error names it and keeps the cause', (name, options) => {
    for (const check of [true, false]) {
      let caught: unknown;
      try {
        solved({ ...options, check });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(Error);
      const { message, cause } = caught as Error;
      expect(message).toBe(`custom: ${name} must not throw, got out of paper`);
      expect((cause as Error).message).toBe('out of paper');
    }
  });

  test.each([
    [{ ...lasso, value: () => Number.NaN }, 'custom: value must return a number, got NaN'],
    [{ ...lasso, value: () => '3' as never }, 'custom: value must return a number, got "3"'],
    [
      { ...ridge, grad: (_, out) => out.fill(Number.NaN) },
      'custom: grad must write finite numbers, position 0, got NaN',
    ],
    [
      { ...lasso, prox: (_, __, out) => out.fill(Infinity, 2) },
      'custom: prox must write finite numbers, position 2, got Infinity',
    ],
  ] as [CustomOptions, string][])('%#: numbers that are none are named', (options, message) => {
    for (const check of [true, false])
      expect(() => solved({ ...options, check })).toThrow(new RangeError(message));
  });
});

test.each([
  [{}, 'custom: value must be a function, got undefined'],
  [{ value: 3 }, 'custom: value must be a function, got 3'],
  [{ value: lasso.value }, 'custom: options must have grad or prox, got Object'],
  [{ ...lasso, prox: 'soft' }, 'custom: prox must be a function, got "soft"'],
  [{ ...lasso, proxy: 1 }, 'custom: unknown option proxy; did you mean prox?'],
] as [CustomOptions, string][])('bad options are refused: %#', (options, message) => {
  expect(() => custom(options)).toThrow(new TypeError(message));
});

test('the strength must be a finite number ≥ 0, and the penalty stands alone', () => {
  expect(() => custom({ ...lasso, lambda: -1 })).toThrow(
    new RangeError('custom: lambda must be a finite number >= 0, got -1'),
  );
  const alone = new RangeError('custom: plus must stand alone, got "custom"');
  expect(() => custom(lasso).plus(custom(lasso))).toThrow(alone);
});

test('the strength multiplies the value, and scaled changes it alone', () => {
  const penalty = custom({ ...lasso, lambda: 3 });
  expect(penalty.value(-2)).toBe(6);
  expect(penalty.scaled(5)).toMatchObject({ kind: 'custom', lambda: 5, convex: false });
  expect(penalty.scaled(5).value(-2)).toBe(10);
});
