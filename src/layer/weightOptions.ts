/** Options that layers with weights share: what their weights, biases and outputs cost, where they may be. */
import { failType } from '../check.ts';
import type { Constraint } from '../constraint/constraint.ts';
import { groupedLists } from '../memory/groupedLists.ts';
import { ConcaveRecord } from '../memory/networkRecords.ts';
import type { Penalty } from '../penalty/penalty.ts';
import { activityGroups } from './groups.ts';
import type { Parameter, ParameterOptions, Planner, Tensor } from './layer.ts';

/** What layers with weights accept. */
export interface WeightOptions {
  /** Penalty of the weights, in place of the one of the whole network. */
  penalty?: Penalty;
  /** Penalty of the biases, default none. */
  biasPenalty?: Penalty;
  /**
   * Penalty of what the layer gives, summed over the numbers of a sample and averaged over samples: l1,
   * l2, elasticNet, mcp, scad, groupLasso, sparseGroupLasso, or custom with grad, whose functions see
   * one sample at a time. Groups are of units or channels, a channel at all its places: by number, or
   * 'outputs' for each one. In training alone; it is no part of the losses that are told.
   */
  activityPenalty?: Penalty;
  /** What the weights must satisfy after every step, such as maxNorm(2). */
  constraint?: Constraint;
  /** What the biases must satisfy after every step, such as nonNegative(); default nothing. */
  biasConstraint?: Constraint;
}

export const WEIGHT_OPTIONS = [
  ...['penalty', 'biasPenalty', 'activityPenalty', 'constraint', 'biasConstraint'],
];

const ACTIVITY = 'be l1, l2, elasticNet, mcp, scad, a group lasso or custom';

/** @throws TypeError for what is no penalty or no constraint. */
export function checkWeightOptions(where: string, options: WeightOptions): void {
  for (const name of ['penalty', 'biasPenalty', 'activityPenalty'] as const)
    if (options[name] !== undefined) checkPenalty(where, name, options[name]);
  const { activityPenalty: activity } = options;
  const isWhole = activity && (activity.whole || activity.quadratic || activity.acrossOutputs);
  if (isWhole && activity.kind !== 'custom')
    failType(where, 'activityPenalty', ACTIVITY, activity.kind);
  for (const name of ['constraint', 'biasConstraint'] as const)
    if (options[name] !== undefined) checkConstraint(where, name, options[name]);
}

export function checkConstraint(where: string, name: string, constraint: Constraint): void {
  if (typeof constraint?.project !== 'function')
    failType(where, name, 'be a constraint such as maxNorm(2)', constraint);
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
  { biasPenalty: penalty, biasConstraint: constraint }: WeightOptions,
): Parameter {
  if (!useBias) return { at: 0, gradient: 0 };
  const rules = { ...(penalty && { penalty }), ...(constraint && { constraint }) };
  return p.parameter('bias', [units], { init: { value: 0 }, isPenalized: false, ...rules });
}

/** Adds the gradient of a layer's outputs y, before the layer itself goes back; returns y. */
export function planActivity(p: Planner, y: Tensor, { activityPenalty }: WeightOptions): Tensor {
  if (!activityPenalty) return y;
  const { kernel, params, groups } = activityPenalty;
  // groups that the outputs do not have are refused wherever the layer is planned
  const lists = groups && activityGroups(`${p.where}: activityPenalty`, groups, y.shape);
  if (!y.gradient) return y;
  if (activityPenalty.whole) {
    p.custom(y, activityPenalty);
    return y;
  }
  if (kernel === 'group') {
    const [strength, l1, l2] = params as [number, number, number];
    const at = p.record(groupedLists(lists!), { strength, l1, l2 });
    p.backward(['group_slope', at, p.batch, y.size, 1 / p.batch, y.at, y.gradient]);
    return y;
  }
  const [l1, l2, gamma = 0] = params;
  const at = p.record(ConcaveRecord, { l1: l1!, l2: l2!, gamma });
  p.backward([`${kernel}_slope`, at, p.batch * y.size, 1 / p.batch, y.at, y.gradient]);
  return y;
}
