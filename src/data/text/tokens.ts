/** Words of a document. */
import { fail } from '../../check.ts';

/** Runs of two or more letters, digits (of any script) and underscores. */
export const DEFAULT_TOKEN_PATTERN = /[\p{L}\p{N}_][\p{L}\p{N}_]+/gu;

/** What decides on the words. */
export interface TokenSettings {
  readonly lowercase: boolean;
  readonly stopWords: readonly string[];
  readonly tokenPattern: RegExp;
}

/**
 * A function from a document to its words in order: lower case if asked for, every match of the
 * pattern (or of its one group) that is not empty, without stop words.
 */
export function tokenizer(settings: TokenSettings): (document: string) => string[] {
  const { lowercase, stopWords, tokenPattern } = settings;
  const match = matcher(tokenPattern);
  const stopped = new Set(stopWords);
  const kept = (token: string) => token !== '' && !stopped.has(token);
  return (document) => match(lowercase ? document.toLowerCase() : document).filter(kept);
}

/** A copy of the pattern that finds every match, whatever its flags and state. */
function matcher(pattern: RegExp): (text: string) => string[] {
  const { source } = pattern;
  const flags = `${pattern.flags.replace(/[gy]/g, '')}g`;
  const every = new RegExp(source, flags);
  if (groupsOf(pattern) === 0) return (text) => text.match(every) ?? [];
  return (text) => Array.from(text.matchAll(every), (match) => match[1] ?? '');
}

/** Refuse what is not a pattern with at most one group. */
export function checkTokenPattern(where: string, pattern: RegExp): void {
  const groups = groupsOf(pattern);
  if (groups > 1) fail(where, 'tokenPattern', 'have at most one capturing group', groups);
}

/** An empty alternative always matches, and the match lists all groups. */
function groupsOf(pattern: RegExp): number {
  return new RegExp(`${pattern.source}|`, pattern.flags.replace(/[gy]/g, '')).exec('')!.length - 1;
}
