import { count, number } from '../format.ts';
import type { Html } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { classMeasures, numberMeasures, survivalConcordance } from '../outcomeScore.ts';
import { tile } from './tile.ts';

/** How well the model does out of fold, in the measure of its kind. */
export function outcomeTile({ outcome, model, rows }: ReportInput): Html {
  const isNormal = model.family?.name === 'multigaussian';
  const share = isNormal ? 'R²' : 'deviance explained';
  const inSample = `${share} in sample ${number(model.devianceRatio, 3)}`;
  switch (outcome?.kind) {
    case 'classes': {
      const { accuracy, auc } = classMeasures(outcome);
      const area = auc === undefined ? '' : `area under the ROC curve ${number(auc, 3)}; `;
      const tested = outcome.labels.length;
      return tile(
        'Accuracy out of fold',
        number(accuracy, 3),
        area + testedOf(tested, rows, inSample),
      );
    }
    case 'survival': {
      const tested = testedOf(outcome.time.length, rows, inSample);
      return tile('Concordance out of fold', number(survivalConcordance(outcome), 3), tested);
    }
    case 'numbers': {
      const tested = testedOf(outcome.observed.length, rows, inSample);
      const { explained, meanAbsolute } = numberMeasures(outcome, model.family ?? NORMAL);
      return explained === undefined
        ? tile('Mean absolute error', number(meanAbsolute, 3), `out of fold; ${tested}`)
        : tile('Deviance explained', number(explained, 3), `out of fold; ${tested}`);
    }
    default:
      return tile(
        isNormal ? 'R²' : 'Deviance explained',
        number(model.devianceRatio, 3),
        'in sample',
      );
  }
}

const NORMAL = { name: 'gaussian' } as const;

function testedOf(tested: number, rows: number, inSample: string): string {
  return tested < rows ? `${inSample}; ${count(tested)} of ${count(rows)} rows tested` : inSample;
}
