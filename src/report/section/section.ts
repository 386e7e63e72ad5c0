import { type Html, html } from '../html.ts';
import type { ReportInput } from '../input.ts';

/** A part of the page: draws what it knows from the input. Order and list are in index.ts. */
export type Section = (input: ReportInput) => Html | Promise<Html>;

/** A section with its heading; `id` is unique in the page. */
export function section(id: string, heading: string, ...content: Html[]): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${content}
</section>
`;
}
