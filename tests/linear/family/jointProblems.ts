/** Random problems of several outputs. */
import { type Random, random } from '../../support/random.ts';

/** Rows of one-hot classes drawn from a softmax of X; every class has a row. */
export function classRows(X: readonly (readonly number[])[], classes: number, seed: number) {
  const source = random(seed);
  const slopes = signals(source, classes, X[0]!.length);
  return X.map((row, i) => {
    const scores = slopes.map((beta) => inner(row, beta) + gumbel(source));
    const drawn = i < classes ? i : scores.indexOf(Math.max(...scores));
    return slopes.map((_, k) => Number(k === drawn));
  });
}

/** n rows of K responses with a signal of few columns. */
export function responseRows(X: readonly (readonly number[])[], outputs: number, seed: number) {
  const source = random(seed);
  const slopes = signals(source, outputs, X[0]!.length);
  return X.map((row) => slopes.map((beta) => inner(row, beta) + source.normal()));
}

/** n rows of K small numbers. */
export function offsetRows(n: number, outputs: number, seed: number): number[][] {
  const { normal } = random(seed);
  return Array.from({ length: n }, () => Array.from({ length: outputs }, () => 0.3 * normal()));
}

function signals({ normal }: Random, outputs: number, p: number): number[][] {
  return Array.from({ length: outputs }, () =>
    Array.from({ length: p }, (_, j) => (j < 5 ? normal() : 0)),
  );
}

function gumbel({ uniform }: Random): number {
  return -Math.log(-Math.log(0.5e-9 + (1 - 1e-9) * uniform()));
}

function inner(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, j) => sum + value * y[j]!, 0);
}
