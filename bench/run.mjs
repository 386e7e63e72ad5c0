/** The benchmark: cases × subjects × judge. See README.md. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { hasData } from './dataset/prepare.mjs';
import { describeMachine } from './machine.mjs';
import { measureCase } from './measure.mjs';
import { help, readOptions } from './options.mjs';
import { formatCase } from './print.mjs';

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {string} text */
const log = (text) => process.stderr.write(`${text}\n`);

/** @param {Options} options */
function list({ cases, subjects }) {
  const described = cases.map(({ name, title }) => `  ${name.padEnd(20)}${title}`);
  const found = subjects.map((subject) => {
    return `  ${subject.name.padEnd(20)}${subject.find() ? 'installed' : 'not installed'}`;
  });
  return ['cases', ...described, 'subjects', ...found].join('\n');
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

/** @param {Options} options */
async function measure(options) {
  const { cases, repeats, budget, json } = options;
  const machine = describeMachine();
  if (machine.loadAtStart > 0.5) {
    log(`the machine is busy (load ${machine.loadAtStart.toFixed(1)}): trust ratios, not times`);
  }
  const subjects = options.subjects.flatMap((subject) => {
    const start = subject.find();
    if (start === undefined) log(`${subject.name} is not installed, see bench/README.md`);
    return start === undefined ? [] : [{ ...subject, find: () => start }];
  });
  const versions = {};
  const results = [];
  for (const benchmark of cases) {
    if (!hasData(benchmark)) {
      log(`${benchmark.name}: no data here, see bench/README.md`);
      continue;
    }
    const { versions: used, ...result } = await measureCase(benchmark, subjects, {
      repeats,
      budget,
      log,
    });
    Object.assign(versions, used);
    const dated = { ...result, date: new Date().toISOString() };
    results.push(dated);
    store(benchmark.name, { machine, versions: used, cases: [dated] });
    if (!json) console.log(formatCase(result));
  }
  return { machine, versions, cases: results };
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
  const ours = report.cases.flatMap(({ subjects }) => subjects.filter((row) => row.ours));
  if (ours.some(({ accepted }) => !accepted)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  log(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}
