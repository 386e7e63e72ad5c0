import { fail } from '../check.ts';
import type { FittedPreprocessor } from './recipe.ts';
import { loadTableEncoder } from './table/index.ts';
import { HashingVectorizer, loadTfidf } from './text/index.ts';

/**
 * The preprocessor that a model file stores, made again.
 * @throws RangeError for one of another kind than this package makes: keep that yourself.
 */
export function loadPreprocessor(json: unknown): FittedPreprocessor<never> {
  const kind = (json as { kind?: unknown } | null)?.kind;
  if (kind === 'tfidf') return loadTfidf(json as never);
  if (kind === 'hashing') return HashingVectorizer.fromJSON(json as never);
  if (kind === 'tableEncoder') return loadTableEncoder(json);
  return fail('load', 'preprocessor', 'be a tfidf, hashing or tableEncoder preprocessor', kind);
}
