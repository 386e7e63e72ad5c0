/** How a model does, in the measures of its family: for people and for programs. */
import type { FittedModel } from '../linear/fittedModel.ts';
import type { ClassOutcome, NumberOutcome, Outcome } from '../report/outcome.ts';
import {
  type ClassMeasures,
  classMeasures,
  numberMeasures,
  survivalConcordance,
} from '../report/outcomeScore.ts';
import { alignCells, emphasize, shortNumber } from './terminal.ts';

/** Tables of more classes than this are too wide. */
const MOST_CLASSES = 12;

/** Facts of a model; `outcome` is what it predicted out of fold, where there is that. */
export function scoreFacts(model: FittedModel, outcome?: Outcome): string[][] {
  const { family } = model.settings;
  const inSample = `${shortNumber(model.devianceRatio)} in sample`;
  const isNormal = family.name === 'gaussian' || family.name === 'multigaussian';
  const share = isNormal ? 'R²' : 'deviance explained';
  switch (outcome?.kind) {
    case undefined:
      return [[share, inSample]];
    case 'numbers':
      return numberFacts(model, outcome, [share, inSample]);
    case 'classes':
      return [
        ['out of fold', classWords(classMeasures(outcome))],
        [share, inSample],
      ];
    case 'survival':
      return [
        ['concordance', `${shortNumber(survivalConcordance(outcome))} out of fold`],
        [share, inSample],
      ];
    case 'responses': {
      const each = outcome.each.map((one) => `${one.name} ${rSquared(model, one)}`);
      return [
        [share, inSample],
        ['out of fold', each.join(', ')],
      ];
    }
  }
}

function rSquared(model: FittedModel, outcome: NumberOutcome): string {
  return shortNumber(numberMeasures(outcome, model.settings.family).rSquared);
}

function numberFacts(
  model: FittedModel,
  outcome: NumberOutcome,
  [share, inSample]: readonly [string, string],
): string[][] {
  const { family } = model.settings;
  const measures = numberMeasures(outcome, family);
  const explained = family.name === 'gaussian' ? measures.rSquared : measures.explained;
  if (explained !== undefined)
    return [[share, `${shortNumber(explained)} out of fold, ${inSample}`]];
  const error = `${shortNumber(measures.meanAbsolute)} out of fold`;
  const below = `${shortNumber(100 * measures.below)} % of the rows lie below their prediction`;
  const quantile = family.name === 'quantile' ? [['out of fold', below]] : [];
  return [[share, inSample], ['mean abs. error', error], ...quantile];
}

function classWords({ accuracy, auc, logLoss }: ClassMeasures): string {
  const parts = [
    `accuracy ${shortNumber(accuracy)}`,
    ...(auc === undefined ? [] : [`AUC ${shortNumber(auc)}`]),
    ...(logLoss === undefined ? [] : [`log loss ${shortNumber(logLoss)}`]),
  ];
  return parts.join(', ');
}

/** The table of classes out of fold: truth in rows, prediction in columns. */
export function confusionLines(outcome: Outcome | undefined): string[] {
  if (outcome?.kind !== 'classes' || outcome.classes.length > MOST_CLASSES) return [];
  const { labels, counts } = classMeasures(outcome).confusion;
  const names = labels.map(String);
  const rows = names.map((name, k) => [
    name,
    ...Array.from(counts.row(k), (n) => shortNumber(n, 6)),
  ]);
  const right = names.map((_, k) => k + 1);
  const [head, ...lines] = alignCells([['observed \\ predicted', ...names], ...rows], right);
  return [emphasize('bold', head!), ...lines, ''];
}

/** Measures for programs; undefined ones are null. */
export function scoreJson(model: FittedModel, outcome: Outcome | undefined): object {
  const inSample = model.devianceRatio;
  if (!outcome) return { explained: { inSample } };
  switch (outcome.kind) {
    case 'numbers': {
      const {
        explained = null,
        rSquared,
        rootMeanSquare,
        meanAbsolute,
      } = numberMeasures(outcome, model.settings.family);
      return {
        explained: { crossValidated: explained, inSample },
        rSquared,
        rootMeanSquare,
        meanAbsolute,
      };
    }
    case 'classes':
      return { explained: { inSample }, ...classJson(outcome) };
    case 'survival':
      return { explained: { inSample }, concordance: survivalConcordance(outcome) };
    case 'responses':
      return {
        explained: { inSample },
        rSquared: outcome.each.map((one) => numberMeasures(one, model.settings.family).rSquared),
      };
  }
}

function classJson(outcome: ClassOutcome): object {
  const { accuracy, auc, logLoss, brier, confusion } = classMeasures(outcome);
  return {
    accuracy,
    auc: auc ?? null,
    logLoss: logLoss ?? null,
    brier: brier ?? null,
    confusion: { classes: confusion.labels, counts: confusion.counts.toArrays() },
  };
}
