// Thumbs up or down? Film reviews as tf-idf of words and pairs of words; vocabulary and weights are
// learned inside each of the ten published folds. Ridge against lasso.
import { crossValidate, LogisticRegression, recipe, TfidfVectorizer } from 'tikhonov';
import { publicData } from './support/publicData.mjs';
import { readRecords } from './support/records.mjs';
import { accuracyByFold, printCost, printFit, printScore } from './support/report.mjs';

const records = await readRecords(publicData('movie_reviews'));
const labels = records.map(({ label }) => label);
const tfidf = new TfidfVectorizer({ ngram: [1, 2], minDf: 2, sublinearTf: true });
const reviews = recipe(
  records.map(({ text }) => text),
  tfidf,
);
const folds = Int32Array.from(records, ({ fold }) => Number(fold));
const lambdas = [1e-2, 3e-3, 1e-3, 5e-4, 2e-4, 1e-4];
for (const [name, l1Ratio] of Object.entries({ ridge: 0, lasso: 1 })) {
  const estimator = new LogisticRegression({ l1Ratio, standardize: false });
  const result = await crossValidate(estimator, reviews, labels, { folds, lambdas });
  if (name === 'ridge') console.log(`reviews: 2000 rows × ${result.model.featureNames.length}`);
  printScore(`accuracy, ${name}`, accuracyByFold(result, labels), 0.8825);
  printFit(result);
}
printCost();
