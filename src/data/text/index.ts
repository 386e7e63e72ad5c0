/** Documents into sparse matrices. */
export { FittedTfidf, type TfidfJson } from './fittedTfidf.ts';
export {
  type HashingJson,
  type HashingOptions,
  type HashingSettings,
  HashingVectorizer,
} from './hashingVectorizer.ts';
export { loadTfidf } from './loadTfidf.ts';
export type { NgramRange } from './ngrams.ts';
export type { Pruning } from './pruneVocabulary.ts';
export type { TextOptions, TextSettings } from './textSettings.ts';
export type { TfidfOptions, TfidfSettings } from './tfidfSettings.ts';
export { TfidfVectorizer } from './tfidfVectorizer.ts';
export type { TokenSettings } from './tokens.ts';
