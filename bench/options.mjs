import { parseArgs } from 'node:util';
import { suites } from './suites.mjs';

export const help = `node bench/run.mjs [options]

  --case NAME       measure this case; repeat for several (default: all). The first words of
                    names, such as W1 or sgemm-nn, stand for all cases that begin with them
  --suite NAME      measure all cases of the suite: ${suites.map(({ name }) => name).join(', ')}
  --subjects A,B    measure these subjects (default: all installed)
  --repeats N       interleaved samples per subject (default: 5)
  --budget S        give up a fit after S seconds of CPU time (default: 120)
  --quick           the same as --budget 20: leaves out what takes a peer longer
  --json            print one JSON object on standard output, progress on standard error
  --list            print cases and subjects
  --help            print this text`;

const known = /** @type {const} */ ({
  case: { type: 'string', multiple: true },
  suite: { type: 'string' },
  subjects: { type: 'string' },
  repeats: { type: 'string', default: '5' },
  budget: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});

/** @typedef {{ name: string }} Item */

/**
 * Checks names against what there is: an unknown one is an error that lists the known ones.
 * @param {string} option
 * @param {readonly Item[]} all
 * @param {readonly string[] | undefined} names
 * @param {(item: Item, name: string) => boolean} fits
 * @returns {(item: Item) => boolean} whether an item is asked for
 */
function chosen(option, all, names, fits) {
  for (const name of names ?? []) {
    if (all.some((item) => fits(item, name))) continue;
    const list = [...new Set(all.map((item) => item.name))].join(', ');
    throw new RangeError(`bench: --${option} must be one of ${list}, got ${name}`);
  }
  return (item) => names === undefined || names.some((name) => fits(item, name));
}

/** @param {Item} item @param {string} name */
const isNamed = (item, name) => item.name === name;

/**
 * The case of that name or, if none is called so, those whose names begin with it.
 * @param {readonly Item[]} all
 */
function isOrBegins(all) {
  const whole = new Set(all.map(({ name }) => name));
  return (/** @type {Item} */ item, /** @type {string} */ name) => {
    return whole.has(name) ? item.name === name : item.name.startsWith(`${name}-`);
  };
}

/**
 * The suites with the cases and subjects that are asked for, without those of which none is.
 * @param {string | undefined} suite
 * @param {string[] | undefined} caseNames
 * @param {string[] | undefined} subjectNames
 */
function choose(suite, caseNames, subjectNames) {
  const isSuite = chosen('suite', suites, suite === undefined ? undefined : [suite], isNamed);
  const within = suites.filter(isSuite);
  const every = (/** @type {'cases' | 'subjects'} */ part) => {
    return within.flatMap((each) => /** @type {readonly Item[]} */ (each[part]));
  };
  const cases = every('cases');
  const isCase = chosen('case', cases, caseNames, isOrBegins(cases));
  const isSubject = chosen('subjects', every('subjects'), subjectNames, isNamed);
  return within
    .map((each) => ({
      ...each,
      cases: each.cases.filter(isCase),
      subjects: each.subjects.filter(isSubject),
    }))
    .filter(({ cases }) => cases.length > 0);
}

/**
 * @param {string} option
 * @param {string} text
 */
function positive(option, text) {
  const value = Number(text);
  if (value > 0) return value;
  throw new RangeError(`bench: --${option} must be a number > 0, got ${text}`);
}

/** @param {string[]} args of the command line, without node and script */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: known });
  const { json, list, quick } = values;
  return {
    suites: choose(values.suite, values.case, values.subjects?.split(',')),
    repeats: positive('repeats', values.repeats),
    budget: positive('budget', values.budget ?? (quick ? '20' : '120')),
    json,
    list,
    help: values.help,
  };
}
