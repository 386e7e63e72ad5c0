/** How much each sample counts in the loss. */
import { checkNonNegative, fail, failType } from '../check.ts';
import { readVector } from '../memory/read.ts';
import type { VectorLike } from '../memory/types.ts';
import type { CodedTargets } from './targets.ts';

/** Options of training that weigh samples. */
export interface WeighOptions {
  /** A number > 0 per row of X; losses are means with these weights. Default: all alike. */
  weights?: VectorLike;
  /**
   * A number > 0 per class, by its name, which multiplies the weights of its rows; or 'balanced':
   * n ÷ (K n_k) for a class of n_k among n rows and K classes. With labels alone: shares of classes
   * and numbers have none. Default: all alike.
   */
  classWeights?: 'balanced' | Readonly<Record<string, number>>;
  /**
   * Probability in [0, 1) that a label is another one in a step, drawn anew each time; default 0. With
   * labels alone, as `classWeights`.
   */
  labelNoise?: number;
}

export const WEIGH_OPTIONS = ['weights', 'classWeights', 'labelNoise'];

/** A share of the rows, or rows with weights of their own. */
interface HeldOut {
  readonly validation?: number | { readonly weights?: VectorLike };
}

/**
 * Weights of all rows, those given for validation last; undefined where all are alike.
 *
 * @param counts rows of X, and of those given for validation.
 * @throws RangeError or TypeError for weights that are not > 0, or not there.
 */
export function weighed(
  { validation, ...options }: WeighOptions & HeldOut,
  targets: CodedTargets,
  [first, held = 0]: readonly number[],
): Float64Array | undefined {
  checkLabelNoise(options, targets);
  const { weights, classWeights } = options;
  const others = typeof validation === 'object' ? validation.weights : undefined;
  if (weights === undefined && others === undefined && classWeights === undefined) return undefined;
  const all = new Float64Array(first! + held).fill(1);
  if (weights !== undefined) all.set(weightsOf('fit', weights, first!));
  if (others !== undefined) all.set(weightsOf('fit: validation', others, held), first);
  if (classWeights === undefined) return all;
  if (targets.kind !== 'classes')
    return failType('fit', 'classWeights', 'be given with labels of classes', classWeights);
  const ofClass = weightsOfClasses(classWeights, targets, first!);
  return all.map((weight, i) => weight * ofClass[targets.codes[i]!]!);
}

function weightsOf(where: string, given: VectorLike, rows: number): Float64Array {
  const weights = readVector(where, 'weights', given, rows, 'one per row of X');
  const bad = weights.findIndex((weight) => !(weight > 0));
  if (bad >= 0)
    fail(where, `weights[${bad}]`, 'be > 0', weights[bad], 'leave out rows without weight');
  return weights;
}

function weightsOfClasses(
  given: 'balanced' | Readonly<Record<string, number>>,
  { classes, codes }: CodedTargets & { readonly kind: 'classes' },
  first: number,
): number[] {
  if (given === 'balanced') {
    const counts = classes.map(() => 0);
    for (const code of codes.subarray(0, first)) counts[code]!++;
    return counts.map((count) => first / (classes.length * count));
  }
  if (typeof given !== 'object' || given === null)
    failType('fit', 'classWeights', "be 'balanced' or a number per class", given);
  const names = classes.map(String);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined)
    fail('fit', 'classWeights', `name the classes ${names.join(', ')}`, unknown);
  return names.map((name) => {
    const { [name]: weight = 1 } = given;
    if (!(weight > 0 && weight < Infinity))
      fail('fit', `classWeights.${name}`, 'be a finite number > 0', weight);
    return weight;
  });
}

function checkLabelNoise({ labelNoise = 0 }: WeighOptions, { kind }: CodedTargets): void {
  checkNonNegative('fit', 'labelNoise', labelNoise);
  if (labelNoise >= 1) fail('fit', 'labelNoise', 'lie in [0, 1)', labelNoise);
  if (labelNoise > 0 && kind !== 'classes')
    fail('fit', 'labelNoise', 'be 0 where no labels are given', labelNoise);
}
