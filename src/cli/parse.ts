/** Parsers of option values; every refusal names the option and shows what was given. */
import { fail, nearest } from '../check.ts';

/**
 * Turns the text after the option `flag` into its value; `previous` is that of an earlier
 * occurrence.
 */
export type Parser<T> = (flag: string, text: string, previous?: T) => T;

const WHERE = 'tikhonov';

function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** A finite number ≥ 0. */
export const strength = numberOf(
  'be a finite number >= 0',
  (value) => value >= 0 && value < Infinity,
);

/** A finite number. */
export const finite = numberOf('be a finite number', Number.isFinite);

/** A finite number > 0. */
export const positive = numberOf(
  'be a finite number > 0',
  (value) => value > 0 && value < Infinity,
);

/** A number in [0, 1). */
export const part = numberOf('lie in [0, 1)', (value) => value >= 0 && value < 1);

/** A number in [0, 1]. */
export const share = numberOf('lie in [0, 1]', (value) => value >= 0 && value <= 1);

/** A number strictly between 0 and 1. */
export const fraction = numberOf('lie strictly between 0 and 1', (value) => value > 0 && value < 1);

/** An integer of at least `least`. */
export function count(least: number): Parser<number> {
  const accepts = (value: number) => Number.isInteger(value) && value >= least;
  return numberOf(`be an integer >= ${least}`, accepts);
}

/** An integer of at least 1, or the word auto. */
export const countOrAuto: Parser<number | 'auto'> = (flag, text) => {
  if (text.toLowerCase() === 'auto') return 'auto';
  const value = numberIn(text);
  if (Number.isInteger(value) && value >= 1) return value;
  return fail(WHERE, flag, 'be an integer >= 1 or auto', text);
};

function numberOf(rule: string, accepts: (value: number) => boolean): Parser<number> {
  return (flag, text) => {
    const value = numberIn(text);
    return accepts(value) ? value : fail(WHERE, flag, rule, text);
  };
}

/** Numbers between commas, each as `item` wants it. */
export function list(item: Parser<number>): Parser<number[]> {
  return (flag, text) => text.split(',').map((part) => item(flag, part.trim()));
}

/** Column names between commas; a repeated option adds to them. */
export function names(flag: string, text: string, previous: string[] = []): string[] {
  const given = text.split(',').map((name) => name.trim());
  if (given.includes('')) fail(WHERE, flag, 'be column names separated by commas', text);
  return [...previous, ...given];
}

/** One of a few words, however capitalized. */
export function choice<const T extends string>(...words: readonly T[]): Parser<T> {
  return (flag, text) => {
    const found = words.find((word) => word.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    const near = nearest(text, words);
    const hint = near ? `did you mean ${near}?` : '';
    return fail(WHERE, flag, `be one of ${words.join(', ')}`, text, hint);
  };
}

/** For --alpha, which means two things elsewhere and nothing here. */
export function refuseAlpha(strengthFlag: string): Parser<never> {
  return (flag) => {
    throw new TypeError(
      `${WHERE}: ${flag} is not an option; it is ${strengthFlag} (the strength) in ` +
        `scikit-learn's words and --l1-ratio (the share of L1) in glmnet's`,
    );
  };
}
