/** Markup that is already safe to put into the page. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag: strings are escaped, `Html` is inserted as it is; numbers are formatted first. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const pieces = strings.map((text, k) => text + (k < parts.length ? markupOf(parts[k]!) : ''));
  return { markup: pieces.join('') };
}

/** Markup made by this package (a drawn SVG, a style sheet), not by a user. */
export function trusted(markup: string): Html {
  return { markup };
}

/** Nothing. */
export const nothing: Html = { markup: '' };

export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Control characters and lone surrogates, which no markup can carry, become U+FFFD. */
export function printable(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd');
}

function markupOf(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if ('markup' in part) return part.markup;
  return part.map((item) => item.markup).join('');
}
