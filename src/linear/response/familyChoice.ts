/** How users name a family, and the family that results for their response. */
import { checkKeys, fail, failType, nearest } from '../../check.ts';
import type { Family, FamilyName } from '../../datafit/family.ts';
import * as families from '../../datafit/index.ts';

export type { FamilyName as FamilyWord } from '../../datafit/family.ts';

/** Families by name; those with a parameter also as an object. */
export type FamilyChoice =
  | FamilyName
  | { readonly name: 'tweedie'; readonly power?: number }
  | { readonly name: 'negativeBinomial'; readonly theta?: number }
  | { readonly name: 'quantile'; readonly tau?: number }
  | { readonly name: 'huber'; readonly delta?: number }
  | { readonly name: 'cox'; readonly ties?: 'breslow' | 'efron' };

const FAMILIES = { ...families };
const WORDS = Object.keys(FAMILIES) as FamilyName[];

/** A checked choice: one name and its parameters. */
export interface FamilySpec {
  readonly name: FamilyName;
  readonly power?: number;
  readonly theta?: number;
  readonly tau?: number;
  readonly delta?: number;
  readonly ties?: 'breslow' | 'efron';
}

const PARAMETERS: Partial<Record<FamilyName, keyof FamilySpec>> = {
  tweedie: 'power',
  negativeBinomial: 'theta',
  quantile: 'tau',
  huber: 'delta',
  cox: 'ties',
};

/** One name and its parameters, checked. @throws RangeError or TypeError naming the family. */
export function familySpec(where: string, choice: FamilyChoice): FamilySpec {
  const given: FamilySpec = typeof choice === 'string' ? { name: choice } : choice;
  if (typeof given !== 'object' || given === null || typeof given.name !== 'string')
    failType(where, 'family', "be a name such as 'poisson' or { name, … }", choice);
  if (!WORDS.includes(given.name)) {
    const near = nearest(given.name, WORDS);
    fail(
      where,
      'family',
      `be one of ${WORDS.join(', ')}`,
      given.name,
      near && `did you mean ${near}?`,
    );
  }
  const parameter = PARAMETERS[given.name];
  checkKeys(where, given, parameter ? ['name', parameter] : ['name']);
  // The constructor checks the parameter's range.
  familyOf(given, 2);
  return { ...given };
}

/** The family of a checked choice for a response of `outputs` classes or columns. */
export function familyOf(spec: FamilySpec, outputs: number): Family {
  const { name, power, theta, tau, delta, ties } = spec;
  switch (name) {
    case 'tweedie':
      return families.tweedie(power === undefined ? {} : { power });
    case 'negativeBinomial':
      return families.negativeBinomial(theta === undefined ? {} : { theta });
    case 'quantile':
      return families.quantile(tau === undefined ? {} : { tau });
    case 'huber':
      return families.huber(delta === undefined ? {} : { delta });
    case 'cox':
      return families.cox(ties === undefined ? {} : { ties });
    case 'multinomial':
      return families.multinomial({ classes: outputs });
    case 'multigaussian':
      return families.multigaussian({ outputs });
    default:
      return FAMILIES[name]();
  }
}
