/** Tables of predictions that are no single number: classes, survival, several responses. */
import { count, number } from '../format.ts';
import { type Html, html, nothing } from '../html.ts';
import type { ReportInput } from '../input.ts';
import type { ClassOutcome, NumberOutcome, Outcome, SurvivalOutcome } from '../outcome.ts';
import { classMeasures, survivalConcordance } from '../outcomeScore.ts';
import { scoreOf } from '../score.ts';
import { type Thirds, thirdsByRisk } from '../thirdsByRisk.ts';
import { dataTable } from './dataTable.ts';

type Several = Exclude<Outcome, NumberOutcome>;

export function outcomeTables(outcome: Several, { rows }: ReportInput): Html[] {
  switch (outcome.kind) {
    case 'classes':
      return classTables(outcome, rows);
    case 'survival':
      return survivalTable(outcome, rows);
    case 'responses':
      return [responseTable(outcome.each)];
  }
}

function classTables(outcome: ClassOutcome, rows: number): Html[] {
  const { accuracy, auc, logLoss, brier, confusion, calibration } = classMeasures(outcome);
  const names = outcome.classes.map(String);
  const measures = [
    `accuracy ${number(accuracy, 3)}`,
    ...(auc === undefined ? [] : [`area under the ROC curve ${number(auc, 3)}`]),
    ...(logLoss === undefined ? [] : [`log loss ${number(logLoss, 3)}`]),
    ...(brier === undefined ? [] : [`Brier score ${number(brier, 3)}`]),
  ];
  const words = html`<p>${count(outcome.labels.length)} of ${count(rows)} rows, each predicted by a
model that was fitted without it: ${measures.join(', ')}.</p>`;
  const cells = names.map((name, k) => [
    name,
    ...Array.from(confusion.counts.row(k), (n) => number(n)),
  ]);
  const table = dataTable(
    'Observed class in rows, predicted class in columns.',
    ['Observed', ...names],
    cells,
  );
  return [words, table, calibration ? calibrationTable(calibration, names[1]!) : nothing];
}

type Calibration = NonNullable<ReturnType<typeof classMeasures>['calibration']>;

function calibrationTable({ bins, slope }: Calibration, name: string): Html {
  const caption = `Calibration: what came true of the probabilities of ${name}.`;
  const head = ['Rows', 'Mean probability', `Share of ${name}`];
  const cells = bins.map(({ count: weight, meanPredicted, observed }) => [
    number(weight),
    number(meanPredicted, 3),
    number(observed, 3),
  ]);
  const words = Number.isFinite(slope)
    ? html`<p>The slope of the log odds is ${number(slope, 3)}; below 1 the probabilities are too
extreme, above 1 too timid.</p>`
    : nothing;
  return html`${dataTable(caption, head, cells)}${words}`;
}

function survivalTable(outcome: SurvivalOutcome, rows: number): Html[] {
  const share = number(survivalConcordance(outcome), 3);
  const words = html`<p>${count(outcome.time.length)} of ${count(rows)} rows, the hazard of each
predicted by a model that was fitted without it. In a share of
${share} of the comparable pairs the row with the higher hazard has its event first (concordance;
½ is chance).</p>`;
  const head = ['Predicted hazard', 'Rows', 'Events', 'Events per unit of time'];
  const cells = thirdsByRisk(outcome).map(({ name, rows: size, events, rate }: Thirds) => [
    name,
    count(size),
    count(events),
    number(rate, 3),
  ]);
  return [words, dataTable('Thirds of the rows by predicted hazard.', head, cells)];
}

function responseTable(each: readonly NumberOutcome[]): Html {
  const cells = each.map((one) => {
    const score = scoreOf(one);
    const unknown = Number.NaN;
    return [
      one.name ?? '',
      number(score?.rSquared ?? unknown, 3),
      number(score?.rootMeanSquare ?? unknown),
    ];
  });
  const head = ['Response', 'R²', 'Root mean square error'];
  return dataTable('Each row predicted by a model that was fitted without it.', head, cells);
}
