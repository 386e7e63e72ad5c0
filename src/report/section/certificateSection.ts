import { count, number } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { certificateSvg } from '../plot/certificateSvg.ts';
import { certificateWords, gapNoun } from '../words.ts';
import { figure } from './figure.ts';
import { section } from './section.ts';

export async function certificateSection(input: ReportInput): Promise<Html> {
  const { worstCertificate: worst } = input;
  const unit =
    worst.kind === 'duality-gap'
      ? 'the null loss, the loss of the model\nwithout features'
      : 'the largest gradient of\nthe model without features';
  const what = html`<p>A certificate is a number that proves how close a fit is to the best possible
one. ${certificateWords(worst.kind)} It needs only the data and the coefficients, so anyone can
recompute it without the solver. Below it is divided by ${unit}.</p>`;
  const caption = html`Fits on all rows, along λ. ${verdict(input)}`;
  const drawing = await figure(certificateSvg, input, caption);
  return section('certificates', 'Certificates', what, drawing);
}

/** Over every fit, those inside the folds included. */
function verdict({ worstCertificate: worst, fits }: ReportInput): Html {
  const noun = gapNoun(worst.kind);
  const largest = `${number(worst.relative, 2)}, at λ ${number(worst.lambda)}`;
  if (fits.failed === 0)
    return html`All ${count(fits.total)} fits, folds included, reached the tolerance of
${number(worst.tol)}; the largest ${noun} is ${largest}.`;
  const advice = worst.advice ? ` ${worst.advice}` : '';
  return html`<strong class="counter">${count(fits.failed)} of ${count(fits.total)} fits, folds
included, missed the tolerance of ${number(worst.tol)}</strong>; the largest ${noun} is
${largest}.${advice}`;
}
