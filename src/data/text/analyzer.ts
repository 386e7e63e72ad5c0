/** From a document to its terms. */
import { charNgrams, charWbNgrams, wordNgrams } from './ngrams.ts';
import type { TextSettings } from './textSettings.ts';
import { tokenizer } from './tokens.ts';

/** Called with each term, the characters text[from … to), once per occurrence. */
export type TermVisitor = (text: string, from: number, to: number) => void;

/** Visits every term of a document; n = least first, in the order of the text. */
export type Analyzer = (document: string, visit: TermVisitor) => void;

/**
 * The analyzer that the settings describe. Terms are ranges of one text per document, so that
 * counting known terms and hashing make no object per term that lives on.
 */
export function analyzerOf(settings: TextSettings): Analyzer {
  const { analyzer, lowercase, ngram } = settings;
  if (analyzer === 'word') {
    const tokensOf = tokenizer(settings);
    return (document, visit) => wordNgrams(tokensOf(document), ngram, visit);
  }
  const ngrams = analyzer === 'char' ? charNgrams : charWbNgrams;
  return (document, visit) => ngrams(lowercase ? document.toLowerCase() : document, ngram, visit);
}
