/** The text vectorizers on larger collections, where they are present. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, type TestContext } from 'vitest';
import { readSvmlight } from '../../../src/data/index.ts';
import { TfidfVectorizer } from '../../../src/data/text/index.ts';
import { sharedPath } from '../../support/shared.ts';
import { partsOf } from './sparse.ts';

/** The path of a larger set, or a skipped test that says so. */
function setOf(relative: string, { skip }: TestContext): string {
  return sharedPath(relative) ?? skip(`${relative} not found: see TIKHONOV_SHARED`);
}

/** Lines of a compressed file, the empty ones left out. */
async function linesOf(relative: string, context: TestContext): Promise<string[]> {
  const bytes = await readFile(setOf(relative, context));
  return gunzipSync(bytes).toString('utf8').split('\n').filter(Boolean);
}

/** Rows of a table whose last column is the text. */
async function rowsOfTable(relative: string, context: TestContext): Promise<string[][]> {
  const lines = await linesOf(relative, context);
  expect(lines[0]).toMatch(/\ttext$/);
  return lines.slice(1).map((line) => line.split('\t'));
}

/** The stored matrix of counts. */
async function countsOf(name: string, columns: number, context: TestContext) {
  const path = setOf(`data/sparse/${name}.svm.gz`, context);
  return partsOf((await readSvmlight(path, { columns })).X);
}

/** Without idf and norm the weights are the counts. */
const COUNTS = { useIdf: false, norm: null } as const;

// A few seconds each; the limit is for machines that do other things meanwhile.
describe('counts of terms are those that come with the set', { timeout: 120_000 }, () => {
  for (const [name, options, columns] of [
    ['movie_reviews_1gram', COUNTS, 39653],
    ['movie_reviews_12gram_df2', { ...COUNTS, ngram: [1, 2], minDf: 2 }, 139447],
  ] as const)
    it(name, async (context) => {
      const rows = await rowsOfTable('data/text/movie_reviews.tsv.gz', context);
      const vocabulary = await linesOf(`data/sparse/${name}_vocab.txt.gz`, context);
      const counts = await countsOf(`${name}_counts`, columns, context);
      const vectorizer = new TfidfVectorizer(options);
      const X = vectorizer.fitTransform(rows.map((row) => row.at(-1)!));
      expect([X.rows, X.cols]).toEqual([2000, columns]);
      expect(firstDifference(vectorizer.vocabulary, vocabulary)).toBe(-1);
      expectSame(partsOf(X), counts);
    });

  it('gutenberg_1gram, in training and test passages over the vocabulary of both', async (context) => {
    const rows = await rowsOfTable('data/text/gutenberg_authors.tsv.gz', context);
    const vocabulary = await linesOf('data/sparse/gutenberg_1gram_vocab.txt.gz', context);
    const fitted = new TfidfVectorizer(COUNTS).fit(rows.map((row) => row.at(-1)!));
    expect(fitted.vocabulary).toHaveLength(29658);
    expect(firstDifference(fitted.vocabulary, vocabulary)).toBe(-1);
    for (const set of ['train', 'test']) {
      const texts = rows.filter((row) => row[0] === set).map((row) => row.at(-1)!);
      const counts = await countsOf(`gutenberg_1gram_counts_${set}`, 29658, context);
      expectSame(partsOf(fitted.transform(texts)), counts);
    }
  });
});

type Parts = ReturnType<typeof partsOf>;

/** Equality of long arrays without the cost of describing them. */
function expectSame(found: Parts, expected: Parts): void {
  expect([found.rows, found.cols]).toEqual([expected.rows, expected.cols]);
  for (const part of ['indptr', 'indices', 'data'] as const)
    expect(firstDifference(found[part], expected[part]), part).toBe(-1);
}

/** Index of the first entries that differ, −1 where there are none. */
function firstDifference(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  for (let k = 0; k < Math.max(a.length, b.length); k++) if (a[k] !== b[k]) return k;
  return -1;
}
