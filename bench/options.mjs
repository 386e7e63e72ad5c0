import { parseArgs } from 'node:util';
import { suite } from './cases/case.mjs';
import { cases } from './cases/index.mjs';
import { subjects } from './subjects/index.mjs';

export const help = `node bench/run.mjs [options]

  --case NAME       measure this case; repeat for several (default: all)
  --suite linear    measure all cases of the suite
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

/**
 * The items of those names; an unknown name is an error that lists the known ones.
 * @template {{ name: string }} T
 * @param {string} option
 * @param {readonly T[]} all
 * @param {readonly string[] | undefined} names
 */
function choose(option, all, names) {
  if (names === undefined) return all;
  return names.map((name) => {
    const found = all.find((item) => item.name === name);
    if (found) return found;
    const list = all.map((item) => item.name).join(', ');
    throw new RangeError(`bench: --${option} must be one of ${list}, got ${name}`);
  });
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
  if (values.suite !== undefined && values.suite !== suite) {
    throw new RangeError(`bench: --suite must be ${suite}, got ${values.suite}`);
  }
  const { json, list, quick } = values;
  return {
    cases: choose('case', cases, values.case),
    subjects: choose('subjects', subjects, values.subjects?.split(',')),
    repeats: positive('repeats', values.repeats),
    budget: positive('budget', values.budget ?? (quick ? '20' : '120')),
    json,
    list,
    help: values.help,
  };
}
