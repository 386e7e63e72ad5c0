/** Reading documents one at a time, checked as they come. */
import { failType } from '../../check.ts';

/** Calls `read` with every document in order. */
export function eachDocument(
  where: string,
  docs: Iterable<string>,
  read: (document: string) => void,
): void {
  if (typeof docs === 'string' || typeof docs?.[Symbol.iterator] !== 'function')
    failType(where, 'docs', 'be an array or another iterable of strings', docs);
  let i = 0;
  for (const document of docs) read(checked(where, document, i++));
}

/** The same for documents that arrive over time; each is read before the next is asked for. */
export async function eachDocumentAsync(
  where: string,
  docs: AsyncIterable<string> | Iterable<string>,
  read: (document: string) => void,
): Promise<void> {
  if (typeof (docs as AsyncIterable<string>)?.[Symbol.asyncIterator] !== 'function')
    return eachDocument(where, docs as Iterable<string>, read);
  let i = 0;
  for await (const document of docs) read(checked(where, document, i++));
}

function checked(where: string, document: unknown, i: number): string {
  if (typeof document !== 'string') failType(where, `docs[${i}]`, 'be a string', document);
  return document;
}
