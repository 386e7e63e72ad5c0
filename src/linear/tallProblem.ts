/** Tall dense data: the standardization and the Gram matrix of all columns from one pass over X. */
import { cellsAt } from '../memory/cells.ts';
import { DenseRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';
import { cellTypeOf, type Design } from './design.ts';
import {
  assembleProblem,
  coordinates,
  type FitSettings,
  type Problem,
  type Response,
  viewOf,
} from './problem.ts';
import { rowMoments } from './rowMoments.ts';
import { centreMoments } from './trainingMoments.ts';

/** Rows from which a pass over X is worth saving; rows whose mean is the provisional centre. */
const LEAST_ROWS = 2000;
const SAMPLE = 128;

/** Squared distance of the provisional centre from the mean, in variances, that costs no digits. */
const NEAR = 0.25;

/**
 * The standardized problem together with its Gram matrix. Moments are taken about the mean of a few
 * rows c; with m = Σ ω (x − c) and M = Σ ω (x − c)(x − c)ᵀ the mean is c + m and the Gram matrix
 * M − m mᵀ, scaled. Means and variances by `prepareProblem` would read X once more.
 *
 * @returns undefined where they have to: a column varies little, or its mean is far from that of
 *   the few rows, or a cell is not finite.
 */
export function* tallProblem(
  scope: Scope,
  design: Design,
  response: Response,
  settings: FitSettings,
): Task<Problem | undefined> {
  const center = design.n < LEAST_ROWS ? undefined : sampleMeans(scope, design);
  if (!center || !settings.intercept || !allPenalized(settings)) return undefined;
  const { p } = design;
  const weights = scope.putF64(response.weights);
  const constant = new Int32Array(p);
  const provisional = { means: center, variances: new Float64Array(p).fill(1), constant };
  const plain = { ...settings, standardize: false };
  const raw = assembleProblem(scope, design, response, plain, weights, provisional);
  const moments = yield* rowMoments(scope, raw);
  const { standardize, intercept } = settings;
  const gram = centreMoments(scope, moments, p, { intercept, standardize, constant });
  scope.free(moments);
  if (!gram.mean.every((m, j) => m * m <= NEAR * gram.variance[j]!)) return undefined;
  const means = center.map((c, j) => c + gram.mean[j]!);
  const deviations = gram.variance.map(Math.sqrt);
  const place = coordinates(scope, design, settings, { means, deviations, constant });
  const view = viewOf(scope, design, { ...raw, center: place.center, scale: place.scale });
  return { ...raw, ...place, view, gram };
}

function allPenalized({ penaltyFactor }: FitSettings): boolean {
  return penaltyFactor.every((factor) => factor > 0 && factor < Infinity);
}

/** Means of a few rows far apart; undefined where some column does not vary on them. */
function sampleMeans({ memory }: Scope, design: Design): Float64Array | undefined {
  const { n, p } = design;
  const columns = memory.i32(DenseRecord.get(memory, design.at, 'columns') >>> 0, p);
  const means = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    const cells = cellsAt(memory, cellTypeOf(design), columns[j]! >>> 0, n);
    let sum = 0;
    let varies = false;
    for (let k = 0; k < SAMPLE; k++) {
      const value = cells[Math.floor(((k + 0.5) * n) / SAMPLE)]!;
      varies ||= value !== cells[0];
      sum += value;
    }
    if (!varies) return undefined;
    means[j] = sum / SAMPLE;
  }
  return means;
}
