/** Every refusal of the text vectorizers. */
import { describe, expect, it } from 'vitest';
import {
  HashingVectorizer,
  loadTfidf,
  type TfidfOptions,
  TfidfVectorizer,
} from '../../../src/data/text/index.ts';
import { arriving } from './sparse.ts';

const make = (options: unknown) => () => new TfidfVectorizer(options as TfidfOptions);
const learn =
  (docs: unknown, options: TfidfOptions = {}) =>
  () =>
    new TfidfVectorizer(options).fit(docs as string[]);

describe('options', () => {
  const cases: [string, unknown, ErrorConstructor, string][] = [
    ['unknown', { nGram: [1, 2] }, TypeError, 'unknown option nGram; did you mean ngram?'],
    ['no object', 3, TypeError, 'options must be an object, got 3'],
    [
      'analyzer',
      { analyzer: 'words' },
      RangeError,
      "analyzer must be one of 'word', 'char', 'charWb', got \"words\"; did you mean 'word'?",
    ],
    ['norm', { norm: 'max' }, RangeError, "norm must be one of 'l2', 'l1', null, got \"max\""],
    ['ngram, a number', { ngram: 2 }, TypeError, 'ngram must be two integers [least, most], got 2'],
    [
      'ngram, three numbers',
      { ngram: [1, 2, 3] },
      TypeError,
      'ngram must be two integers [least, most], got an array of length 3',
    ],
    ['ngram from 0', { ngram: [0, 2] }, RangeError, 'ngram[0] must be an integer >= 1, got 0'],
    ['ngram, broken', { ngram: [1.5, 2] }, RangeError, 'ngram[0] must be an integer >= 1, got 1.5'],
    [
      'ngram, falling',
      { ngram: [3, 2] },
      RangeError,
      'ngram[1] must be an integer >= ngram[0] = 3, got 2',
    ],
    ['lowercase', { lowercase: 1 }, TypeError, 'lowercase must be true or false, got 1'],
    ['binary', { binary: 'no' }, TypeError, 'binary must be true or false, got "no"'],
    ['sublinearTf', { sublinearTf: 0 }, TypeError, 'sublinearTf must be true or false, got 0'],
    ['useIdf', { useIdf: null }, TypeError, 'useIdf must be true or false, got null'],
    ['smoothIdf', { smoothIdf: 2 }, TypeError, 'smoothIdf must be true or false, got 2'],
    [
      'stopWords by name',
      { stopWords: 'english' },
      TypeError,
      'stopWords must be an array of words, got "english"',
    ],
    [
      'stopWords, a number',
      { stopWords: ['a', 7] },
      TypeError,
      'stopWords[1] must be a string, got 7',
    ],
    [
      'stopWords of characters',
      { stopWords: ['a'], analyzer: 'char' },
      RangeError,
      'stopWords must be left out unless analyzer is \'word\', got "char"',
    ],
    [
      'tokenPattern of characters',
      { tokenPattern: /a/, analyzer: 'charWb' },
      RangeError,
      'tokenPattern must be left out unless analyzer is \'word\', got "charWb"',
    ],
    [
      'tokenPattern, text',
      { tokenPattern: 'a' },
      TypeError,
      'tokenPattern must be a RegExp, got "a"',
    ],
    [
      'tokenPattern with groups',
      { tokenPattern: /(a)(b)/ },
      RangeError,
      'tokenPattern must have at most one capturing group, got 2',
    ],
    [
      'minDf',
      { minDf: 1.5 },
      RangeError,
      'minDf must be a count (an integer >= 1) or a share of the documents in [0, 1), got 1.5',
    ],
    ['maxDf', { maxDf: -1 }, RangeError, 'maxDf must be a count'],
    ['minDf, NaN', { minDf: Number.NaN }, RangeError, 'minDf must be a count'],
    [
      'counts crossed',
      { minDf: 5, maxDf: 4 },
      RangeError,
      'minDf must be at most maxDf = 4, got 5',
    ],
    [
      'shares crossed',
      { minDf: 0.5, maxDf: 0.4 },
      RangeError,
      'minDf must be at most maxDf = 0.4, got 0.5',
    ],
    ['maxFeatures', { maxFeatures: 0 }, RangeError, 'maxFeatures must be an integer >= 1, got 0'],
  ];
  for (const [name, options, kind, message] of cases)
    it(`are refused: ${name}`, () => {
      expect(make(options)).toThrow(kind);
      expect(make(options)).toThrow(`TfidfVectorizer: ${message}`);
    });

  it('of hashing are refused', () => {
    const hashing = (options: object) => () => new HashingVectorizer(options);
    expect(hashing({ features: 0 })).toThrow(
      'HashingVectorizer: features must be an integer in [1, 16777216], got 0',
    );
    expect(hashing({ features: 2 ** 24 + 1 })).toThrow(RangeError);
    expect(hashing({ minDf: 2 })).toThrow('HashingVectorizer: unknown option minDf');
    expect(hashing({ alternateSign: 1 })).toThrow('alternateSign must be true or false, got 1');
    expect(hashing({ ngram: [2, 1] })).toThrow('HashingVectorizer: ngram[1] must be an integer');
  });
});

