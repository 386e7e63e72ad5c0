import type { ReportInput } from './input.ts';
import { predictorOf } from './predictorOf.ts';

/** What the coefficients change. */
export function effectOf({ model, about }: Pick<ReportInput, 'model' | 'about'>): string {
  return model.family ? predictorOf(model.family, model.classes, about.target) : about.target;
}
