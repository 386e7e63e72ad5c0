/** Products of encoded columns. */
import { type Entries, EntryList } from './entries.ts';

/** Every column of `a` times every column of `b`, in rows: column c of a with d of b is c · width + d. */
export function productsOf(a: Entries, b: Entries): Entries {
  const rows = a.starts.length - 1;
  let capacity = 0;
  for (let i = 0; i < rows; i++) capacity += countOf(a, i) * countOf(b, i);
  const list = new EntryList(rows, capacity);
  for (let i = 0; i < rows; i++) {
    for (let k = a.starts[i]!; k < a.starts[i + 1]!; k++)
      for (let m = b.starts[i]!; m < b.starts[i + 1]!; m++)
        list.add(a.columns[k]! * b.width + b.columns[m]!, a.values[k]! * b.values[m]!);
    list.endRow();
  }
  return list.finish(a.width * b.width);
}

/** The names of these columns: `a×b`. */
export function productNames(a: readonly string[], b: readonly string[]): string[] {
  return a.flatMap((left) => b.map((right) => `${left}×${right}`));
}

function countOf({ starts }: Entries, i: number): number {
  return starts[i + 1]! - starts[i]!;
}
