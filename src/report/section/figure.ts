import type { Html } from '../html.ts';
import { html, trusted } from '../html.ts';
import type { ReportInput } from '../input.ts';
import type { PlotSize } from '../plot/frame.ts';

/**
 * A plot in both sizes, of which the page shows the one that fits. The hidden one is hidden from
 * screen readers too.
 */
export async function figure(
  draw: (input: ReportInput, size: PlotSize) => Promise<string>,
  input: ReportInput,
  caption: Html,
): Promise<Html> {
  const [wide, narrow] = [await draw(input, 'wide'), await draw(input, 'narrow')];
  return html`<figure>
<div class="wide">${trusted(wide)}</div>
<div class="narrow">${trusted(narrow)}</div>
<figcaption>${caption}</figcaption>
</figure>`;
}
