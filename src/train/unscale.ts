/** Standardization as part of the dense layers next to it, for frameworks that have no such layer. */
import { fail } from '../check.ts';
import { layerName } from '../layer/layer.ts';
import type { FloatArray } from '../memory/types.ts';
import { isLinear, isRead, isSilent, scaledInputs, scaledOutputs } from './fold.ts';
import { joined, type Part, takenApart } from './parts.ts';
import type { Fitted } from './predictor.ts';

/** Layers that do nothing to the order and the size of numbers in prediction. */
const SAME = ['flatten', 'inputNoise', 'activationNoise', 'weightNoise'];

/**
 * The same predictions, up to the rounding of the new weights, without `standardize` and
 * `unstandardize`; all layers keep the names that they have in the network. Sums are f64.
 *
 * @throws RangeError where no dense layer is next to one of them.
 */
export function unscaled(where: string, fitted: Fitted): Fitted {
  const parts = takenApart(fitted).map(({ layer, numbers }, k) => ({
    ...{ layer: { ...layer, name: layerName(layer, k) } },
    numbers: eachOf(numbers, (values) => Float64Array.from(values)),
  }));
  if (parts[0]!.layer.type === 'standardize') foldFirst(where, parts);
  if (parts.at(-1)!.layer.type === 'unstandardize') foldLast(where, parts);
  const isWide = [...fitted.weights.values()].some((values) => values instanceof Float64Array);
  const kept = parts.map(({ layer, numbers }) => ({
    layer,
    numbers: eachOf(numbers, (values) => (isWide ? values : Float32Array.from(values))),
  }));
  return joined(fitted, kept);
}

function eachOf(numbers: Part['numbers'], of: (values: FloatArray) => FloatArray) {
  return new Map([...numbers].map(([name, values]) => [name, of(values)]));
}

/** y = (x − mean) · scale, of both layers. */
function affineOf({ numbers }: Part) {
  const mean = numbers.get('mean')!;
  const scale = Float64Array.from(numbers.get('scale')!);
  return { scale, shift: scale.map((s, j) => -mean[j]! * s) };
}

/** diag(s) W, b + t W. */
function foldFirst(where: string, parts: Part[]): void {
  const affine = affineOf(parts[0]!);
  const at = parts.findIndex(({ layer }, k) => k > 0 && !isSame(layer));
  const next = parts[at];
  const { name } = parts[0]!.layer;
  if (next?.layer.type !== 'dense' || !isRead(next, affine))
    fail(where, name!, 'have a dense layer behind it', next?.layer.type ?? 'none', HINT);
  parts[at] = scaledInputs(next, affine);
  parts.shift();
}

/** W diag(s), b s + t. */
function foldLast(where: string, parts: Part[]): void {
  const last = parts.at(-1)!;
  const at = parts.findLastIndex(({ layer }, k) => k < parts.length - 1 && !isSame(layer));
  const before = parts[at];
  const rule = 'have a dense layer without activation before it';
  if (before?.layer.type !== 'dense' || !isLinear(before.layer))
    fail(where, last.layer.name!, rule, before?.layer.type ?? 'none', HINT);
  parts[at] = scaledOutputs(before, affineOf(last));
  parts.pop();
}

const HINT = 'it becomes part of its weights, because other frameworks lack it';

function isSame(layer: Part['layer']): boolean {
  return SAME.includes(layer.type) || isSilent(layer);
}
