import * as Plot from '@observablehq/plot';
import { printable } from '../html.ts';
import { themeCss } from '../theme.ts';
import { plotDocument } from './document.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const CLASS = 'tikhonov-plot';

const STYLE =
  themeCss(`.${CLASS}`) +
  `.${CLASS}{display:block;width:100%;height:auto;color:var(--ink);background:var(--paper);` +
  "font:12px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;" +
  'font-variant-numeric:tabular-nums}';

export interface Drawing {
  /** Name of the kind of plot, for ids inside it. */
  name: string;
  /** What a screen reader says: a short name, and the content in a sentence or two. */
  title: string;
  description: string;
  options: Plot.PlotOptions;
}

/**
 * One SVG that stands alone: colours of light and dark, a title and a description. The same input
 * gives the same text.
 */
export async function drawSvg({ name, title, description, options }: Drawing): Promise<string> {
  const document = await plotDocument();
  const svg = Plot.plot({ ...options, document, className: CLASS });
  svg.setAttribute('role', 'img');
  const style = element(document, 'style', STYLE);
  svg.prepend(element(document, 'title', title), element(document, 'desc', description), style);
  renumberClips(svg, name);
  return standalone(svg.outerHTML);
}

/**
 * An SVG out of a page as a file of its own: named as SVG, and without the one name of HTML that
 * browsers write, the no-break space, which XML does not know.
 */
export function standalone(markup: string): string {
  const named = printable(markup).replace('<svg', `<svg xmlns="${NAMESPACE}"`);
  return named.replaceAll('&nbsp;', '&#160;');
}

function element(document: Document, name: string, text: string): Element {
  const node = document.createElementNS(NAMESPACE, name);
  node.textContent = text;
  return node;
}

/** The library numbers clip paths through the life of the process; number them within the plot. */
function renumberClips(svg: Element, name: string): void {
  const ids = new Map<string, string>();
  for (const clip of svg.querySelectorAll('[id]')) {
    ids.set(`url(#${clip.id})`, `url(#${name}-clip-${ids.size + 1})`);
    clip.id = `${name}-clip-${ids.size}`;
  }
  for (const clipped of svg.querySelectorAll('[clip-path]'))
    clipped.setAttribute('clip-path', ids.get(clipped.getAttribute('clip-path')!)!);
}
