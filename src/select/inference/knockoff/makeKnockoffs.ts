/** Columns beside their knockoffs, in random order within each pair. */
import { fail } from '../../../check.ts';
import { readDense, readVector } from '../../../memory/read.ts';
import { type Seed, stream } from '../../../runtime/random.ts';
import type { Task } from '../../../runtime/run.ts';
import { readColumns, type Sample } from '../sample.ts';
import { correlation, shrunkenCorrelation } from './correlation.ts';
import { type Equicorrelated, equicorrelated } from './equicorrelated.ts';
import { knockoffColumns } from './knockoffColumns.ts';
import type { KnockoffOptions } from './knockoffs.ts';
import { gaussianNoise, orthogonalNoise } from './noise.ts';
import { momentsOf, type StandardColumns, standardColumns } from './standardColumns.ts';

/** p varying columns and their knockoffs. */
export interface Augmented {
  /** n × 2p by columns: of pair j one is column j, the other column p + j. */
  readonly cells: Float64Array;
  /** 1 where the knockoff is column j and the original column p + j. */
  readonly swapped: Uint8Array;
  /** Standard deviation of each of the 2p columns. */
  readonly deviations: Float64Array;
  /** Which columns of X the pairs belong to. */
  readonly columns: Int32Array;
  /** Cov(x_j, x̃_j) = σ_j² − s_j per pair. */
  readonly s: Float64Array;
}

const WHERE = 'knockoffs';

export function* makeKnockoffs(
  sample: Sample,
  options: KnockoffOptions,
  seed: Seed,
): Task<Augmented> {
  const { method = 'gaussian' } = options;
  const known = yield* knownMoments(options, sample.p);
  const columns = yield* standardColumns(sample.X, known);
  const { n, p } = columns;
  if (p === 0) fail(WHERE, 'X', 'have a column that varies', 'constant columns alone');
  if (method === 'fixed' && n < 2 * p + 1)
    fail(WHERE, 'X', `have at least ${2 * p + 1} rows (2p + 1) for method 'fixed'`, n);
  const distances = yield* distancesOf(columns, known, method);
  const noise =
    method === 'fixed' ? yield* orthogonalNoise(columns, seed) : yield* gaussianNoise(n, p, seed);
  const copies = yield* knockoffColumns(columns, distances, noise);
  return yield* pairUp(columns, copies, distances, seed);
}

interface Known {
  readonly mean?: Float64Array | undefined;
  readonly deviations?: Float64Array | undefined;
  readonly covariance?: Float64Array | undefined;
}

/** Mean and covariance that the caller knows. */
function* knownMoments({ mean, covariance }: KnockoffOptions, p: number): Task<Known> {
  const center = mean && readVector(WHERE, 'mean', mean, p, 'one per column of X');
  if (!covariance) return { mean: center };
  const { rows, cols } = readDense(WHERE, 'covariance', covariance);
  if (rows !== p || cols !== p)
    fail(WHERE, 'covariance', `be ${p} × ${p} (the columns of X)`, `${rows} × ${cols}`);
  const { data } = yield* readColumns(WHERE, covariance);
  const sigma = Float64Array.from(data);
  checkCovariance(sigma, p);
  const deviations = Float64Array.from({ length: p }, (_, j) => Math.sqrt(sigma[j * p + j]!));
  return { mean: center, deviations, covariance: sigma };
}

/** Σ by columns, symmetric. */
function checkCovariance(sigma: Float64Array, p: number): void {
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++) {
      const value = sigma[b * p + a]!;
      if (!Number.isFinite(value)) fail(WHERE, `covariance[${a}][${b}]`, 'be finite', value);
      if (a === b && !(value > 0)) fail(WHERE, `covariance[${a}][${a}]`, 'be > 0', value);
      if (value !== sigma[a * p + b])
        fail(WHERE, `covariance[${a}][${b}]`, `equal covariance[${b}][${a}]`, value);
    }
}

/** Σ as given, as it is (fixed) or shrunken (gaussian), and the s that it allows. */
function* distancesOf(
  columns: StandardColumns,
  { covariance, deviations }: Known,
  method: 'gaussian' | 'fixed',
): Task<Equicorrelated> {
  const { p } = columns;
  if (covariance && deviations) {
    const whole = deviations.length;
    const sigma = new Float64Array(p * p);
    columns.columns.forEach((j, a) => {
      columns.columns.forEach((k, b) => {
        sigma[a * p + b] = covariance[j * whole + k]! / (deviations[j]! * deviations[k]!);
      });
    });
    return yield* equicorrelated(WHERE, 'covariance', sigma, p);
  }
  const build = method === 'fixed' ? correlation : shrunkenCorrelation;
  return yield* equicorrelated(WHERE, 'X', yield* build(columns), p);
}

/** Both halves on the scale of X, each pair in the order of a coin. */
function* pairUp(
  { n, p, columns, Z, center, scale }: StandardColumns,
  copies: Float64Array,
  { s }: Equicorrelated,
  seed: Seed,
): Task<Augmented> {
  const coin = stream(seed, 'knockoff order');
  const cells = new Float64Array(2 * n * p);
  const swapped = Uint8Array.from({ length: p }, (_, j) => coin.below(j, 2));
  const deviations = new Float64Array(2 * p);
  const write = (from: Float64Array, j: number, to: number) => {
    const column = cells.subarray(to * n, (to + 1) * n);
    for (let i = 0; i < n; i++) column[i] = center[j]! + scale[j]! * from[j * n + i]!;
    deviations[to] = momentsOf(column).deviation;
  };
  for (let j = 0; j < p; j++) {
    write(Z, j, swapped[j] ? p + j : j);
    write(copies, j, swapped[j] ? j : p + j);
    if (j % 64 === 63) yield;
  }
  return { cells, swapped, deviations, columns, s: scale.map((sigma) => s * sigma * sigma) };
}
