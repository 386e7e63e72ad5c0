/** The page's own document where there is one, otherwise one without a browser. */
export async function plotDocument(): Promise<Document> {
  const own = (globalThis as { document?: Document }).document;
  if (own) return own;
  const { parseHTML } = await import('linkedom');
  return parseHTML('<!doctype html><html><head></head><body></body></html>').document;
}
