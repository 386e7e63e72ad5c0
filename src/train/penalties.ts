/** What a penalty does to the weights of one parameter in a step. */
import { fail } from '../check.ts';
import { groupsAmong } from '../layer/groups.ts';
import type { Tensor } from '../layer/layer.ts';
import { groupedLists } from '../memory/groupedLists.ts';
import { type Call, realsAt } from '../memory/networkKernels.ts';
import { ConcaveRecord } from '../memory/networkRecords.ts';
import type { Scope } from '../memory/scope.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Stretch } from './stretch.ts';

/** A penalty planned for one parameter. */
export interface PlannedPenalty {
  /** Strength of its part ½ ‖w‖², whose gradient l2 · w joins the loss's. */
  readonly l2: number;
  /** The call that takes the rest: a proximal step of the weights, by the step of each. */
  readonly prox?: (lengths: number) => Call;
  /** The call that tells its value. */
  readonly value?: Call;
  readonly custom?: CustomPenalty;
}

/** A penalty of functions of the user's own, which are called in each step. */
export interface CustomPenalty {
  value(): number;
  /** Adds its gradient. */
  gradient?(): void;
  /** A proximal step of one length for all weights. */
  prox?(length: number): void;
}

const KINDS = 'be a sum over single weights or groups of them such as l1(0.01), or custom';

/** @throws RangeError for penalties that mean columns of a linear model. */
export function planPenalty(
  scope: Scope,
  where: string,
  penalty: Penalty,
  stretch: Stretch,
): PlannedPenalty {
  const { kernel, kind, params } = penalty;
  const name = `penalty of ${stretch.parameter.name}`;
  if (kind === 'custom' && penalty.whole)
    return { l2: 0, custom: planCustom(scope, `${where}: ${name}`, penalty, stretch) };
  if (penalty.whole || penalty.quadratic || penalty.adaptive || penalty.acrossOutputs)
    fail(where, name, KINDS, kind);
  if (kernel === 'group') return planGroups(scope, `${where}: ${name}`, penalty, stretch);
  const { count, weights } = stretch;
  const [l1, l2, gamma = 0] = params as [number, number, number?];
  const record = (l2: number) => {
    const at = scope.reserve(ConcaveRecord.bytes);
    ConcaveRecord.write(scope.memory, at, { l1, l2, gamma });
    return at;
  };
  const value: Call = [`${kernel}_value`, record(l2), count, weights];
  if (l1 === 0) return { l2, value };
  const shape = record(0);
  const prox = (lengths: number): Call =>
    kernel === 'elasticNet'
      ? ['l1_prox', l1, count, weights, lengths]
      : [`${kernel}_prox`, shape, count, weights, lengths];
  return { l2, prox, value };
}

function planGroups(
  scope: Scope,
  where: string,
  { params, groups }: Penalty,
  { parameter, weights }: Stretch,
): PlannedPenalty {
  const [strength, l1, l2] = params as [number, number, number];
  const lists = groupedLists(groupsAmong(where, groups!, parameter.shape));
  const at = scope.reserve(lists.bytes);
  lists.write(scope.memory, at, { strength, l1, l2 });
  const prox = (lengths: number): Call => ['group_prox', at, weights, lengths];
  return { l2, prox, value: ['group_value', at, weights] };
}

/** The user's functions see all weights of the parameter as one vector; what they throw names it. */
function planCustom(
  scope: Scope,
  where: string,
  penalty: Penalty,
  stretch: Stretch,
): CustomPenalty {
  const { size, weights, gradients } = stretch;
  const { memory } = scope;
  const within = <T>(run: () => T) => blaming(where, run);
  const whole = within(() => penalty.whole!.bind(scope, size));
  const { lambda } = penalty;
  const out = new Float64Array(size);
  const now = () => Float64Array.from(realsAt(memory, weights, size));
  const value = () => within(() => lambda * whole.value(now()));
  if (whole.prox)
    return {
      value,
      prox: (length) => {
        within(() => whole.prox!(now(), length * lambda, out));
        realsAt(memory, weights, size).set(out);
      },
    };
  return {
    value,
    gradient: () => {
      within(() => whole.gradient!(now(), out));
      const sums = realsAt(memory, gradients, size);
      for (let j = 0; j < size; j++) sums[j]! += lambda * out[j]!;
    },
  };
}

/** Adds λ ∇g(y_i) ÷ batch to the gradient of each sample y_i, g a penalty of functions. */
export function customSlope(
  scope: Scope,
  layer: string,
  { lambda, whole }: Penalty,
  { batch, size, at, gradient }: Tensor & { readonly batch: number },
): () => void {
  const where = `${layer}: activityPenalty`;
  const bound = blaming(where, () => whole!.bind(scope, size));
  if (!bound.gradient) fail(layer, 'activityPenalty', 'have grad: no step follows a prox', 'none');
  const slope = new Float64Array(size);
  const share = lambda / batch;
  const addTo = (values: ArrayLike<number>, sums: Float32Array | Float64Array) => {
    bound.gradient!(Float64Array.from(values), slope);
    for (let j = 0; j < size; j++) sums[j]! += share * slope[j]!;
  };
  return () => {
    const [values, sums] = [at, gradient].map((from) => realsAt(scope.memory, from, batch * size));
    for (let i = 0; i < batch * size; i += size)
      blaming(where, () => addTo(values!.subarray(i, i + size), sums!.subarray(i, i + size)));
  };
}

/** What it throws says where first, and keeps its cause. */
function blaming<T>(where: string, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    const error = thrown as Error;
    const Kind = error instanceof RangeError ? RangeError : Error;
    throw new Kind(`${where}: ${error.message}`, { cause: error.cause ?? error });
  }
}
