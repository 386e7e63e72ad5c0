import { checkKeys, checkLength, fail, failType } from '../../check.ts';
import { FittedTfidf, type TfidfJson } from './fittedTfidf.ts';
import { optionsOfJSON } from './settingsJson.ts';
import { type TfidfOptions, tfidfSettings } from './tfidfSettings.ts';

const WHERE = 'loadTfidf';

/**
 * The fitted vectorizer that `toJSON` described (parsed, not text); it transforms to the same bits.
 * @throws TypeError where it is not such a description; RangeError where its parts do not agree.
 */
export function loadTfidf(json: unknown): FittedTfidf {
  if (typeof json !== 'object' || json === null || (json as TfidfJson).kind !== 'tfidf')
    failType(WHERE, 'json', 'be what FittedTfidf.toJSON returned', json);
  const { kind: _kind, ...parts } = json as TfidfJson;
  checkKeys(WHERE, parts, ['options', 'vocabulary', 'idf']);
  const { options, vocabulary, idf } = parts;
  checkVocabulary(vocabulary);
  if (!Array.isArray(idf)) failType(WHERE, 'idf', 'be an array of numbers', idf);
  checkLength(WHERE, 'idf', idf.length, vocabulary.length, 'one factor per term');
  const odd = idf.findIndex((factor) => !Number.isFinite(factor));
  if (odd >= 0) fail(WHERE, `idf[${odd}]`, 'be a finite number', idf[odd]);
  const settings = tfidfSettings(WHERE, optionsOfJSON(WHERE, options) as TfidfOptions);
  return new FittedTfidf(settings, [...vocabulary], Float64Array.from(idf));
}

function checkVocabulary(vocabulary: unknown): void {
  if (!Array.isArray(vocabulary) || vocabulary.length === 0)
    failType(WHERE, 'vocabulary', 'be an array of terms', vocabulary);
  const seen = new Set<string>();
  for (const [j, term] of vocabulary.entries()) {
    if (typeof term !== 'string') failType(WHERE, `vocabulary[${j}]`, 'be a string', term);
    if (seen.has(term)) fail(WHERE, `vocabulary[${j}]`, 'differ from the terms before it', term);
    seen.add(term);
  }
}
