import { checkKeys, checkNonNegative, fail, failType } from '../check.ts';
import { checkCustom } from './checkCustom.ts';
import type { Penalty } from './penalty.ts';
import type { Whole } from './whole.ts';

/**
 * A penalty by its functions; w holds the coefficients of all p columns on the standardized scale,
 * of one output at a time.
 */
export interface CustomOptions {
  /** Strength λ ≥ 0, default 1: multiplies value and gradient, and the step of prox. */
  lambda?: number;
  /** g(w); Infinity where w is not allowed. */
  value: (w: Float64Array) => number;
  /** out = ∇g(w), where g is smooth. */
  grad?: (w: Float64Array, out: Float64Array) => void;
  /** out = argmin_x ½ ‖x − w‖² + step g(x), where g is convex; comes before `grad`. */
  prox?: (w: Float64Array, step: number, out: Float64Array) => void;
  /** Check the functions against each other before each fit, default true. */
  check?: boolean;
}

/**
 * Any penalty λ g(w) by functions of your own: g itself and its prox, or its gradient. A model of
 * K outputs (several responses, or classes of a multinomial) has λ Σ_k g(w_k): the functions see
 * the p coefficients of one output at a time.
 *
 * Fits are certified by their stationarity: the largest entry of the gradient mapping, relative to
 * that of the loss at w = 0. Unless `check` is false, the functions are first tried at a few random
 * points: the gradient against differences of the value, the prox against the value and for being
 * firmly non-expansive, as that of a convex function is.
 *
 * The functions may not keep or change w. Columns that are constant or excluded stay at 0, whatever
 * prox says of them. Penalty factors are 1 or Infinity (excluded); no limits.
 *
 * @throws RangeError or TypeError if an option is missing or a function writes what is no number;
 * RangeError from a fit where a check fails; Error where a function throws, with the cause.
 * @see Parikh and Boyd (2014), Foundations and Trends in Optimization 1(3), 127–239.
 */
export function custom(options: CustomOptions): Penalty {
  checkKeys('custom', options, ['lambda', 'value', 'grad', 'prox', 'check']);
  const { lambda = 1, value, grad, prox, check = true } = options;
  checkNonNegative('custom', 'lambda', lambda);
  for (const [name, given] of Object.entries({ value, grad, prox }))
    if (typeof given !== 'function' && (name === 'value' || given !== undefined))
      failType('custom', name, 'be a function', given);
  if (!grad && !prox) failType('custom', 'options', 'have grad or prox', options);
  return make(lambda, { value, ...(grad && { grad }), ...(prox && { prox }), check });
}

type Functions = Omit<CustomOptions, 'lambda'> & { check: boolean };

function make(lambda: number, functions: Functions): Penalty {
  const bind = (_: unknown, count: number): Whole => {
    const whole = guarded(functions);
    if (functions.check) checkCustom(whole, count);
    return whole;
  };
  return {
    kernel: 'elasticNet',
    kind: 'custom',
    convex: false,
    params: [0, 0],
    lambda,
    l1Ratio: 1,
    value: (w) => lambda * functions.value(Float64Array.of(w)),
    whole: { factors: [1], bind },
    scaled: (strength) => make(strength, functions),
    plus: (other) => fail('custom', 'plus', 'stand alone', other.kind),
  };
}

/** The functions as the solver calls them: what goes wrong inside says where. */
function guarded({ value, grad, prox }: Functions): Whole {
  return {
    value: (w) => {
      const got = attempt('value', () => value(w));
      if (typeof got !== 'number' || Number.isNaN(got) || got === -Infinity)
        fail('custom', 'value', 'return a number', got);
      return got;
    },
    ...(grad && {
      gradient: (w: Float64Array, out: Float64Array) => {
        attempt('grad', () => grad(w, out));
        checkWritten('grad', out);
      },
    }),
    ...(prox && {
      prox: (w: Float64Array, step: number, out: Float64Array) => {
        // step 0 is no prox of anything that functions are expected to know
        if (step === 0) return out.set(w);
        const copy = w.slice();
        attempt('prox', () => prox(copy, step, out));
        checkWritten('prox', out);
      },
    }),
  };
}

function attempt<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`custom: ${name} must not throw, got ${message}`, { cause });
  }
}

function checkWritten(name: string, out: Float64Array): void {
  const at = out.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) fail('custom', name, `write finite numbers, position ${at}`, out[at]);
}
