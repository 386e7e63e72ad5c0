// Thumbs up or down? Film reviews as tf-idf of words and pairs of words; vocabulary and weights are
// learned inside each of the ten published folds. Ridge and lasso on the same folds.
import { crossValidate, LogisticRegression, recipe, TfidfVectorizer } from 'tikhonov';
import { publicData } from './support/publicData.mjs';
import { readRecords } from './support/records.mjs';
import { printCost, printFit, printScore } from './support/report.mjs';

const records = await readRecords(publicData('movie_reviews'));
const texts = records.map(({ text }) => text);
const labels = records.map(({ label }) => label);
const tfidf = new TfidfVectorizer({ ngram: [1, 2], minDf: 2, sublinearTf: true });
const folds = Int32Array.from(records, ({ fold }) => Number(fold));
const options = { folds, l1Ratios: [0, 1], lambdas: [5e-4, 1e-4, 2e-5], measure: 'class' };
const estimator = new LogisticRegression({ standardize: false });
const result = await crossValidate(estimator, recipe(texts, tfidf), labels, options);
console.log(`reviews: ${records.length} rows × ${result.model.featureNames.length}`);
for (const { l1Ratio, mean, se, minIndex, df } of result.curves) {
  const score = { mean: 1 - mean[minIndex], se: se[minIndex] };
  if (l1Ratio === 0) printScore('accuracy, ridge', score, 0.8825);
  else printScore(`accuracy, lasso of ${df[minIndex]} terms`, score);
}
printFit(result);
printCost();
