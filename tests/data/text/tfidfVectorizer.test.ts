import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FittedTfidf, loadTfidf, TfidfVectorizer } from '../../../src/data/text/index.ts';
import { arriving, partsOf, rowsOf, valuesOf } from './sparse.ts';

const DOCS = ['the cat sat', 'The dog sat, the dog ran', '', 'a cat and a dog'];

/** Documents of a few words, so that words repeat. */
const documents = fc.array(
  fc
    .array(fc.constantFrom('aa', 'bb', 'cc', 'dd', 'éé', '😀x'), { maxLength: 12 })
    .map((words) => words.join(' ')),
  { minLength: 1, maxLength: 8 },
);

describe('TfidfVectorizer', () => {
  it('is tf · idf over the length of the row', () => {
    const { vocabulary, idf } = new TfidfVectorizer().fit(DOCS);
    expect(vocabulary).toEqual(['and', 'cat', 'dog', 'ran', 'sat', 'the']);
    const idfOf = (df: number) => Math.log((1 + 4) / (1 + df)) + 1;
    const expected = [1, 2, 2, 1, 2, 2].map(idfOf);
    expected.forEach((factor, j) => {
      expect(idf[j]).toBeCloseTo(factor, 14);
    });
    const raw = [0, 0, 2 * expected[2]!, expected[3]!, expected[4]!, 2 * expected[5]!];
    const length = Math.hypot(...raw);
    const row = rowsOf(new TfidfVectorizer().fitTransform(DOCS))[1]!;
    expect(row.map(([j]) => j)).toEqual([2, 3, 4, 5]);
    for (const [j, value] of row) expect(value).toBeCloseTo(raw[j]! / length, 14);
  });

  it('leaves rows of documents without a term empty', () => {
    const rows = rowsOf(new TfidfVectorizer().fitTransform(DOCS));
    expect(rows.map((row) => row.length)).toEqual([3, 4, 0, 3]);
    expect(new TfidfVectorizer().fit(DOCS).transform([]).rows).toBe(0);
  });

  it('gives rows of length 1, for every set of documents with a term', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom('l1', 'l2'),
        fc.boolean(),
        (docs, norm, sublinearTf) => {
          fc.pre(docs.some((document) => /[a-z]{2}|é/.test(document)));
          const X = new TfidfVectorizer({ norm, sublinearTf, ngram: [1, 2] }).fitTransform(docs);
          for (const row of rowsOf(X)) {
            const sizes = row.map(([, value]) => (norm === 'l1' ? Math.abs(value) : value * value));
            const sum = sizes.reduce((total, size) => total + size, 0);
            if (row.length > 0) expect(sum).toBeCloseTo(1, 13);
          }
        },
      ),
    );
  });

  it('learns and transforms in one pass to the bits of two, in memory or arriving', async () => {
    const options = { ngram: [1, 2] as const, sublinearTf: true, maxFeatures: 9 };
    const vectorizer = new TfidfVectorizer(options);
    const X = partsOf(vectorizer.fitTransform(DOCS));
    const fitted = vectorizer.fit(DOCS);
    expect(fitted.vocabulary).toEqual(vectorizer.vocabulary);
    expect(partsOf(fitted.transform(DOCS))).toEqual(X);
    expect(partsOf(vectorizer.transform(DOCS))).toEqual(X);
    const late = await new TfidfVectorizer(options).fitAsync(arriving(DOCS));
    expect(late.toJSON()).toEqual(fitted.toJSON());
    expect(partsOf(await late.transformAsync(arriving(DOCS)))).toEqual(X);
    expect(partsOf(await vectorizer.transformAsync(arriving(DOCS)))).toEqual(X);
    const streaming = new TfidfVectorizer(options);
    expect(partsOf(await streaming.fitTransformAsync(arriving(DOCS)))).toEqual(X);
    expect(streaming.vocabulary).toEqual(fitted.vocabulary);
  });

  it('takes any iterable, and asks for documents one at a time', () => {
    let asked = 0;
    function* generate() {
      for (const document of DOCS) {
        asked++;
        yield document;
      }
    }
    const X = new TfidfVectorizer().fitTransform(generate());
    expect(asked).toBe(DOCS.length);
    expect(partsOf(X)).toEqual(partsOf(new TfidfVectorizer().fitTransform(new Set(DOCS))));
  });

  it('is not changed by fit, and what was fitted not by a later fitTransform', () => {
    const vectorizer = new TfidfVectorizer();
    const fitted = vectorizer.fit(DOCS);
    expect(() => vectorizer.fitted).toThrow(/call fitTransform first/);
    vectorizer.fitTransform(DOCS);
    const { vocabulary } = vectorizer;
    vectorizer.fit(['other words']);
    expect(vectorizer.vocabulary).toBe(vocabulary);
    vectorizer.fitTransform(['other words']);
    expect(vectorizer.vocabulary).toEqual(['other', 'words']);
    expect(fitted.vocabulary).toEqual(vocabulary);
    expect(Object.isFrozen(fitted.vocabulary)).toBe(true);
  });

  it('names its columns by the vocabulary, in the order of code points', () => {
    const docs = ['\u{1d4b3}a \uff41a za Za'];
    const { featureNames } = new TfidfVectorizer({ lowercase: false }).fit(docs);
    expect(featureNames).toEqual(['Za', 'za', '\uff41a', '\u{1d4b3}a']);
  });

  it('breaks ties of maxFeatures in favour of the smaller code points', () => {
    const fitted = new TfidfVectorizer({ maxFeatures: 2 }).fit(['dd cc bb', 'dd aa']);
    expect(fitted.vocabulary).toEqual(['aa', 'dd']);
  });

  it('knows words that are names of members of objects', () => {
    const X = new TfidfVectorizer().fitTransform(['constructor __proto__ toString']);
    expect(valuesOf(rowsOf(X))).toHaveLength(3);
  });

  it('is copied to the bit through JSON', () => {
    const vectorizers = [
      new TfidfVectorizer(),
      new TfidfVectorizer({ ngram: [1, 3], stopWords: ['the'], minDf: 2, maxDf: 0.9, norm: null }),
      new TfidfVectorizer({ tokenPattern: /[A-Z]+/i, useIdf: false, maxFeatures: 4 }),
      new TfidfVectorizer({ analyzer: 'charWb', ngram: [2, 4], smoothIdf: false }),
    ];
    for (const vectorizer of vectorizers) {
      const fitted = vectorizer.fit(DOCS);
      const json: unknown = JSON.parse(JSON.stringify(fitted));
      for (const copy of [loadTfidf(json), TfidfVectorizer.fromJSON(json)]) {
        expect(copy).toBeInstanceOf(FittedTfidf);
        expect(copy.options).toEqual(fitted.options);
        expect(copy.vocabulary).toEqual(fitted.vocabulary);
        expect(partsOf(copy.transform(DOCS))).toEqual(partsOf(fitted.transform(DOCS)));
      }
    }
  });

  it('keeps its options apart from the arrays they came in', () => {
    const stopWords = ['the'];
    const ngram: [number, number] = [1, 2];
    const vectorizer = new TfidfVectorizer({ stopWords, ngram });
    stopWords.push('cat');
    ngram[1] = 9;
    expect(vectorizer.options).toMatchObject({ stopWords: ['the'], ngram: [1, 2] });
  });

  it('runs the example of its documentation', () => {
    const tfidf = new TfidfVectorizer({ ngram: [1, 2], sublinearTf: true });
    tfidf.fitTransform(['free prize', 'see you at lunch', 'lunch is free']);
    expect(tfidf.vocabulary.slice(0, 3)).toEqual(['at', 'at lunch', 'free']);
    expect(tfidf.transform(['free lunch']).nnz).toBe(2);
  });
});
