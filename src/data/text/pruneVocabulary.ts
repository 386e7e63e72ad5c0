/** Which of the counted terms become columns, and in which order. */
import { fail } from '../../check.ts';
import { codePointOrder } from './codePointOrder.ts';
import { documentLimit } from './documentLimit.ts';
import type { VocabularyCounter } from './vocabularyCounter.ts';

/** Which terms are kept. */
export interface Pruning {
  readonly minDf: number;
  readonly maxDf: number;
  readonly maxFeatures: number;
}

/** The columns of a vocabulary. */
export interface PrunedVocabulary {
  /** The terms, in the order of their code points. */
  vocabulary: string[];
  /** Number of documents that hold each. */
  documentCounts: Int32Array;
  /** Column of each counted term, −1 where it was left out. */
  columnOf: Int32Array;
}

/**
 * Terms in at least minDf and at most maxDf documents; of these the maxFeatures with most
 * occurrences, ties in favour of the smaller code points.
 * @throws RangeError where no term is left, or minDf exceeds maxDf for this number of documents.
 */
export function pruneVocabulary(
  where: string,
  counter: VocabularyCounter,
  pruning: Pruning,
): PrunedVocabulary {
  const { termNumbers, documentCounts, totals } = counter;
  if (termNumbers.size === 0) failEmpty(where, counter.documents);
  const within = documentRange(where, pruning, counter.documents);
  const kept: string[] = [];
  for (const [term, number] of termNumbers)
    if (within(documentCounts.values[number]!)) kept.push(term);
  if (kept.length === 0) failPruned(where, pruning, termNumbers.size);
  kept.sort(codePointOrder);
  const vocabulary = mostFrequent(
    kept,
    pruning.maxFeatures,
    (term) => totals.values[termNumbers.get(term)!]!,
  );
  const columnOf = new Int32Array(termNumbers.size).fill(-1);
  const numbers = Int32Array.from(vocabulary, (term) => termNumbers.get(term)!);
  numbers.forEach((number, j) => {
    columnOf[number] = j;
  });
  const documents = numbers.map((number) => documentCounts.values[number]!);
  return { vocabulary, documentCounts: documents, columnOf };
}

/** Whether a number of documents lies between the limits. */
function documentRange(
  where: string,
  { minDf, maxDf }: Pruning,
  n: number,
): (count: number) => boolean {
  const [least, most] = [documentLimit(minDf, n), documentLimit(maxDf, n)];
  if (least > most)
    fail(where, 'minDf', `be at most maxDf (${most} of ${n} documents)`, least, 'in documents');
  return (count) => least <= count && count <= most;
}

/** The `limit` terms of largest total in their given order. */
function mostFrequent(terms: string[], limit: number, total: (term: string) => number): string[] {
  if (terms.length <= limit) return terms;
  const totals = Float64Array.from(terms, total);
  const places = Array.from(terms, (_, j) => j).sort((a, b) => totals[b]! - totals[a]! || a - b);
  return places
    .slice(0, limit)
    .sort((a, b) => a - b)
    .map((j) => terms[j]!);
}

function failEmpty(where: string, documents: number): never {
  const hint =
    documents === 0
      ? 'there are no documents'
      : `the documents (${documents}) are empty or hold only stop words and too short words`;
  return fail(where, 'docs', 'contain at least one term', 0, hint);
}

function failPruned(where: string, { minDf, maxDf }: Pruning, terms: number): never {
  const rule = `leave at least one of ${terms} terms`;
  const hint = `minDf is ${minDf}, maxDf ${maxDf}: lower minDf or raise maxDf`;
  return fail(where, 'minDf and maxDf', rule, 0, hint);
}
