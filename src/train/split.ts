/** Which rows are trained on, and which are for validation. */
import { type Seed, stream } from '../runtime/random.ts';

export interface Parts {
  /** Rows to train on. */
  readonly train: Int32Array;
  /** First the rows of training that are measured again, then those for validation. */
  readonly check: Int32Array;
  readonly clean: number;
  readonly validation: number;
}

/** Spread a share of the rows over the classes, or at random where there are none. */
export function splitRows(rows: number, share: number, seed: Seed, codes?: Int32Array): Parts {
  const order = stream(seed, 'validation').permutation(rows);
  const isHeld = new Uint8Array(rows);
  const seen: number[] = [];
  // of each class every 1/share-th row of a random order
  for (const row of order) {
    const code = codes?.[row] ?? 0;
    const before = seen[code] ?? 0;
    isHeld[row] = Number(Math.floor((before + 1) * share + 0.5) > Math.floor(before * share + 0.5));
    seen[code] = before + 1;
  }
  const train = Int32Array.from(order.filter((row) => !isHeld[row]));
  const held = Int32Array.from(order.filter((row) => isHeld[row]));
  return partsOf(train, held);
}

/** Train on the first rows, in random order; the `held` ones behind them are for validation. */
export function splitAfter(rows: number, held: number, seed: Seed): Parts {
  const train = stream(seed, 'validation').permutation(rows);
  return partsOf(
    train,
    Int32Array.from({ length: held }, (_, i) => rows + i),
  );
}

function partsOf(train: Int32Array, held: Int32Array): Parts {
  const clean = held.length > 0 ? Math.min(train.length, held.length) : train.length;
  const check = new Int32Array(clean + held.length);
  check.set(train.subarray(0, clean));
  check.set(held, clean);
  return { train, check, clean, validation: held.length };
}
