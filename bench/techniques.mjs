/**
 * Which techniques of regularization help, each alone and all together, where rows are few:
 *
 *   node bench/techniques.mjs digits           all of them on one set, kept in bench/results/techniques
 *   node bench/techniques.mjs digits dropout   some of them, beside those that are kept
 *   node bench/techniques.mjs                  docs/techniques.md from all that is kept
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { page } from './techniques/page.mjs';
import { tasks } from './techniques/sets.mjs';
import { compared, summary, tableOf } from './techniques/table.mjs';
import { single, techniques, together } from './techniques/techniques.mjs';
import { splitOf, tried } from './techniques/trial.mjs';

/**
 * @typedef {import('./techniques/table.mjs').Result} Result
 * @typedef {import('./techniques/techniques.mjs').Technique} Technique
 */

const SPLITS = 10;
/** Shares of their own strengths at which techniques are put together. */
const SHARES = [0.125, 0.25, 0.5, 1];

/** @param {import('./techniques/sets.mjs').Task} task */
async function trialsOf(task) {
  const samples = await task.read();
  const splits = Array.from({ length: SPLITS }, (_, k) => splitOf(task, samples, k + 1));
  /** The strength of the best mean score on validation rows. @param {Technique} technique */
  const chosen = async ({ name, settings }) => {
    /** @type {Result | undefined} */
    let best;
    for (const one of settings) {
      const worths = [];
      for (const [k, split] of splits.entries()) worths.push(await tried(task, split, one, k + 1));
      const validation = worths.map((worth) => worth.validation);
      const result = { name, settings: one, validation, test: worths.map(({ test }) => test) };
      if (!best || scoreOf(result) > scoreOf(best)) best = result;
    }
    return /** @type {Result} */ (best);
  };
  return { chosen, isClasses: typeof samples.pool.y[0] === 'string' };
}

const TOGETHER = 'together';
const MEAN_OF_TOGETHER = 'together (mean of 5 seeds)';

/** @param {Result} result */
const scoreOf = ({ validation }) => summary(validation.map(({ score }) => score)).mean;

/**
 * Techniques at their best strengths, one after the other; those of which `kept` has a result may be
 * part of others.
 * @param {import('./techniques/sets.mjs').Task} task
 * @param {(name: string) => boolean} isAsked
 * @param {readonly Result[]} kept
 */
async function* measure(task, isAsked, kept) {
  const { chosen, isClasses } = await trialsOf(task);
  const results = new Map(kept.map((result) => [result.name, result]));
  const order = [...techniques.map(({ name }) => name), TOGETHER, MEAN_OF_TOGETHER];
  for (const name of order.filter(isAsked)) {
    const technique = techniques.find((one) => one.name === name) ?? joint(name, results);
    if (technique.needsClasses && !isClasses) continue;
    results.set(name, await chosen(technique));
    yield { isClasses, results: order.flatMap((one) => results.get(one) ?? []) };
  }
}

/**
 * All techniques together that are better than none on validation rows.
 * @param {string} name
 * @param {ReadonlyMap<string, Result>} results
 * @returns {Technique}
 */
function joint(name, results) {
  const { settings } = results.get(TOGETHER) ?? {};
  if (name === MEAN_OF_TOGETHER) return { name, settings: [{ ...settings, members: 5 }] };
  const none = /** @type {Result} */ (results.get('none'));
  const better = single.flatMap((technique) => {
    const result = results.get(technique.name);
    if (!result) return [];
    const { verdict } = compared(result.validation, none.validation, 'score');
    return verdict === 'better' ? [result.settings] : [];
  });
  return { name, settings: SHARES.map((share) => together(better, share)) };
}

const folder = new URL('./results/techniques/', import.meta.url);
const fileOf = (/** @type {string} */ name) => new URL(`${name}.json`, folder);
const read = (/** @type {string} */ name) =>
  existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), 'utf8')) : { results: [] };

const [name, list] = process.argv.slice(2);
if (name === undefined) {
  const measured = tasks.map((task) => ({ task, ...read(task.name) }));
  const text = page(measured.filter(({ results }) => results.length > 0));
  writeFileSync(new URL('../docs/techniques.md', import.meta.url), text);
} else {
  const task = tasks.find((one) => one.name === name);
  if (!task) throw new RangeError(`techniques: no set ${name}`);
  const names = list?.split(',');
  const isAsked = (/** @type {string} */ one) => !names || names.includes(one);
  mkdirSync(folder, { recursive: true });
  for await (const measured of measure(task, isAsked, names ? read(name).results : [])) {
    writeFileSync(fileOf(name), JSON.stringify(measured));
    process.stderr.write(`${name}: ${measured.results.length} techniques\n`);
  }
  const { results, isClasses } = read(name);
  console.log(tableOf(results, isClasses));
}
