/** k folds that keep groups together and have a similar mix of classes. */
import { stream } from '../../runtime/random.ts';
import { splitsOf } from './assignment.ts';
import { classesOf } from './classes.ts';
import type { Coding } from './coding.ts';
import { countingSort } from './countingSort.ts';
import { foldCount } from './foldCount.ts';
import { groupsOf } from './group.ts';
import { range } from './range.ts';
import type { Splitter } from './splitter.ts';

/**
 * k folds of whole groups that greedily minimise Σ_f Σ_c (m_fc / M_c)², where m_fc of the M_c rows
 * of class c lie in fold f; the sum is least where every fold has 1/k of every class.
 *
 * Groups go from large to small by Σ_c (g_c / M_c)², the share g_c / M_c they hold of each class.
 * Adding a group to fold f raises the sum by Σ_c (2 m_fc g_c + g_c²) / M_c², of which only
 * Σ_c m_fc g_c / M_c² depends on f; between equal folds the one with fewer rows is taken.
 */
export const stratifiedGroup: Splitter = {
  options: ['k', 'groups', 'strata'],
  split(spec, context) {
    const { n, seed = 0 } = context;
    const k = foldCount(spec, n);
    const groups = groupsOf(spec, context, k);
    const members = membersOf(groups);
    const placing = new Placing(classesOf(spec, context), k);
    const size = Float64Array.from(members, (rows) => placing.share(rows));
    const visit = stream(seed, 'stratifiedGroup').permutation(members.length);
    const fold = new Int32Array(n);
    for (const g of visit.sort((a, b) => size[b]! - size[a]!)) {
      const rows = members[g]!;
      const best = placing.cheapest(rows);
      placing.add(rows, best);
      for (const i of rows) fold[i] = best;
    }
    return splitsOf(fold, k);
  },
};

/** Rows of each group: slices of one array. */
function membersOf({ codes, sizes }: Coding): Int32Array[] {
  const sorted = countingSort(codes, sizes.length, range(0, codes.length));
  let start = 0;
  return Array.from(sizes, (size) => {
    start += size;
    return sorted.subarray(start - size, start);
  });
}

/** The rows placed so far, counted by fold and class. Σ over rows i of a group is Σ_c g_c. */
class Placing {
  readonly #classes: Int32Array;
  /** 1 / M_c². */
  readonly #scale: Float64Array;
  /** m_fc / M_c² of each fold f. */
  readonly #shares: Float64Array[];
  readonly #rows: Float64Array;
  readonly #counts: Int32Array;

  constructor({ codes, sizes }: Coding, k: number) {
    this.#classes = codes;
    this.#scale = Float64Array.from(sizes, (size) => 1 / size ** 2);
    this.#shares = Array.from({ length: k }, () => new Float64Array(sizes.length));
    this.#rows = new Float64Array(k);
    this.#counts = new Int32Array(sizes.length);
  }

  /** Σ_c (g_c / M_c)². */
  share(rows: Int32Array): number {
    let sum = 0;
    for (const i of rows) {
      const c = this.#classes[i]!;
      // (m + 1)² − m² = 2m + 1
      sum += (2 * this.#counts[c]! + 1) * this.#scale[c]!;
      this.#counts[c]!++;
    }
    for (const i of rows) this.#counts[this.#classes[i]!] = 0;
    return sum;
  }

  cheapest(rows: Int32Array): number {
    let best = 0;
    let least = Infinity;
    for (let f = 0; f < this.#rows.length; f++) {
      const shares = this.#shares[f]!;
      let cost = 0;
      for (const i of rows) cost += shares[this.#classes[i]!]!;
      if (cost < least || (cost === least && this.#rows[f]! < this.#rows[best]!))
        [best, least] = [f, cost];
    }
    return best;
  }

  add(rows: Int32Array, fold: number): void {
    const shares = this.#shares[fold]!;
    for (const i of rows) shares[this.#classes[i]!]! += this.#scale[this.#classes[i]!]!;
    this.#rows[fold]! += rows.length;
  }
}
