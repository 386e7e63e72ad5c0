/**
 * Writes docs/benchmarks.md from what run.mjs, scale.mjs, memory.mjs and wall.mjs measured:
 * `node bench/report.mjs [file.json …]`, default everything in bench/results. What is not among it
 * comes from docs/benchmarks/measured.json, which the last call wrote.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cases } from './cases/index.mjs';
import { cases as networkCases } from './networks/cases/index.mjs';
import { page } from './report/page.mjs';
import { writePlots } from './report/plots.mjs';
import { print, takeIn } from './report/record.mjs';

const results = new URL('./results/', import.meta.url);
const docs = new URL('../docs/benchmarks/', import.meta.url);
const recordFile = new URL('measured.json', docs);

/** @param {URL | string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {string} name */
const optional = (name) => {
  const file = new URL(`${name}.json`, results);
  return existsSync(file) ? { [name]: readJson(file) } : {};
};

/** @param {string[]} files */
function readReports(files) {
  if (files.length > 0) return files.map(readJson);
  const stored = existsSync(results) ? readdirSync(results) : [];
  const names = stored.filter((name) => /^(?!scaling|memory|wall).*\.json$/.test(name));
  return names.map((name) => readJson(new URL(name, results)));
}

/**
 * Which Node measured each suite.
 * @param {readonly { node?: string }[]} linear
 * @param {readonly { node?: string }[]} networks
 */
function engines(linear, networks) {
  const of = (/** @type {readonly { node?: string }[]} */ found) =>
    [...new Set(found.flatMap(({ node }) => node ?? []))].join(', ');
  return `${of(linear)} for linear models, ${of(networks)} for networks`;
}

/**
 * What the page shows, in the order of the cases.
 * @param {import('./report/record.mjs').Kept} record
 */
function arrange({ machine, versions, cases: kept, scaling, memory, wall }) {
  const found = new Map(kept.map((result) => [result.name, result]));
  const pick = (/** @type {readonly { name: string }[]} */ all) => {
    return all.flatMap(({ name }) => /** @type {any} */ (found.get(name)) ?? []);
  };
  const linear = pick(cases);
  const networks = pick(networkCases);
  return {
    machine,
    dates: kept.map(({ date }) => date).sort(),
    load: Math.max(...kept.map(({ load }) => load)),
    versions: { ...versions, Node: engines(linear, networks) },
    cases: linear,
    networks,
    missing: [...cases, ...networkCases].flatMap(({ name }) => (found.has(name) ? [] : [name])),
    scaling,
    memory,
    wall,
  };
}

const known = existsSync(recordFile) ? readJson(recordFile) : {};
const extent = { ...optional('scaling'), ...optional('memory'), ...optional('wall') };
const record = takeIn({ ...known, ...extent }, readReports(process.argv.slice(2)));
mkdirSync(docs, { recursive: true });
writeFileSync(recordFile, print(record));
writeFileSync(new URL('../benchmarks.md', docs), page(arrange(record)));
if (record.scaling) await writePlots(record.scaling, docs);
