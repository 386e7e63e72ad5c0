// When was it made? The year of an artwork from artist, title and medium. Folds of random rows know
// the artists of their test rows; folds that keep artists together tell what a new one would get.
import { crossValidate, Ridge, recipe, TfidfVectorizer } from 'tikhonov';
import { publicData } from './support/publicData.mjs';
import { readRecords } from './support/records.mjs';
import { printCost, printFit, printScore } from './support/report.mjs';

const works = await readRecords(publicData('tate_artworks'));
const groups = works.map((work) => work.artist);
const texts = works.map(({ artist, title, medium }) => `${artist} ${title} ${medium}`);
const words = recipe(texts, new TfidfVectorizer());
const years = works.map((work) => Number(work.year));
const ridge = new Ridge({ standardize: false });
const lambdas = [3e-2, 1e-2, 3e-3, 1e-3, 5e-4, 2e-4];
for (const [name, folds, baseline] of [
  ['random folds', 5, 0.3974],
  ['folds by artist', { kind: 'group', k: 5, groups }, -0.0313],
]) {
  const options = { folds, lambdas, measure: 'r2', seed: 1 };
  const result = await crossValidate(ridge, words, years, options);
  const { mean, se, minIndex } = result.curve;
  printScore(`R², ${name}`, { mean: mean[minIndex], se: se[minIndex] }, baseline);
  printFit(result);
}
printCost();