describe('documents', () => {
  it('that are not strings are named by their index', async () => {
    const message = 'docs[1] must be a string, got null';
    const docs = ['fine words', null] as string[];
    expect(learn(docs)).toThrow(TypeError);
    expect(learn(docs)).toThrow(`TfidfVectorizer.fit: ${message}`);
    const vectorizer = new TfidfVectorizer();
    expect(() => vectorizer.fitTransform(docs)).toThrow(`TfidfVectorizer.fitTransform: ${message}`);
    await expect(vectorizer.fitAsync(arriving(docs))).rejects.toThrow(
      `TfidfVectorizer.fitAsync: ${message}`,
    );
    await expect(vectorizer.fitTransformAsync(arriving(docs))).rejects.toThrow(
      `TfidfVectorizer.fitTransformAsync: ${message}`,
    );
    const fitted = vectorizer.fit(['fine words']);
    expect(() => fitted.transform(docs)).toThrow(`FittedTfidf.transform: ${message}`);
    await expect(fitted.transformAsync(arriving(docs))).rejects.toThrow(
      `FittedTfidf.transformAsync: ${message}`,
    );
    const hashing = new HashingVectorizer();
    expect(() => hashing.transform(docs)).toThrow(`HashingVectorizer.transform: ${message}`);
    await expect(hashing.transformAsync(arriving(docs))).rejects.toThrow(
      `HashingVectorizer.transformAsync: ${message}`,
    );
  });

  it('must come in an iterable that is not one string', async () => {
    const message = 'docs must be an array or another iterable of strings, got "one document"';
    expect(learn('one document')).toThrow(`TfidfVectorizer.fit: ${message}`);
    await expect(new TfidfVectorizer().fitAsync('one document')).rejects.toThrow(message);
    expect(learn(undefined)).toThrow('docs must be an array or another iterable of strings');
    expect(learn({})).toThrow(TypeError);
  });

  it('must hold a term', () => {
    expect(learn([])).toThrow('docs must contain at least one term, got 0; there are no documents');
    expect(learn(['', 'a I', '?'])).toThrow(
      'docs must contain at least one term, got 0; the documents (3) are empty',
    );
    expect(learn(['the'], { stopWords: ['the'] })).toThrow(RangeError);
  });

  it('must hold a term within the limits', () => {
    expect(learn(['aa bb', 'cc'], { minDf: 2 })).toThrow(
      'minDf and maxDf must leave at least one of 3 terms, got 0; minDf is 2, maxDf Infinity',
    );
  });

  it('show whether a count and a share cross', () => {
    expect(learn(['aa bb', 'aa'], { minDf: 2, maxDf: 0.5 })).toThrow(
      'minDf must be at most maxDf (1 of 2 documents), got 2; in documents',
    );
    expect(learn(['aa bb', 'aa', 'aa', 'aa'], { minDf: 0.5, maxDf: 1 })).toThrow(
      'minDf must be at most maxDf (1 of 4 documents), got 2',
    );
  });
});

describe('loadTfidf', () => {
  const good = () => new TfidfVectorizer().fit(['aa bb']).toJSON();
  const load = (change: object) => () => loadTfidf({ ...good(), ...change });

  it('refuses what is something else', () => {
    for (const json of [null, 'text', {}, { kind: 'hashing' }, []])
      expect(() => loadTfidf(json)).toThrow(/json must be what FittedTfidf.toJSON returned/);
    expect(load({ more: 1 })).toThrow('loadTfidf: unknown option more');
  });

  it('refuses parts that are damaged or do not agree', () => {
    expect(load({ vocabulary: [] })).toThrow('vocabulary must be an array of terms');
    expect(load({ vocabulary: ['aa', 2] })).toThrow('vocabulary[1] must be a string, got 2');
    expect(load({ vocabulary: ['aa', 'aa'] })).toThrow(
      'vocabulary[1] must differ from the terms before it, got "aa"',
    );
    expect(load({ idf: 1 })).toThrow('idf must be an array of numbers, got 1');
    expect(load({ idf: [1] })).toThrow('idf must have length 2 (one factor per term), got 1');
    expect(load({ idf: [1, null] })).toThrow('idf[1] must be a finite number, got null');
    expect(load({ options: null })).toThrow('loadTfidf: options must be an object, got null');
    expect(load({ options: { ngram: [2, 1] } })).toThrow('loadTfidf: ngram[1] must be an integer');
    expect(load({ options: { tokenPattern: { source: 1 } } })).toThrow(
      'loadTfidf: tokenPattern must hold source and flags of a RegExp, got Object',
    );
  });

  it('of hashing refuses the same', () => {
    const message = /json must be what HashingVectorizer.toJSON returned/;
    expect(() => HashingVectorizer.fromJSON(good())).toThrow(message);
    expect(() => HashingVectorizer.fromJSON({ kind: 'hashing' })).toThrow(
      'HashingVectorizer.fromJSON: options must be an object, got undefined',
    );
  });
});
