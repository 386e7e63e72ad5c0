/** Files of tensors: every number comes back with its bits, and nothing damaged comes back at all. */
import { describe, expect, test } from 'vitest';
import {
  readSafetensors,
  type StoredTensor,
  writeSafetensors,
} from '../../src/model/safetensors.ts';
import { opened, sealed } from '../../src/model/tensorFile.ts';

const TENSORS = new Map<string, StoredTensor>([
  ['small', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 255) }],
  ['größe', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(0.1, -0, Number.NaN, 1e-40) }],
  ['wide', { dtype: 'F64', shape: [1, 2], data: Float64Array.of(Math.PI, Infinity) }],
  ['none', { dtype: 'I32', shape: [0], data: new Int32Array(0) }],
  ['one', { dtype: 'I32', shape: [], data: Int32Array.of(-7) }],
]);
const FILE = writeSafetensors({ tensors: TENSORS, metadata: new Map([['a', 'b "c"']]) });
const read = (bytes: Uint8Array) => readSafetensors('load', 'source', bytes);

/** A file of this header and so many bytes. */
function fileOf(header: string, bytes = 0, length?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setUint32(0, length ?? text.length, true);
  file.set(text, 8);
  return file;
}

const entry = (from: number, to: number, shape = [(to - from) / 4], dtype = 'F32') =>
  JSON.stringify({ dtype, shape, data_offsets: [from, to] });

test('tensors and metadata come back with their bits', () => {
  const { tensors, metadata } = read(FILE);
  expect([...metadata]).toEqual([['a', 'b "c"']]);
  expect(new Map([...tensors].sort())).toStrictEqual(new Map([...TENSORS].sort()));
  const moved = new Uint8Array(FILE.length + 3);
  moved.set(FILE, 3);
  expect(read(moved.subarray(3)).tensors).toStrictEqual(tensors);
  expect(read(Buffer.from(FILE)).tensors).toStrictEqual(tensors);
});

test('numbers of 16 bits and integers of 64 are read, too', () => {
  const header = `{"h":${entry(0, 8, [4], 'F16')},"b":${entry(8, 12, [2], 'BF16')},"i":${entry(12, 20, [1], 'I64')}}`;
  const file = fileOf(header, 20);
  const view = new DataView(file.buffer, file.length - 20);
  [0x3c00, 0xc500, 0x0001, 0x7c00].forEach((bits, k) => {
    view.setUint16(2 * k, bits, true);
  });
  view.setUint16(8, 0x3f80, true);
  view.setUint16(10, 0xc2f7, true);
  view.setBigInt64(12, -5n, true);
  const { tensors } = read(file);
  expect(Array.from(tensors.get('h')!.data)).toEqual([1, -5, 2 ** -24, Infinity]);
  expect(Array.from(tensors.get('b')!.data)).toEqual([1, -123.5]);
  expect(Array.from(tensors.get('i')!.data)).toEqual([-5]);
});

describe('a hostile file', () => {
  test('is refused where it is cut off, at every byte', () => {
    for (let length = 0; length < FILE.length; length++)
      expect(() => read(FILE.subarray(0, length)), `${length} bytes`).toThrow(RangeError);
  });

  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'be a safetensors file, got "0 other bytes"'],
    ['text', new TextEncoder().encode('hello world'), 'be a safetensors file'],
    ['a header of 4 GB', fileOf('{}', 0, 2 ** 32 - 1), 'hold its header of 4294967295 bytes'],
    ['a broken header', fileOf('{"a":'), 'have a header of JSON, got "other text"'],
    ['a list', fileOf('{"a":1}]'), 'have a header of JSON'],
    [
      'deep brackets',
      fileOf(`{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
      'have a header of JSON',
    ],
    [
      'a doubled name',
      fileOf(`{"a":${entry(0, 4)},"a":${entry(0, 4)}}`, 4),
      'have a header of JSON',
    ],
    [
      'a doubled field',
      fileOf('{"a":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
      'have a header of JSON',
    ],
    ['__proto__', fileOf(`{"__proto__":${entry(0, 4)}}`, 4), 'have a header of JSON'],
    ['an unknown dtype', fileOf(`{"a":${entry(0, 4, [1], 'F128')}}`, 4), 'have one of F64, I64'],
    ['a dtype of objects', fileOf(`{"a":${entry(0, 4, [1], 'toString')}}`, 4), 'have one of F64'],
    ['no tensor', fileOf('{"a":null}'), 'have one of F64'],
    [
      'a negative length',
      fileOf(`{"a":${entry(0, 4, [-1])}}`, 4),
      'have a list of lengths as shape',
    ],
    ['a shape of text', fileOf(`{"a":${entry(0, 4, 'x' as never)}}`, 4), 'have a list of lengths'],
    [
      'a huge shape',
      fileOf(`{"a":${entry(0, 4, [2 ** 40, 2 ** 40])}}`, 4),
      'hold 4.835703278458517e+24 bytes',
    ],
    ['a shape that lies', fileOf(`{"a":${entry(0, 4, [2])}}`, 4), 'hold 8 bytes for a, got 4'],
    ['an end before its begin', fileOf(`{"a":${entry(4, 0, [1])}}`, 4), 'have begin and end'],
    ['an overlap', fileOf(`{"a":${entry(0, 8)},"b":${entry(4, 8)}}`, 8), 'hold b at 8'],
    ['a gap', fileOf(`{"a":${entry(4, 8)}}`, 8), 'hold a at 0'],
    ['numbers out of range', fileOf(`{"a":${entry(0, 8)}}`, 4), 'hold 8 bytes of numbers'],
    ['numbers of nobody', fileOf(`{"a":${entry(0, 4)}}`, 8), 'hold 4 bytes of numbers'],
    ['metadata of numbers', fileOf('{"__metadata__":{"a":1}}'), 'have text as metadata a, got 1'],
    ['metadata of text', fileOf('{"__metadata__":"a"}'), 'have an object as its metadata'],
  ])('of %s is refused', (_, bytes, message) => {
    const start = performance.now();
    expect(() => read(bytes)).toThrow(RangeError);
    expect(() => read(bytes)).toThrow(`load: source must ${message}`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('a file of ours', () => {
  const content = { a: [1, Number.NaN, -0], b: { c: 'd' } };
  const bytes = sealed('network', content, TENSORS);
  const open = (file: Uint8Array) => opened('load', 'source', 'network', file);

  test('comes back with its content', () => {
    expect(open(bytes).content).toStrictEqual(content);
    expect(open(bytes).tensors.get('wide')).toStrictEqual(TENSORS.get('wide'));
  });

  test('is refused where any of its bytes has changed', () => {
    const padding = 32;
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === padding) continue;
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(() => open(changed), `byte ${at}`).toThrow(/^load: source must /);
    }
  });

  test('is refused where it is of another kind, newer, or of another maker', () => {
    const { tensors, metadata } = read(bytes);
    const other = (key: string, value: string) =>
      writeSafetensors({ tensors, metadata: new Map([...metadata, [key, value]]) });
    expect(() => open(other('version', '2'))).toThrow('load: source must have version 1, got "2"');
    expect(() => open(sealed('checkpoint', content, TENSORS))).toThrow(
      'load: source must be a tikhonov-network file, got "tikhonov-checkpoint"',
    );
    expect(() => open(FILE)).toThrow('got "another safetensors file"');
  });
});
