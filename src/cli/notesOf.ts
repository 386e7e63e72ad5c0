import type { Dataset } from '../data/types.ts';

/** What reading and fitting noticed; of missing cells the reader says more than the fit. */
export function notesOf(dataset: Dataset, fitted: readonly string[]): string[] {
  const own = fitted.filter((note) => !(dataset.impute && /^\d+ missing cells/.test(note)));
  return [...dataset.notes, ...own];
}
