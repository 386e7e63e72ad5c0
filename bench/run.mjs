/** The benchmark: cases × subjects × judge. See README.md. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { describeMachine } from './machine.mjs';
import { help, readOptions } from './options.mjs';

/**
 * @typedef {ReturnType<typeof readOptions>} Options
 * @typedef {import('./suites.mjs').Suite} Suite
 */

/** @param {string} text */
const log = (text) => process.stderr.write(`${text}\n`);

/** @param {Options} options */
function list({ suites }) {
  const parts = suites.map(({ name: suite, cases, subjects }) => {
    const described = cases.map(({ name, title }) => `  ${name.padEnd(24)}${title}`);
    const found = subjects.map((subject) => {
      return `  ${subject.name.padEnd(24)}${subject.find() ? 'installed' : 'not installed'}`;
    });
    return [`${suite}: cases`, ...described, `${suite}: subjects`, ...found].join('\n');
  });
  return parts.join('\n');
}

/**
 * @param {string} name
 * @param {object} value
 */
function store(name, value) {
  const folder = new URL('./results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value, null, 1)}\n`);
}

/**
 * Those that are installed, with how to start them.
 * @param {Suite} suite
 */
function installed({ subjects }) {
  return subjects.flatMap((subject) => {
    const start = subject.find();
    if (start === undefined) log(`${subject.name} is not installed, see bench/README.md`);
    return start === undefined ? [] : [{ ...subject, find: () => start }];
  });
}

/**
 * @param {Suite} suite
 * @param {Options} options
 * @param {ReturnType<typeof describeMachine>} machine
 */
async function measureSuite(suite, { repeats, budget, json }, machine) {
  const subjects = installed(suite);
  const versions = {};
  const results = [];
  for (const benchmark of suite.cases) {
    if (!suite.hasData(benchmark)) {
      log(`${benchmark.name}: no data here, see bench/README.md`);
      continue;
    }
    const settings = { repeats, budget, log };
    const { versions: used, ...result } = await suite.measureCase(benchmark, subjects, settings);
    Object.assign(versions, used);
    const dated = { ...result, date: new Date().toISOString() };
    results.push(dated);
    store(benchmark.name, { machine, versions: used, cases: [dated] });
    if (!json) console.log(suite.formatCase(result));
  }
  return { versions, cases: results };
}

/** @param {Options} options */
async function measure(options) {
  const machine = describeMachine();
  if (machine.loadAtStart > 0.5) {
    log(`the machine is busy (load ${machine.loadAtStart.toFixed(1)}): trust ratios, not times`);
  }
  const report = { machine, versions: {}, cases: /** @type {any[]} */ ([]) };
  for (const suite of options.suites) {
    const { versions, cases } = await measureSuite(suite, options, machine);
    Object.assign(report.versions, versions);
    report.cases.push(...cases);
  }
  return report;
}

/** Exit code 1 if the judge rejects a result of ours. */
async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help || options.list) {
    console.log(options.help ? help : list(options));
    return;
  }
  const report = await measure(options);
  if (options.json) console.log(JSON.stringify(report));
  const ours = report.cases.flatMap(({ subjects }) => {
    return subjects.filter((/** @type {{ ours: boolean }} */ row) => row.ours);
  });
  if (ours.some(({ accepted }) => !accepted)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  log(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}
