/** Settings of vectorizers as plain data and back. */
import { failType } from '../../check.ts';
import { DEFAULT_TOKEN_PATTERN } from './tokens.ts';

/** Options as JSON holds them: no infinite limits, the pattern as its source and flags. */
export function settingsToJSON(settings: object): Record<string, unknown> {
  const entries = Object.entries(settings)
    .filter(([, value]) => value !== Infinity && value !== DEFAULT_TOKEN_PATTERN)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => [key, value instanceof RegExp ? patternToJSON(value) : value]);
  return Object.fromEntries(entries);
}

/** The options again, to be checked like any others. */
export function optionsOfJSON(where: string, json: unknown): Record<string, unknown> {
  if (typeof json !== 'object' || json === null) failType(where, 'options', 'be an object', json);
  const { tokenPattern, ...rest } = json as Record<string, unknown>;
  return tokenPattern === undefined
    ? rest
    : { ...rest, tokenPattern: readPattern(where, tokenPattern) };
}

function patternToJSON({ source, flags }: RegExp): { source: string; flags: string } {
  return { source, flags };
}

function readPattern(where: string, json: unknown): RegExp {
  const { source, flags } = json as { source: unknown; flags: unknown };
  if (typeof source !== 'string' || typeof flags !== 'string')
    failType(where, 'tokenPattern', 'hold source and flags of a RegExp', json);
  return new RegExp(source, flags);
}
