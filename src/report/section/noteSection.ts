import { type Html, html, nothing } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { section } from './section.ts';

/** What was noticed about the data; no section where there was nothing. */
export function noteSection({ notes }: ReportInput): Html {
  if (notes.length === 0) return nothing;
  const items = notes.map(
    (note) => html`<li>${note}</li>
`,
  );
  return section(
    'notes',
    'Notes',
    html`<ul>
${items}</ul>`,
  );
}
