/** What is known of the gradient of one column. */
export interface LazyColumn {
  /** Its gradient at its reference, and which reference that is, −1 for none. */
  readonly known: number;
  readonly slot: number;
  /** Its length, or minus the sum of its magnitudes. */
  readonly norm: number;
  readonly factor: number;
  readonly isInside: boolean;
}

/** v = share · r + something of length `rest`, at most `farthest` in a row; r the reference. */
export interface Reference {
  readonly share: number;
  readonly rest: number;
  readonly farthest: number;
}

/** Left for the rounding of norms and products. */
const ROOM = 1 - 1e-9;

/**
 * Columns whose gradient at v has to be computed, and a guess for each other column, of those
 * outside the set. A column needs no gradient where it has a reference that stays, and
 * |share · known| + rest · norm ≤ ROOM · l1 · factor, or the same with farthest and a norm < 0.
 */
export function lazySelect(
  columns: readonly LazyColumn[],
  references: readonly Reference[],
  l1: number,
  leaving: number,
): { found: number[]; guesses: Map<number, number> } {
  const found: number[] = [];
  const guesses = new Map<number, number>();
  columns.forEach(({ known, slot, norm, factor, isInside }, j) => {
    if (isInside) return;
    const reference = slot === leaving ? undefined : references[slot];
    const guess = (reference?.share ?? 0) * known;
    const far = (norm < 0 ? reference?.farthest : reference?.rest) ?? Infinity;
    const most = Math.abs(guess) + far * Math.abs(norm);
    if (reference && most <= ROOM * (factor * l1)) guesses.set(j, guess);
    else found.push(j);
  });
  return { found, guesses };
}
