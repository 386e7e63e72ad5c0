import type { Dataset } from '../data/types.ts';
import type { FittedLinear } from '../linear/fittedLinear.ts';
import { columnScales } from '../report/columnScales.ts';
import { alignCells, alignPoints, emphasize } from './terminal.ts';

/** Features spelled out; the model file and --json have all. */
const SHOWN = 25;

/**
 * The surviving features with their coefficients on the original scale, and times the standard
 * deviation of their column (what a typical step of the feature does to the prediction), by which
 * they are sorted.
 */
export function coefficientLines(model: FittedLinear, dataset: Dataset): string[] {
  const scales = columnScales(dataset.X, dataset.weights);
  const effects = model.coef.map((value, j) => value * scales[j]!);
  const order = [...model.nonzero].sort((a, b) => Math.abs(effects[b]!) - Math.abs(effects[a]!));
  const shown = order.slice(0, SHOWN);
  const names = [...shown.map((j) => model.featureNames[j]!), '(intercept)'];
  const values = alignPoints([...shown.map((j) => model.coef[j]!), model.intercept]);
  const steps = [...alignPoints(shown.map((j) => effects[j]!)), ''];
  const [head, ...lines] = alignCells([
    ['feature', 'coefficient', 'per sd'],
    ...names.map((name, k) => [name, values[k]!, steps[k]!]),
  ]);
  const rest = order.length - shown.length;
  if (rest > 0) lines.splice(-1, 0, `… and ${rest} more, in the model file and with --json`);
  return [emphasize('bold', head!), ...lines];
}

/** The same for programs: every nonzero coefficient. */
export function coefficientList(model: FittedLinear): { name: string; value: number }[] {
  return Array.from(model.nonzero, (j) => ({
    name: model.featureNames[j]!,
    value: model.coef[j]!,
  }));
}
