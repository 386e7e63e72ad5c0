import { checkNonNegative, fail } from '../../check.ts';

export function checkPositive(where: string, name: string, value: number): void {
  if (!(typeof value === 'number' && value > 0 && value < Infinity))
    fail(where, name, 'be a finite number > 0', value);
}

/** A rate that others fall to: at least 0 and at most `peak`. */
export function checkBelow(where: string, name: string, value: number, peak: number): void {
  checkNonNegative(where, name, value);
  if (value > peak) fail(where, name, `be at most ${peak}, the highest rate`, value);
}
