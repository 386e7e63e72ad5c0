import type { Loaded, Training } from './learn.ts';

/** What a reader of the result should know about the data. */
export function notesOf(data: Loaded, { problem }: Training): string[] {
  const notes = problem.constant
    .slice(0, 10)
    .map((j) => `column ${data.names[j]} is constant: its coefficient is 0`);
  if (problem.constant.length > 10)
    notes.push(`and ${problem.constant.length - 10} more constant columns`);
  if (!(problem.nullLoss > 0)) notes.push('y is constant: the intercept-only model is exact');
  const missing = data.design.missing.reduce((sum, column) => sum + column.rows.length, 0);
  if (missing > 0) notes.push(`${missing} missing cells filled by the column ${data.spec.impute}`);
  return notes;
}
