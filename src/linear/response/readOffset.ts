import { readVector } from '../../memory/read.ts';
import type { VectorLike } from '../../memory/types.ts';

/** n offsets per output, one output after the other; n of them serve every output. */
export function readOffset(
  where: string,
  offset: VectorLike,
  n: number,
  outputs: number,
): Float64Array {
  if (outputs > 1 && offset?.length === n * outputs)
    return readVector(where, 'offset', offset, n * outputs, 'one per row of X and output');
  const one = readVector(where, 'offset', offset, n, 'one per row of X');
  const all = new Float64Array(n * outputs);
  for (let k = 0; k < outputs; k++) all.set(one, k * n);
  return all;
}
