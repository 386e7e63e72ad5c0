/** Terms and how often they occur, learned in one pass over documents. */
import type { Analyzer, TermVisitor } from './analyzer.ts';
import { CountRows } from './countRows.ts';
import { Growing } from './growing.ts';

/** How terms are counted. */
export interface CounterSettings {
  /** Whether a term counts once per document in the totals. */
  binary: boolean;
  /** Whether the counts of each document are kept, for a matrix, or dropped once summed up. */
  keepRows: boolean;
}

/**
 * Numbers terms in the order in which they first come, and counts their documents and occurrences.
 * Memory is that of the different terms, and 8 bytes per stored count where rows are kept.
 */
export class VocabularyCounter {
  documents = 0;
  readonly rows = new CountRows();
  readonly termNumbers = new Map<string, number>();
  readonly documentCounts = new Growing(Int32Array);
  readonly totals = new Growing(Float64Array);
  readonly #analyze: Analyzer;
  readonly #settings: CounterSettings;
  readonly #visit: TermVisitor = (text, from, to) => this.#count(text.slice(from, to));

  constructor(analyze: Analyzer, settings: CounterSettings) {
    this.#analyze = analyze;
    this.#settings = settings;
  }

  /** Count the terms of one more document. */
  add(document: string): void {
    const { terms, counts } = this.rows;
    const from = terms.length;
    this.#analyze(document, this.#visit);
    for (let k = from; k < terms.length; k++) {
      const term = terms.values[k]!;
      this.documentCounts.values[term]! += 1;
      this.totals.values[term]! += this.#settings.binary ? 1 : counts.values[k]!;
    }
    this.documents++;
    this.rows.endRow();
    if (!this.#settings.keepRows) this.rows.clear();
  }

  #count(term: string): void {
    let number = this.termNumbers.get(term);
    if (number === undefined) {
      number = this.termNumbers.size;
      this.termNumbers.set(detached(term), number);
      this.documentCounts.push(0);
      this.totals.push(0);
    }
    this.rows.add(number, 1);
  }
}

/**
 * The same string in storage of its own. Engines represent a slice as a reference into the text it
 * was cut from; as a key it would keep every document alive.
 */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
