/** The certificate of any model, recomputed from data and coefficients alone. */
import { fail } from '../check.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import type { ResponseLike } from './response/types.ts';
import type { FittedState } from './state.ts';
import type { Certificate, FitData } from './types.ts';
import { verifyFit } from './verify.ts';
import { verifyFamily } from './verifyFamily.ts';

export function verifyModel(
  state: FittedState,
  X: MatrixLike,
  y: ResponseLike,
  data: Pick<FitData, 'weights' | 'offset'>,
): Certificate {
  if (state.relax !== undefined && state.relax < 1)
    fail('verify', 'the model', 'be the minimum of one objective', `a mix, relax ${state.relax}`);
  if (state.family.name === 'gaussian' && state.penalty === undefined)
    return verifyFit(state, X, y as VectorLike, data);
  return verifyFamily(state, X, y, data);
}
