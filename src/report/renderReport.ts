import { featureCount } from './featureCount.ts';
import { countOf } from './format.ts';
import { type Html, html, trusted } from './html.ts';
import type { ReportInput } from './input.ts';
import { type CVResultLike, type ReportOptions, reportInput } from './reportInput.ts';
import { SECTIONS } from './section/index.ts';
import { STYLE } from './style.ts';
import { familyText, MEASURE_NAMES, penaltyOf, ruleOf } from './words.ts';

/**
 * A cross-validation as one HTML page: headline numbers, coefficient paths, the curve with both
 * choices of λ, coefficients, predictions out of fold, certificates, settings.
 *
 * The page needs no network and no script (it forbids itself both), follows the light or dark
 * scheme of its reader and prints. All texts are escaped. The same input gives the same bytes.
 * At most 200 coefficient paths and 200 rows of the table are shown, and it says so.
 *
 * @param cv result of `crossValidate`; read, not kept.
 * @param options.y the n observed targets. X (n × p), where given, is read for the spread of its
 * columns alone.
 * @throws TypeError for an unknown option or a missing y; RangeError where lengths do not fit.
 * @example
 * const page = await renderReport(cv, { y, X, target: 'progression', dataName: 'diabetes.csv' });
 */
export async function renderReport(cv: CVResultLike, options: ReportOptions): Promise<string> {
  const input = reportInput(cv, options);
  const sections: Html[] = [];
  for (const section of SECTIONS) sections.push(await section(input));
  return page(input, sections).markup;
}

/** `default-src 'none'` makes the browser itself refuse scripts and every request. */
function page({ about, ...rest }: ReportInput, sections: readonly Html[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${about.title}</title>
<style>
${trusted(STYLE)}
</style>
</head>
<body>
<header>
<h1>${about.title}</h1>
<p>${summary({ about, ...rest })}</p>
</header>
<main>
${sections}</main>
<footer>Made with tikhonov.</footer>
</body>
</html>
`;
}

function summary({ about, model, choice, rows, folds }: ReportInput): string {
  const data = `${countOf(rows, 'row')} and ${countOf(featureCount(model), 'feature')}`;
  const error = MEASURE_NAMES[choice.measure];
  const { family } = model;
  const kind = family ? `generalized linear model (${familyText(family)})` : 'linear model';
  return (
    `A ${kind} of ${about.target} with a ${penaltyOf(choice)} penalty, fitted to ` +
    `${data} of ${about.dataName}. Its strength was chosen by ${countOf(folds, 'fold')} of ` +
    `cross-validation: ${ruleOf(choice)}, by ${error}.`
  );
}
