/** Model files: every number comes back with its bits, and nothing damaged comes back at all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lasso, load } from '../../src/index.ts';
import { decodeModel, encodeModel } from '../../src/model/file.ts';

const model = new Lasso({ lambda: 0.1 }).fitSync(
  [
    [1, 2],
    [2, 1],
    [3, 5],
    [4, 3],
    [5, 8],
  ],
  [1, 3, 2, 5, 4],
  { featureNames: ['größe', '"quoted" \\ name'] },
);
const bytes = model.save();
const text = new TextDecoder().decode(bytes);

describe('any content', () => {
  const number = fc.double();
  const leaf = fc.oneof(
    number,
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constant(null),
    fc.array(number).map((values) => Float64Array.from(values)),
    fc.array(fc.maxSafeInteger()).map((values) => Int32Array.from(values)),
  );
  const plain = { noNullPrototype: true };
  const key = fc.string().filter((name) => !name.startsWith('$') && name !== '__proto__');
  const content = fc.dictionary(
    key,
    fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, leaf, plain)),
    plain,
  );

  test('comes back with the same bits, through text and through an object', () => {
    fc.assert(
      fc.property(content, (value) => {
        const file = encodeModel('any', value);
        // toStrictEqual tells −0 from 0 and NaN from undefined
        expect(decodeModel(JSON.stringify(file))).toStrictEqual({ kind: 'any', model: value });
        expect(decodeModel(file)).toStrictEqual({ kind: 'any', model: value });
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('without a value is left out', () => {
    const file = encodeModel('any', { a: undefined, b: 1 });
    expect(decodeModel(JSON.stringify(file)).model).toStrictEqual({ b: 1 });
  });
});

describe('the format', () => {
  test('says its name, its version and a checksum', () => {
    expect(JSON.parse(text)).toMatchObject({
      format: 'tikhonov-model',
      version: 2,
      kind: 'linear',
      checksum: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('of version 1 had one intercept and no family: least squares', () => {
    const { family, intercepts, ...rest } = model.settings;
    const file = encodeModel('linear', { ...rest, intercept: intercepts[0] });
    const loaded = load(JSON.stringify({ ...file, version: 1 }));
    expect(loaded.settings).toEqual(model.settings);
    expect(family).toEqual({ name: 'gaussian' });
    expect(loaded.predict([[1, 2]])).toEqual(model.predict([[1, 2]]));
  });

  test('has the CRC-32 of the content', () => {
    // CRC-32 of the two bytes {}, computed by the polynomial division of ISO 3309.
    let crc = 0xffffffff;
    for (const byte of [0x7b, 0x7d])
      for (let bit = 0; bit < 8; bit++) {
        const out = (crc ^ (byte >> bit)) & 1;
        crc = (crc >>> 1) ^ (out ? 0xedb88320 : 0);
      }
    const expected = (~crc >>> 0).toString(16).padStart(8, '0');
    expect(encodeModel('any', {}).checksum).toBe(expected);
  });

  test('may be laid out anew: only its content counts', () => {
    const pretty = JSON.stringify(JSON.parse(text), null, 4);
    expect(load(pretty).coef).toEqual(model.coef);
  });
});

describe('load refuses', () => {
  const changed = (patch: object) => JSON.stringify({ ...JSON.parse(text), ...patch });

  test('a file that ends early, wherever it ends', () => {
    for (let length = text.indexOf(',') + 1; length < text.trimEnd().length; length++)
      expect(() => load(text.slice(0, length))).toThrow(
        'load: source must be complete; the file is truncated or damaged',
      );
    expect(() => load(bytes.subarray(0, bytes.length >> 1))).toThrow('truncated or damaged');
  });

  test('a file with a flipped bit, unless it still says the same', () => {
    let same = 0;
    for (let at = 0; at < bytes.length - 1; at++)
      for (const flip of [1, 2, 16]) {
        const damaged = bytes.slice();
        damaged[at]! ^= flip;
        try {
          // The 17th digit of a number may be another and the number the same.
          expect(load(damaged).settings).toEqual(load(bytes).settings);
          same++;
        } catch (error) {
          expect((error as Error).message, `byte ${at} ^ ${flip}`).toMatch(/^load: source must /);
        }
      }
    expect(same).toBeLessThan(0.01 * bytes.length);
  });

  test('a coefficient that was edited', () => {
    const file = JSON.parse(text);
    file.model.coef.$float64[0] += 1e-12;
    const message =
      'load: source must be unchanged; its checksum does not match: it was edited or damaged';
    expect(() => load(file)).toThrow(message);
    expect(() => load(JSON.stringify(file))).toThrow(message);
  });

  test('a newer version', () => {
    expect(() => load(changed({ version: 3 }))).toThrow(
      'load: source must have version at most 2, got 3; update tikhonov to read it',
    );
    expect(() => load(changed({ version: '1' }))).toThrow('version at most 2');
  });

  test('a model of another kind', () => {
    expect(() => load(changed({ kind: 'network' }))).toThrow(
      'load: source must hold a linear model, got network',
    );
  });

  test.each([
    ['nothing', ''],
    ['text', 'coefficient,value\n'],
    ['bytes of something else', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
  ])('%s', (_, source) => {
    expect(() => load(source)).toThrow(
      'load: source must be a tikhonov-model file; this one is not JSON',
    );
  });

  test.each([
    ['JSON of something else', '{"format": "onnx"}'],
    ['JSON null', 'null'],
    ['JSON that is a number', '5'],
    ['an array', []],
    ['an estimator', new Lasso()],
  ])('%s', (_, source) => {
    expect(() => load(source)).toThrow(
      'load: source must be a tikhonov-model file; this one is something else',
    );
  });

  test('a file without its model', () => {
    const file = { format: 'tikhonov-model', version: 2, kind: 'linear', checksum: '00000000' };
    expect(() => load(file)).toThrow(/^load: source must /);
  });
});
