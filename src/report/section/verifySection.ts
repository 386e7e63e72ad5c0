import { type Html, html } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { section } from './section.ts';

export function verifySection({ about }: ReportInput): Html {
  const command = `tikhonov verify ${quoted(about.modelName)} ${quoted(about.dataName)}`;
  return section(
    'verify',
    'Verify',
    html`<p>This recomputes the certificate of the chosen model from the data and the coefficients,
without the solver, and fails where it does not hold.</p>
<pre><code>${command}</code></pre>`,
  );
}

/** A file name as one word of a shell. */
function quoted(name: string): string {
  return /^[\w./:@%+,-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
