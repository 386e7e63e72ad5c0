/** Limits on the number of documents that hold a term. */
import { fail } from '../../check.ts';

/** Refuse a limit that is neither a count nor a share. */
export function checkDocumentLimit(where: string, name: string, value: unknown): void {
  if (typeof value === 'number' && value >= 0 && (value < 1 || Number.isInteger(value))) return;
  fail(where, name, 'be a count (an integer >= 1) or a share of the documents in [0, 1)', value);
}

/** Refuse limits between which nothing lies, as far as this is known before the documents are. */
export function checkDocumentLimits(where: string, least: number, most: number): void {
  const comparable = least < 1 === most < 1 || least === 0;
  if (comparable && least > most) fail(where, 'minDf', `be at most maxDf = ${most}`, least);
}

/** A limit in documents out of n: a share below 1 times n, a count as it is. */
export function documentLimit(limit: number, n: number): number {
  return limit < 1 ? limit * n : limit;
}
