/** The tf-idf vectorizer against scikit-learn's. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type TfidfOptions, TfidfVectorizer } from '../../../src/data/text/index.ts';
import { EPSILON_64, relativeDifference } from '../../support/tolerance.ts';
import { columnsOf, rowsOf, type SparseRows, valuesOf } from './sparse.ts';

interface Golden {
  docs: string[];
  newDocs: string[];
  newRows: SparseRows;
  cases: {
    options: Omit<TfidfOptions, 'tokenPattern'> & { tokenPattern?: string };
    vocabulary: string[];
    idf: number[] | null;
    rows: SparseRows;
  }[];
}

const path = new URL('../../golden/sklearn/text_tfidf.json', import.meta.url);
const { docs, newDocs, newRows, cases } = JSON.parse(readFileSync(path, 'utf8')) as Golden;

/** A log, a product, and a norm of fewer than 200 positive terms summed in another order. */
const ROUNDING = 200 * EPSILON_64;

describe('TfidfVectorizer gives the numbers of scikit-learn', () => {
  for (const { options, vocabulary, idf, rows } of cases)
    it(`with ${JSON.stringify(options)}`, () => {
      const { tokenPattern, ...rest } = options;
      const pattern = tokenPattern === undefined ? {} : { tokenPattern: new RegExp(tokenPattern) };
      const vectorizer = new TfidfVectorizer({ ...rest, ...pattern });
      const X = vectorizer.fitTransform(docs);
      expect(vectorizer.vocabulary).toEqual(vocabulary);
      const factors = idf ?? vocabulary.map(() => 1);
      expect(relativeDifference(vectorizer.fitted.idf, factors)).toBeLessThanOrEqual(
        4 * EPSILON_64,
      );
      const found = rowsOf(X);
      expect(columnsOf(found)).toEqual(columnsOf(rows));
      expect(relativeDifference(valuesOf(found), valuesOf(rows))).toBeLessThanOrEqual(ROUNDING);
    });

  it('for documents that were not learned from', () => {
    const found = rowsOf(new TfidfVectorizer().fit(docs).transform(newDocs));
    expect(columnsOf(found)).toEqual(columnsOf(newRows));
    expect(relativeDifference(valuesOf(found), valuesOf(newRows))).toBeLessThanOrEqual(ROUNDING);
  });
});
