/** What every example on public data prints, in one form. */
import { assess } from 'tikhonov';

/**
 * Mean and standard error over the folds of a score of their test rows.
 *
 * @param splits folds as `crossValidate` returns them.
 * @param score of an array of test rows.
 */
export function scoreByFold(splits, score) {
  const values = splits.map(({ test }) => score([...test]));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, se: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** The share of rows whose most probable class, out of fold, is the true one; by fold. */
export function accuracyByFold({ splits, oof, model }, labels) {
  const likeliest = (i) => {
    const p = [...oof.row(i)];
    return model.classes[p.indexOf(Math.max(...p))];
  };
  return scoreByFold(
    splits,
    (rows) => rows.filter((i) => likeliest(i) === labels[i]).length / rows.length,
  );
}

/** The share of predicted labels that are right, with its binomial standard error. */
export function shareRight(predicted, truth) {
  const mean = predicted.filter((label, i) => label === truth[i]).length / truth.length;
  return { mean, se: Math.sqrt((mean * (1 - mean)) / truth.length) };
}

/** One line: 'accuracy 0.9412 ± 0.0210, baseline 0.9300'; the baseline where there is one. */
export function printScore(name, { mean, se }, baseline) {
  const error = se === undefined ? '' : ` ± ${se.toFixed(4)}`;
  const other = baseline === undefined ? '' : `, baseline ${baseline.toFixed(4)}`;
  console.log(`${name} ${mean.toFixed(4)}${error}${other}`);
}

/** Features in use and the worst certificate, of a cross-validation or of `{ model }` alone. */
export function printFit({ model, worstCertificate: worst = model.certificate, fits = ONE }) {
  const of = model.featureNames.length;
  console.log(`features kept ${model.nonzero.length} of ${of}, λ = ${model.lambda.toPrecision(3)}`);
  const relation = worst.ok ? '≤' : '>';
  const missed = fits.failed > 0 ? `, ${fits.failed} missed it` : '';
  const gap = `${worst.relative.toExponential(1)} ${relation} ${worst.tol}`;
  console.log(`worst certificate ${gap} of ${fits.total} fits${missed}`);
}

/** A single fit. */
const ONE = { total: 1, failed: 0 };

/** Processor time since the start of the program, and the most memory it held. */
export function printCost() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  console.log(`${seconds.toFixed(1)} s of processor time, ${Math.round(maxRSS / 1024)} MB`);
}

/** The share of the deviance explained on the test rows of each fold; by fold. */
export function d2ByFold({ splits, oof }, y, family) {
  return scoreByFold(splits, (rows) => {
    const predicted = rows.map((i) => oof.get(i, 0));
    return assess({ y: rows.map((i) => y[i]), predicted, family }).d2;
  });
}
