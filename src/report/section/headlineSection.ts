import { featureCount, keptCount } from '../featureCount.ts';
import { count, countOf, number, withError } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { type Score, scoreOf } from '../score.ts';
import { isScore, MEASURE_NAMES, penaltyOf, ruleOf } from '../words.ts';
import { outcomeTile } from './outcomeTile.ts';
import { tile } from './tile.ts';

/** The numbers that a reader wants first. */
export function headlineSection(input: ReportInput): Html {
  const score = input.outcome ? undefined : scoreOf(input.outOfFold);
  const tiles = [
    errorTile(input, score),
    input.outcome || input.model.family ? outcomeTile(input) : rSquaredTile(input, score),
    ...choiceTiles(input),
    survivorsTile(input),
    certificateTile(input),
  ];
  return html`<section aria-label="Headline numbers">
<dl class="headline">
${tiles}</dl>
</section>
`;
}

function errorTile({ curve, choice, folds }: ReportInput, score: Score | undefined): Html {
  const l = curve.lambdas.indexOf(choice.lambda);
  const error = withError(curve.mean[l] ?? Number.NaN, curve.se[l] ?? Number.NaN);
  const root = score ? `; root mean square ${number(score.rootMeanSquare)}` : '';
  const detail = `${MEASURE_NAMES[choice.measure]} over ${countOf(folds, 'fold')}${root}`;
  const name = isScore(choice.measure) ? 'score' : 'error';
  return tile(`Cross-validated ${name}`, error, detail);
}

function rSquaredTile({ model, rows }: ReportInput, score: Score | undefined): Html {
  const inSample = `in sample ${number(model.devianceRatio, 3)}`;
  if (!score) return tile('R²', number(model.devianceRatio, 3), 'in sample; none out of fold');
  const tested = score.rows < rows ? `; ${count(score.rows)} of ${count(rows)} rows tested` : '';
  return tile('R² out of fold', number(score.rSquared, 3), inSample + tested);
}

function choiceTiles({ choice }: ReportInput): Html[] {
  return [
    tile('λ, strength', number(choice.lambda), ruleOf(choice)),
    choice.penalty === undefined
      ? tile('l1Ratio, share of L1', number(choice.l1Ratio), penaltyOf(choice))
      : tile('Penalty', penaltyOf(choice), `l1Ratio ${number(choice.l1Ratio)}`),
  ];
}

function survivorsTile({ model }: ReportInput): Html {
  const kept = keptCount(model);
  const all = featureCount(model);
  const detail = kept === all ? 'no coefficient is zero' : `${count(all - kept)} dropped`;
  return tile('Features kept', `${count(kept)} of ${count(all)}`, detail);
}

function certificateTile({ worstCertificate: worst, fits }: ReportInput): Html {
  const detail =
    fits.failed === 0
      ? `all ${count(fits.total)} fits within ${number(worst.tol)}`
      : `${count(fits.failed)} of ${count(fits.total)} fits above ${number(worst.tol)}`;
  const tone = fits.failed === 0 ? '' : 'missed';
  return tile('Worst certificate', number(worst.relative, 2), detail, tone);
}
