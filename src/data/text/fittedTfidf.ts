import { log } from '../../memory/elementary.ts';
import type { SparseMatrix } from '../../memory/sparseMatrix.ts';
import type { FittedPreprocessor } from '../recipe.ts';
import { type Analyzer, analyzerOf } from './analyzer.ts';
import { CountRows } from './countRows.ts';
import { eachDocument, eachDocumentAsync } from './documents.ts';
import { settingsToJSON } from './settingsJson.ts';
import type { TfidfSettings } from './tfidfSettings.ts';
import { weighTerms } from './weighTerms.ts';

/** What FittedTfidf.toJSON returns; all of it survives JSON unchanged. */
export interface TfidfJson {
  /** Tells it from other preprocessors. */
  kind: 'tfidf';
  /** The options, defaults included. */
  options: Record<string, unknown>;
  /** The terms in the order of the columns. */
  vocabulary: string[];
  /** The factor of each. */
  idf: number[];
}

/**
 * Vocabulary and idf learned by {@link TfidfVectorizer}: turns any documents into rows over the
 * same columns. It never changes.
 */
export class FittedTfidf implements FittedPreprocessor<string> {
  /** The terms, one per column, in the order of their code points. */
  readonly vocabulary: readonly string[];
  /** Factor of each column; all 1 where `useIdf` is false. */
  readonly idf: Float64Array;
  /** The options, with every default filled in. */
  readonly options: TfidfSettings;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #analyze: Analyzer;

  /** @internal Use TfidfVectorizer or loadTfidf. */
  constructor(options: TfidfSettings, vocabulary: readonly string[], idf: Float64Array) {
    this.options = options;
    this.vocabulary = Object.freeze(vocabulary);
    this.idf = idf;
    this.#columns = new Map(vocabulary.map((term, j) => [term, j]));
    this.#analyze = analyzerOf(options);
  }

  /** The vocabulary: the names of the columns. */
  get featureNames(): readonly string[] {
    return this.vocabulary;
  }

  /**
   * One row per document over the learned columns, csc float64; terms that are not in the
   * vocabulary are ignored. Documents are read one at a time and not kept.
   * @throws TypeError where a document is not a string; its index is named.
   */
  transform(docs: Iterable<string>): SparseMatrix {
    const rows = new CountRows();
    eachDocument('FittedTfidf.transform', docs, this.#counting(rows));
    return this.weigh(rows);
  }

  /** The same for documents that arrive over time. */
  async transformAsync(docs: AsyncIterable<string> | Iterable<string>): Promise<SparseMatrix> {
    const rows = new CountRows();
    await eachDocumentAsync('FittedTfidf.transformAsync', docs, this.#counting(rows));
    return this.weigh(rows);
  }

  /** The matrix of counts of terms; `columnOf` says which columns these are. @internal */
  weigh(rows: CountRows, columnOf?: Int32Array): SparseMatrix {
    const { binary, sublinearTf, norm, useIdf } = this.options;
    const counts = rows.toCsc({ cols: this.vocabulary.length, columnOf, binary });
    return weighTerms(counts, { sublinearTf, norm, idf: useIdf ? this.idf : undefined });
  }

  /** Plain data that {@link loadTfidf} turns into the same preprocessor, to the bit. */
  toJSON(): TfidfJson {
    return {
      kind: 'tfidf',
      options: settingsToJSON(this.options),
      vocabulary: [...this.vocabulary],
      idf: Array.from(this.idf),
    };
  }

  #counting(rows: CountRows): (document: string) => void {
    const visit = (text: string, from: number, to: number) => {
      const column = this.#columns.get(text.slice(from, to));
      if (column !== undefined) rows.add(column, 1);
    };
    return (document) => {
      this.#analyze(document, visit);
      rows.endRow();
    };
  }
}

/** ln((s + n) / (s + df)) + 1 with s = 1 where idf is smoothed and else 0; 1 without idf. */
export function inverseDocumentFrequencies(
  documentCounts: Int32Array,
  n: number,
  { useIdf, smoothIdf }: TfidfSettings,
): Float64Array {
  const extra = smoothIdf ? 1 : 0;
  return Float64Array.from(documentCounts, (df) =>
    useIdf ? log((extra + n) / (extra + df)) + 1 : 1,
  );
}
