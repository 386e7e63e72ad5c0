/** How documents become terms: the options that the text vectorizers share. */
import { fail, failType, nearest } from '../../check.ts';
import type { NgramRange } from './ngrams.ts';
import { checkTokenPattern, DEFAULT_TOKEN_PATTERN, type TokenSettings } from './tokens.ts';

const ANALYZERS = ['word', 'char', 'charWb'] as const;
const NORMS = ['l2', 'l1', null] as const;

/** How documents become terms, and rows are scaled; the defaults are scikit-learn's. */
export interface TextOptions {
  /**
   * What n-grams are made of: 'word' (default); 'char', characters of the whole text; 'charWb',
   * characters inside words with a blank on either side (scikit-learn's `char_wb`).
   */
  analyzer?: 'word' | 'char' | 'charWb';
  /** Least and largest n of the n-grams, default [1, 1]. */
  ngram?: NgramRange;
  /** Whether documents become lower case first, default true. */
  lowercase?: boolean;
  /** Words that are left out before n-grams are made, compared after `lowercase`; default none. */
  stopWords?: readonly string[];
  /**
   * What a word is, default a run of two or more letters, digits and underscores of any script.
   * With one capturing group, the group is the word. Flags g and y make no difference.
   */
  tokenPattern?: RegExp;
  /** Whether a term counts once per document, default false. */
  binary?: boolean;
  /** Whether a count c becomes 1 + ln c, default false. */
  sublinearTf?: boolean;
  /** What each row is divided by: its Euclidean length 'l2' (default), its sum of sizes 'l1', or nothing. */
  norm?: 'l2' | 'l1' | null;
}

/** TextOptions with every default filled in. */
export interface TextSettings extends TokenSettings {
  readonly analyzer: 'word' | 'char' | 'charWb';
  readonly ngram: NgramRange;
  readonly binary: boolean;
  readonly sublinearTf: boolean;
  readonly norm: 'l2' | 'l1' | null;
}

/** The names of TextOptions. */
export const TEXT_KEYS = [
  'analyzer',
  'ngram',
  'lowercase',
  'stopWords',
  'tokenPattern',
  'binary',
  'sublinearTf',
  'norm',
];

/** Check the options and fill in the defaults; what is kept is copied. */
export function textSettings(where: string, options: TextOptions): TextSettings {
  const { analyzer = 'word', norm = 'l2', ngram = [1, 1], stopWords, tokenPattern } = options;
  checkChoice(where, 'analyzer', analyzer, ANALYZERS);
  checkChoice(where, 'norm', norm, NORMS);
  checkNgram(where, ngram);
  checkWordOptions(where, options);
  return {
    analyzer,
    norm,
    ngram: Object.freeze([ngram[0], ngram[1]] as const),
    lowercase: flag(where, 'lowercase', options.lowercase, true),
    binary: flag(where, 'binary', options.binary, false),
    sublinearTf: flag(where, 'sublinearTf', options.sublinearTf, false),
    stopWords: Object.freeze([...(stopWords ?? [])]),
    tokenPattern: tokenPattern ?? DEFAULT_TOKEN_PATTERN,
  };
}

/** The option, or its default; anything but true and false is refused. */
export function flag(where: string, name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value !== 'boolean') failType(where, name, 'be true or false', value);
  return value;
}

function checkChoice(
  where: string,
  name: string,
  value: unknown,
  choices: readonly (string | null)[],
): void {
  if (choices.includes(value as string)) return;
  const words = choices.map((choice) => (choice === null ? 'null' : `'${choice}'`));
  const known = choices.filter((choice) => choice !== null);
  const near = typeof value === 'string' ? nearest(value, known) : undefined;
  fail(where, name, `be one of ${words.join(', ')}`, value, near && `did you mean '${near}'?`);
}

function checkNgram(where: string, ngram: unknown): void {
  if (!Array.isArray(ngram) || ngram.length !== 2)
    failType(where, 'ngram', 'be two integers [least, most]', ngram);
  const [least, most] = ngram as unknown[];
  if (!(Number.isInteger(least) && (least as number) >= 1))
    fail(where, 'ngram[0]', 'be an integer >= 1', least);
  if (!(Number.isInteger(most) && (most as number) >= (least as number)))
    fail(where, 'ngram[1]', `be an integer >= ngram[0] = ${least}`, most);
}

function checkWordOptions(where: string, options: TextOptions): void {
  const { analyzer = 'word', stopWords, tokenPattern } = options;
  for (const name of ['stopWords', 'tokenPattern'] as const)
    if (options[name] !== undefined && analyzer !== 'word')
      fail(where, name, `be left out unless analyzer is 'word'`, analyzer);
  if (stopWords !== undefined) {
    if (!Array.isArray(stopWords)) failType(where, 'stopWords', 'be an array of words', stopWords);
    const odd = stopWords.findIndex((word) => typeof word !== 'string');
    if (odd >= 0) failType(where, `stopWords[${odd}]`, 'be a string', stopWords[odd]);
  }
  if (tokenPattern === undefined) return;
  if (!(tokenPattern instanceof RegExp))
    failType(where, 'tokenPattern', 'be a RegExp', tokenPattern);
  checkTokenPattern(where, tokenPattern);
}
