import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type HashingOptions, HashingVectorizer } from '../../../src/data/text/index.ts';
import { murmur3 } from '../../../src/data/text/murmur3.ts';
import { EPSILON_64, relativeDifference } from '../../support/tolerance.ts';
import { arriving, columnsOf, partsOf, rowsOf, type SparseRows, valuesOf } from './sparse.ts';

interface Golden {
  docs: string[];
  cases: { options: HashingOptions; rows: SparseRows }[];
}

const path = new URL('../../golden/sklearn/text_hashing.json', import.meta.url);
const { docs, cases } = JSON.parse(readFileSync(path, 'utf8')) as Golden;

describe('HashingVectorizer gives the numbers of scikit-learn', () => {
  for (const { options, rows } of cases)
    it(`with ${JSON.stringify(options)}`, () => {
      const X = new HashingVectorizer(options).transform(docs);
      const found = rowsOf(X);
      expect([X.rows, X.cols]).toEqual([docs.length, options.features]);
      expect(columnsOf(found)).toEqual(columnsOf(rows));
      // Sums of squares of counts are exact: a root and a quotient remain.
      const difference = relativeDifference(valuesOf(found), valuesOf(rows));
      expect(difference).toBeLessThanOrEqual(2 * EPSILON_64);
    });
});

describe('HashingVectorizer', () => {
  it('puts a term into the column of its hash with the sign of its hash', () => {
    const features = 1000;
    const words = ['river', 'straße', 'café', '日本語', 'plain', 'another'];
    for (const word of words) {
      const hash = murmur3(new TextEncoder().encode(word));
      const X = new HashingVectorizer({ features, norm: null }).transform([`${word} ${word}`]);
      expect(rowsOf(X)).toEqual([[[Math.abs(hash) % features, hash < 0 ? -2 : 2]]]);
      const unsigned = new HashingVectorizer({ features, norm: null, alternateSign: false });
      expect(valuesOf(rowsOf(unsigned.transform([word])))).toEqual([1]);
    }
  });

  it('learns nothing: fit returns the vectorizer and reads no document', () => {
    const hashing = new HashingVectorizer({ features: 8 });
    let asked = 0;
    function* generate() {
      yield String(asked++);
    }
    expect(hashing.fit(generate())).toBe(hashing);
    expect(asked).toBe(0);
  });

  it('names its columns x0, x1, …', () => {
    const { featureNames } = new HashingVectorizer({ features: 3 });
    expect(featureNames).toEqual(['x0', 'x1', 'x2']);
    expect(new HashingVectorizer().featureNames).toHaveLength(262144);
  });

  it('takes documents that arrive over time', async () => {
    const hashing = new HashingVectorizer({ features: 64, ngram: [1, 3] });
    const X = partsOf(hashing.transform(docs));
    expect(partsOf(await hashing.transformAsync(arriving(docs)))).toEqual(X);
    expect(partsOf(await hashing.transformAsync(docs))).toEqual(X);
  });

  it('is sublinear in size and keeps the sign', () => {
    const options = { features: 7, norm: null } as const;
    const counts = new HashingVectorizer(options).transform(docs);
    const X = new HashingVectorizer({ ...options, sublinearTf: true }).transform(docs);
    expect(Math.min(...counts.data)).toBeLessThan(-1);
    counts.data.forEach((count, k) => {
      expect(X.data[k]).toBeCloseTo(Math.sign(count) * (1 + Math.log(Math.abs(count))), 14);
    });
  });

  it('is copied to the bit through JSON', () => {
    const options: HashingOptions[] = [
      { features: 300 },
      { features: 100, ngram: [1, 2], alternateSign: false, stopWords: ['the'], norm: null },
      { features: 100, tokenPattern: /[a-z]/u },
      { features: 100, analyzer: 'char', ngram: [2, 3], binary: true, sublinearTf: true },
    ];
    for (const option of options) {
      const hashing = new HashingVectorizer(option);
      const copy = HashingVectorizer.fromJSON(JSON.parse(JSON.stringify(hashing)));
      expect(copy.options).toEqual(hashing.options);
      expect(partsOf(copy.transform(docs))).toEqual(partsOf(hashing.transform(docs)));
    }
  });

  it('hashes terms longer than its buffer, and text cut inside a character', () => {
    const long = '語'.repeat(5000);
    const cut = `x${'\ud83d'}`;
    const hashing = new HashingVectorizer({ norm: null, tokenPattern: /.+/s });
    for (const term of [long, cut]) {
      const hash = murmur3(new TextEncoder().encode(term));
      expect(columnsOf(rowsOf(hashing.transform([term])))).toEqual([[Math.abs(hash) % 2 ** 18]]);
    }
  });
});
