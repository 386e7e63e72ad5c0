import type { ReportInput } from './input.ts';
import { predictorOf } from './predictorOf.ts';

/** What the coefficients change: the target, or `the log odds of malignant`. */
export function effectOf({ model, about }: Pick<ReportInput, 'model' | 'about'>): string {
  if (!model.family) return about.target;
  const predictor = predictorOf(model.family, model.classes, about.target);
  return predictor === about.target ? predictor : `the ${predictor}`;
}

/** What a line of the paths raises. */
export function raisedBy({ model, about }: Pick<ReportInput, 'model' | 'about'>): string {
  if (model.family?.name === 'multigaussian') return 'their response';
  if (model.outputs) return 'the score of their class';
  const effect = effectOf({ model, about });
  return effect === about.target ? 'the prediction' : effect;
}
