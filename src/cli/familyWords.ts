/** The family of a model in words, and for programs. */
import type { FittedModel } from '../linear/fittedModel.ts';
import { predictorOf } from '../report/predictorOf.ts';

/** One line for every family but the gaussian: `binomial: log odds of malignant`. */
export function familyWords(model: FittedModel): string[] {
  const { family, classes } = model.settings;
  if (family.name === 'gaussian') return [];
  const { name, ...parameters } = family;
  const values = Object.entries(parameters).map(([key, value]) => `${key} ${value}`);
  const said = [name, ...values].join(', ');
  if (family.name === 'multigaussian' || family.name === 'huber') return [said];
  return [`${said}: coefficients of the ${predictorOf(family, classes, 'the target')}`];
}

export function familyJson({ settings }: FittedModel): object {
  const { family, classes } = settings;
  return {
    family,
    ...(classes && { classes }),
  };
}
