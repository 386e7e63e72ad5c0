/** The class of model that a state becomes. */
import { FittedClassifier } from './fittedClassifier.ts';
import { FittedLinear } from './fittedLinear.ts';
import type { FittedModel } from './fittedModel.ts';
import { FittedMultiResponse } from './fittedMultiResponse.ts';
import { FittedSurvival } from './fittedSurvival.ts';
import type { FittedState } from './state.ts';

export function modelOf(state: FittedState): FittedModel {
  switch (state.family.name) {
    case 'binomial':
    case 'multinomial':
    case 'squaredHinge':
      return new FittedClassifier(state);
    case 'multigaussian':
      return new FittedMultiResponse(state);
    case 'cox':
      return new FittedSurvival(state);
    default:
      return new FittedLinear(state);
  }
}
