/** The page's own document where there is one, otherwise one without a browser. */
export async function plotDocument(): Promise<Document> {
  const own = (globalThis as { document?: Document }).document;
  if (own) return own;
  // One bundled file: linkedom itself is about 190.
  const { parseHTML } = await import('linkedom/worker');
  return parseHTML('<!doctype html><html><head></head><body></body></html>').document;
}
