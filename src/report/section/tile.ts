import { type Html, html } from '../html.ts';

/** One number of the headline with its name and a detail. */
export function tile(name: string, value: string, detail: string, tone = ''): Html {
  return html`<div class="${tone}"><dt>${name}</dt>
<dd><strong>${value}</strong><span>${detail}</span></dd></div>
`;
}
