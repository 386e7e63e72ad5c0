import { settingsFrom } from './exclude.ts';
import type { Loaded, Training } from './learn.ts';

/** What a reader of the result should know about the data. */
export function notesOf(data: Loaded, training: Training): string[] {
  const { problem } = training;
  const notes = problem.constant
    .slice(0, 10)
    .map((j) => `column ${data.names[j]} is constant: its coefficient is 0`);
  if (problem.constant.length > 10)
    notes.push(`and ${problem.constant.length - 10} more constant columns`);
  if (!(problem.nullLoss > 0)) notes.push('y is constant: the intercept-only model is exact');
  const missing = data.design.missing.reduce((sum, column) => sum + column.rows.length, 0);
  if (missing > 0) notes.push(`${missing} missing cells filled by the column ${data.spec.impute}`);
  if (excludesAll(data, training)) {
    const hint = data.penalty.adaptive?.init === 'ridge' ? '' : "; compare init: 'ridge'";
    notes.push(`the first fit of adaptive is 0 and excludes every penalized column${hint}`);
  }
  return notes;
}

/** Whether adaptive factors leave out every varying column that would have been penalized. */
function excludesAll(data: Loaded, { problem, settings }: Training): boolean {
  // of a constant y all fits are 0, and another note says so
  if (!data.penalty.adaptive || !(problem.nullLoss > 0)) return false;
  const given = settingsFrom(data, data.response).penaltyFactor;
  const penalized = problem.varying.filter((j) => given[j]! > 0 && given[j]! < Infinity);
  const isOut = (j: number) => settings.penaltyFactor[j] === Infinity;
  return penalized.length > 0 && penalized.every(isOut);
}
