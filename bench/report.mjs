/**
 * Writes docs/benchmarks.md from what run.mjs, scale.mjs, memory.mjs and wall.mjs measured:
 * `node bench/report.mjs [file.json …]`, default everything in bench/results. Of a case that is in
 * several files the last one counts.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cases } from './cases/index.mjs';
import { cases as networkCases } from './networks/cases/index.mjs';
import { page } from './report/page.mjs';
import { writePlots } from './report/plots.mjs';

const results = new URL('./results/', import.meta.url);
const docs = new URL('../docs/', import.meta.url);

/** @param {URL | string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {string} name */
const optional = (name) => {
  const file = new URL(name, results);
  return existsSync(file) ? readJson(file) : undefined;
};

/** @param {string[]} files */
function readCases(files) {
  const stored = existsSync(results)
    ? readdirSync(results).filter((name) => /^(?!scaling|memory|wall).*\.json$/.test(name))
    : [];
  const paths = files.length > 0 ? files : stored.map((name) => new URL(name, results));
  return paths.map(readJson);
}

/** @param {string[]} files */
function measured(files) {
  const reports = readCases(files);
  if (reports.length === 0) throw new Error('bench: nothing in bench/results, run bench/run.mjs');
  const found = new Map(
    reports.flatMap((report) => {
      return report.cases.map((/** @type {{ name: string }} */ result) => [result.name, result]);
    }),
  );
  const machines = reports.map(({ machine }) => machine);
  machines.sort((a, b) => a.date.localeCompare(b.date));
  return {
    machine: machines.at(-1),
    dates: machines.map(({ date }) => date),
    load: Math.max(...machines.map(({ loadAtStart }) => loadAtStart)),
    versions: Object.assign({}, ...reports.map(({ versions }) => versions)),
    cases: cases.flatMap(({ name }) => found.get(name) ?? []),
    networks: networkCases.flatMap(({ name }) => found.get(name) ?? []),
    missing: [...cases, ...networkCases].flatMap(({ name }) => (found.has(name) ? [] : [name])),
    scaling: optional('scaling.json'),
    memory: optional('memory.json'),
    wall: optional('wall.json'),
  };
}

const data = measured(process.argv.slice(2));
mkdirSync(new URL('benchmarks/', docs), { recursive: true });
writeFileSync(new URL('benchmarks.md', docs), page(data));
if (data.scaling) await writePlots(data.scaling, new URL('benchmarks/', docs));
