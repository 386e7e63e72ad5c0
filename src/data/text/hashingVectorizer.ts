import { checkKeys, fail, failType } from '../../check.ts';
import type { SparseMatrix } from '../../memory/sparseMatrix.ts';
import type { FittedPreprocessor, Preprocessor } from '../recipe.ts';
import { type Analyzer, analyzerOf } from './analyzer.ts';
import { CountRows } from './countRows.ts';
import { eachDocument, eachDocumentAsync } from './documents.ts';
import { murmur3 } from './murmur3.ts';
import { optionsOfJSON, settingsToJSON } from './settingsJson.ts';
import {
  flag,
  TEXT_KEYS,
  type TextOptions,
  type TextSettings,
  textSettings,
} from './textSettings.ts';
import { utf8Bound, writeUtf8 } from './utf8.ts';
import { weighTerms } from './weighTerms.ts';

const WHERE = 'HashingVectorizer';
const MOST_FEATURES = 2 ** 24;

/** Options of HashingVectorizer; the defaults are scikit-learn's but for the number of columns. */
export interface HashingOptions extends TextOptions {
  /** Number of columns, 1 to 2²⁴, default 2¹⁸ (scikit-learn: 2²⁰). */
  features?: number;
  /** Whether half of the terms count −1, so that collisions cancel on average; default true. */
  alternateSign?: boolean;
}

/** HashingOptions with every default filled in. */
export interface HashingSettings extends TextSettings {
  readonly features: number;
  readonly alternateSign: boolean;
}

/** What HashingVectorizer.toJSON returns. */
export interface HashingJson {
  /** Tells it from other preprocessors. */
  kind: 'hashing';
  /** The options, defaults included. */
  options: Record<string, unknown>;
}

/**
 * Documents as rows of hashed counts: with h the signed 32-bit MurmurHash3 of a term's UTF-8 bytes,
 * the term adds the sign of h (or 1, without `alternateSign`) to column |h| mod features. Rows are
 * then divided by their norm. Columns and values are those of scikit-learn's HashingVectorizer.
 *
 * Nothing is learned, so there is no vocabulary to keep, no first pass, and nothing that could leak
 * between folds; in return columns have no words, rare collisions add terms up, and there is no idf.
 * With `binary` every column that a document reaches is 1 and signs are dropped. With `sublinearTf`
 * a sum c becomes ±(1 + ln |c|).
 *
 * @throws TypeError for an option that does not exist or is of the wrong kind; RangeError for a
 * value outside its range.
 * @example
 * const hashing = new HashingVectorizer({ features: 1024, ngram: [1, 2] });
 * hashing.transform(['free prize', 'see you at lunch']).cols;   // 1024
 * @see Weinberger, Dasgupta, Langford, Smola, Attenberg (2009), ICML, section 2.
 */
export class HashingVectorizer implements Preprocessor<string>, FittedPreprocessor<string> {
  /** The options, with every default filled in. */
  readonly options: HashingSettings;
  readonly #analyze: Analyzer;
  #names: readonly string[] | undefined;

  constructor(options: HashingOptions = {}) {
    checkKeys(WHERE, options, [...TEXT_KEYS, 'features', 'alternateSign']);
    const { features = 2 ** 18 } = options;
    if (!(Number.isInteger(features) && features >= 1 && features <= MOST_FEATURES))
      fail(WHERE, 'features', `be an integer in [1, ${MOST_FEATURES}]`, features);
    this.options = Object.freeze({
      ...textSettings(WHERE, options),
      features,
      alternateSign: flag(WHERE, 'alternateSign', options.alternateSign, true),
    });
    this.#analyze = analyzerOf(this.options);
  }

  /** The vectorizer that `toJSON` described. */
  static fromJSON(json: unknown): HashingVectorizer {
    const where = `${WHERE}.fromJSON`;
    if (typeof json !== 'object' || json === null || (json as HashingJson).kind !== 'hashing')
      failType(where, 'json', 'be what HashingVectorizer.toJSON returned', json);
    return new HashingVectorizer(optionsOfJSON(where, (json as HashingJson).options));
  }

  /** x0, x1, …: a hashed column stands for no word in particular. */
  get featureNames(): readonly string[] {
    this.#names ??= Object.freeze(Array.from({ length: this.options.features }, (_, j) => `x${j}`));
    return this.#names;
  }

  /** Itself: there is nothing to learn, and no document is read. */
  fit(_docs?: Iterable<string>): this {
    return this;
  }

  /**
   * One row per document, n × features, csc float64. Documents are read one at a time, not kept.
   * @throws TypeError where a document is not a string; its index is named.
   */
  transform(docs: Iterable<string>): SparseMatrix {
    const rows = new CountRows();
    eachDocument(`${WHERE}.transform`, docs, this.#hashing(rows));
    return this.#weigh(rows);
  }

  /** The same for documents that arrive over time. */
  async transformAsync(docs: AsyncIterable<string> | Iterable<string>): Promise<SparseMatrix> {
    const rows = new CountRows();
    await eachDocumentAsync(`${WHERE}.transformAsync`, docs, this.#hashing(rows));
    return this.#weigh(rows);
  }

  /** Plain data that `fromJSON` turns into the same vectorizer. */
  toJSON(): HashingJson {
    return { kind: 'hashing', options: settingsToJSON(this.options) };
  }

  #hashing(rows: CountRows): (document: string) => void {
    const { features, alternateSign } = this.options;
    let bytes = new Uint8Array(256);
    const visit = (text: string, from: number, to: number) => {
      const bound = utf8Bound(to - from);
      if (bound > bytes.length) bytes = new Uint8Array(2 * bound);
      const hash = murmur3(bytes, writeUtf8(text, from, to, bytes));
      rows.add(Math.abs(hash) % features, alternateSign && hash < 0 ? -1 : 1);
    };
    return (document) => {
      this.#analyze(document, visit);
      rows.endRow();
    };
  }

  #weigh(rows: CountRows): SparseMatrix {
    const { features, binary, sublinearTf, norm } = this.options;
    return weighTerms(rows.toCsc({ cols: features, binary }), { sublinearTf, norm });
  }
}
