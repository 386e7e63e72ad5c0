import type { SparseMatrix } from '../../memory/sparseMatrix.ts';
import type { Preprocessor } from '../recipe.ts';
import { analyzerOf } from './analyzer.ts';
import { eachDocument, eachDocumentAsync } from './documents.ts';
import { FittedTfidf, inverseDocumentFrequencies } from './fittedTfidf.ts';
import { loadTfidf } from './loadTfidf.ts';
import { pruneVocabulary } from './pruneVocabulary.ts';
import { type TfidfOptions, type TfidfSettings, tfidfSettings } from './tfidfSettings.ts';
import { VocabularyCounter } from './vocabularyCounter.ts';

const WHERE = 'TfidfVectorizer';

/**
 * Documents as rows of weights x_ij = tf_ij · idf_j, each row over its Euclidean length, where tf_ij
 * is how often term j occurs in document i (or 1 + ln of it) and
 *
 *     idf_j = ln((1 + n) / (1 + df_j)) + 1,
 *
 * n the number of documents and df_j the number of those that hold term j. Terms are words, or
 * n-grams of words or characters. Options and defaults are scikit-learn's in this package's names.
 *
 * `fit` learns and leaves the vectorizer as it is: it can be shared by the folds of a
 * cross-validation (see {@link recipe}). `fitTransform` learns, returns the matrix, and keeps what
 * was learned in `fitted` for `transform` and `vocabulary`, until `fitTransform` is called again.
 * Documents are read one at a time and may be any iterable; with `fitAsync` they may arrive over
 * time. Where even the vocabulary would be too large, use {@link HashingVectorizer}.
 *
 * @throws TypeError for an option that does not exist or is of the wrong kind.
 * @throws RangeError for a value outside its range; minDf above maxDf; documents without any term.
 * @example
 * const tfidf = new TfidfVectorizer({ ngram: [1, 2], sublinearTf: true });
 * const X = tfidf.fitTransform(['free prize', 'see you at lunch', 'lunch is free']);
 * tfidf.vocabulary.slice(0, 3);          // [ 'at', 'at lunch', 'free' ]
 * tfidf.transform(['free lunch']).nnz;   // 2
 * @see Salton, Buckley (1988), Information Processing & Management 24(5), on weights of terms.
 */
export class TfidfVectorizer implements Preprocessor<string> {
  /** The options, with every default filled in. */
  readonly options: TfidfSettings;
  #fitted: FittedTfidf | undefined;

  constructor(options: TfidfOptions = {}) {
    this.options = tfidfSettings(WHERE, options);
  }

  /** The fitted vectorizer that FittedTfidf.toJSON described. */
  static fromJSON(json: unknown): FittedTfidf {
    return loadTfidf(json);
  }

  /** Learn vocabulary and idf; documents are read once and not kept. */
  fit(docs: Iterable<string>): FittedTfidf {
    const counter = this.#counter(false);
    eachDocument(`${WHERE}.fit`, docs, (document) => counter.add(document));
    return this.#learn(`${WHERE}.fit`, counter).fitted;
  }

  /** The same from documents that arrive over time. */
  async fitAsync(docs: AsyncIterable<string> | Iterable<string>): Promise<FittedTfidf> {
    const counter = this.#counter(false);
    await eachDocumentAsync(`${WHERE}.fitAsync`, docs, (document) => counter.add(document));
    return this.#learn(`${WHERE}.fitAsync`, counter).fitted;
  }

  /** Learn from documents and return their matrix, n × terms, in one pass; keeps `fitted`. */
  fitTransform(docs: Iterable<string>): SparseMatrix {
    const counter = this.#counter(true);
    eachDocument(`${WHERE}.fitTransform`, docs, (document) => counter.add(document));
    return this.#keep(`${WHERE}.fitTransform`, counter);
  }

  /** The same from documents that arrive over time. */
  async fitTransformAsync(docs: AsyncIterable<string> | Iterable<string>): Promise<SparseMatrix> {
    const where = `${WHERE}.fitTransformAsync`;
    const counter = this.#counter(true);
    await eachDocumentAsync(where, docs, (document) => counter.add(document));
    return this.#keep(where, counter);
  }

  /**
   * What the last `fitTransform` learned.
   * @throws Error before the first.
   */
  get fitted(): FittedTfidf {
    if (!this.#fitted)
      throw new Error(`${WHERE}: call fitTransform first, or use the object that fit returns`);
    return this.#fitted;
  }

  /** The terms that the last `fitTransform` learned, one per column. */
  get vocabulary(): readonly string[] {
    return this.fitted.vocabulary;
  }

  /** Rows for further documents, by what the last `fitTransform` learned. */
  transform(docs: Iterable<string>): SparseMatrix {
    return this.fitted.transform(docs);
  }

  /** The same for documents that arrive over time. */
  async transformAsync(docs: AsyncIterable<string> | Iterable<string>): Promise<SparseMatrix> {
    return this.fitted.transformAsync(docs);
  }

  #counter(keepRows: boolean): VocabularyCounter {
    return new VocabularyCounter(analyzerOf(this.options), {
      binary: this.options.binary,
      keepRows,
    });
  }

  #learn(where: string, counter: VocabularyCounter): { fitted: FittedTfidf; columnOf: Int32Array } {
    const { vocabulary, documentCounts, columnOf } = pruneVocabulary(where, counter, this.options);
    const idf = inverseDocumentFrequencies(documentCounts, counter.documents, this.options);
    return { fitted: new FittedTfidf(this.options, vocabulary, idf), columnOf };
  }

  #keep(where: string, counter: VocabularyCounter): SparseMatrix {
    const { fitted, columnOf } = this.#learn(where, counter);
    this.#fitted = fitted;
    return fitted.weigh(counter.rows, columnOf);
  }
}
