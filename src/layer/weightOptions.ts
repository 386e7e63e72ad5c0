/** Options that layers with weights share: what their weights, biases and outputs cost, where they may be. */
import { failType } from '../check.ts';
import type { Constraint } from '../constraint/constraint.ts';
import { ConcaveRecord } from '../memory/networkRecords.ts';
import type { Penalty } from '../penalty/penalty.ts';
import type { Parameter, ParameterOptions, Planner, Tensor } from './layer.ts';

export interface WeightOptions {
  /** Penalty of the weights, in place of the one of the whole network. */
  penalty?: Penalty;
  /** Penalty of the biases, default none. */
  biasPenalty?: Penalty;
  /**
   * Penalty of what the layer gives, summed over the numbers of a sample and averaged over samples: l1,
   * l2, elasticNet, mcp or scad. In training alone; it is no part of the losses that are told.
   */
  activityPenalty?: Penalty;
  /** What the weights must satisfy after every step, such as maxNorm(2). */
  constraint?: Constraint;
}

export const WEIGHT_OPTIONS = ['penalty', 'biasPenalty', 'activityPenalty', 'constraint'];

/** @throws TypeError for what is no penalty or no constraint. */
export function checkWeightOptions(where: string, options: WeightOptions): void {
  for (const name of ['penalty', 'biasPenalty', 'activityPenalty'] as const)
    if (options[name] !== undefined) checkPenalty(where, name, options[name]);
  const { activityPenalty: activity, constraint } = options;
  if (activity && (!SLOPES[activity.kernel] || activity.whole || activity.quadratic))
    failType(where, 'activityPenalty', 'be l1, l2, elasticNet, mcp or scad', activity.kind);
  if (constraint !== undefined && typeof constraint?.project !== 'function')
    failType(where, 'constraint', 'be a constraint such as maxNorm(2)', constraint);
}

export function checkPenalty(where: string, name: string, penalty: Penalty): void {
  if (typeof penalty?.value !== 'function' || typeof penalty.scaled !== 'function')
    failType(where, name, 'be a penalty such as l1(0.01)', penalty);
}

/** What a layer says of its weights besides how they begin. */
export function weightRules({
  penalty,
  constraint,
}: WeightOptions): Pick<ParameterOptions, 'penalty' | 'constraint'> {
  return { ...(penalty && { penalty }), ...(constraint && { constraint }) };
}

/** A number for each unit or channel, 0 at first; at 0 where the layer has none. */
export function biasOf(
  p: Planner,
  units: number,
  useBias: boolean,
  { biasPenalty: penalty }: WeightOptions,
): Parameter {
  if (!useBias) return { at: 0, gradient: 0 };
  const init = { value: 0 };
  return p.parameter('bias', [units], { init, isPenalized: false, ...(penalty && { penalty }) });
}

/** Kernels that add the slopes of a penalty to a gradient. */
const SLOPES: Partial<Record<Penalty['kernel'], Slope>> = {
  elasticNet: 'elasticNet_slope',
  mcp: 'mcp_slope',
  scad: 'scad_slope',
};
type Slope = 'elasticNet_slope' | 'mcp_slope' | 'scad_slope';

/** Adds the gradient of a layer's outputs y, before the layer itself goes back; returns y. */
export function planActivity(p: Planner, y: Tensor, { activityPenalty }: WeightOptions): Tensor {
  if (!activityPenalty || !y.gradient) return y;
  const [l1, l2, gamma = 0] = activityPenalty.params;
  const at = p.record(ConcaveRecord, { l1: l1!, l2: l2!, gamma });
  const kernel = SLOPES[activityPenalty.kernel]!;
  p.backward([kernel, at, p.batch * y.size, 1 / p.batch, y.at, y.gradient]);
  return y;
}
