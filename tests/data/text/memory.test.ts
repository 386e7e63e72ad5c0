/** What the text vectorizers keep of the documents they have read. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { TfidfVectorizer } from '../../../src/data/text/index.ts';

/** Bytes in use once everything that nothing refers to is gone. */
function bytesInUse(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Documents of 50,000 characters, each with one long word of its own among blanks. */
function* longDocuments(count: number) {
  for (let i = 0; i < count; i++) yield `${'. '.repeat(25_000)}internationalization${i}`;
}

describe('a fitted vocabulary', () => {
  it('does not keep the documents alive that its terms were cut from', () => {
    const before = bytesInUse();
    const fitted = new TfidfVectorizer().fit(longDocuments(800));
    const kept = bytesInUse() - before;
    expect(fitted.vocabulary).toHaveLength(800);
    // The documents are 40 MB; the terms with their places take less than 1 KB each.
    expect(kept).toBeLessThan(10e6);
  });
});
