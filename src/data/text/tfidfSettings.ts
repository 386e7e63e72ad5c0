/** The options of TfidfVectorizer and their defaults. */
import { checkCount, checkKeys } from '../../check.ts';
import { checkDocumentLimit, checkDocumentLimits } from './documentLimit.ts';
import type { Pruning } from './pruneVocabulary.ts';
import {
  flag,
  TEXT_KEYS,
  type TextOptions,
  type TextSettings,
  textSettings,
} from './textSettings.ts';

/** Options of TfidfVectorizer; the defaults are scikit-learn's. */
export interface TfidfOptions extends TextOptions {
  /**
   * Fewest documents that hold a term of the vocabulary: a count (an integer ≥ 1) or a share of the
   * documents (below 1); default 1.
   */
  minDf?: number;
  /**
   * Most documents that hold a term of the vocabulary, count or share alike; default no limit. A 1
   * is the count 1: leave the option out where scikit-learn has its `max_df=1.0`.
   */
  maxDf?: number;
  /** Only so many terms, those with most occurrences in all documents; default all. */
  maxFeatures?: number;
  /** Whether columns are multiplied by their idf, default true. */
  useIdf?: boolean;
  /** Whether idf counts one more document that holds every term, default true. */
  smoothIdf?: boolean;
}

/** TfidfOptions with every default filled in. */
export interface TfidfSettings extends TextSettings, Pruning {
  readonly useIdf: boolean;
  readonly smoothIdf: boolean;
}

const KEYS = [...TEXT_KEYS, 'minDf', 'maxDf', 'maxFeatures', 'useIdf', 'smoothIdf'];

/** Check the options and fill in the defaults. */
export function tfidfSettings(where: string, options: TfidfOptions): TfidfSettings {
  checkKeys(where, options, KEYS);
  const { minDf = 1, maxDf = Infinity, maxFeatures = Infinity } = options;
  checkDocumentLimit(where, 'minDf', minDf);
  if (maxDf !== Infinity) checkDocumentLimit(where, 'maxDf', maxDf);
  checkDocumentLimits(where, minDf, maxDf);
  if (maxFeatures !== Infinity) checkCount(where, 'maxFeatures', maxFeatures, 1);
  return Object.freeze({
    ...textSettings(where, options),
    minDf,
    maxDf,
    maxFeatures,
    useIdf: flag(where, 'useIdf', options.useIdf, true),
    smoothIdf: flag(where, 'smoothIdf', options.smoothIdf, true),
  });
}
