import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readRows } from '../../src/data/index.ts';
import { readBytes } from '../../src/data/source.ts';

const TEXT = 'a,b\n1,2\n3,4\n';
const folder = mkdtempSync(join(tmpdir(), 'tikhonov-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('sources', () => {
  it('reads paths', async () => {
    expect((await readRows(fileOf('plain.csv', TEXT))).columns).toEqual([
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  it('takes gzip off files and Blobs', async () => {
    const packed = gzipSync(TEXT);
    const expected = [
      ['1', '3'],
      ['2', '4'],
    ];
    expect((await readRows(fileOf('packed.csv.gz', packed))).columns).toEqual(expected);
    expect((await readRows(new File([packed], 'packed.csv.gz'))).columns).toEqual(expected);
    expect((await readRows(new Blob([packed]))).columns).toEqual(expected);
  });

  it('reads large gzip data whole', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `${i},${(i * 7919) % 50_000}`);
    const table = await readRows(new File([gzipSync(`a,b\n${rows.join('\n')}`)], 'x.csv.gz'));
    expect(Array.from(table.columns[0]!, (a, i) => `${a},${table.columns[1]![i]}`)).toEqual(rows);
  });

  it.each([11, 20, 0.5, 0.99])('refuses gzip data cut at %d', async (cut) => {
    const packed = gzipSync(TEXT.repeat(100));
    const length = cut < 1 ? Math.floor(packed.length * cut) : cut;
    const path = fileOf('cut.csv.gz', packed.subarray(0, length));
    await expect(readRows(path)).rejects.toThrow(RangeError);
    await expect(readRows(path)).rejects.toThrow(
      `readRows: ${path} must be complete gzip data, got "${length} bytes"; it is truncated or damaged`,
    );
  });

  it('refuses gzip data with a flipped bit', async () => {
    const packed = gzipSync(TEXT.repeat(100));
    packed[packed.length - 6]! ^= 1; // the checksum
    await expect(readRows(new Blob([packed]))).rejects.toThrow(
      'readRows: the Blob must be complete gzip data',
    );
  });

  it('refuses a .gz that is not gzip', async () => {
    await expect(readRows(new File([TEXT], 'x.csv.gz'))).rejects.toThrow(
      'readRows: x.csv.gz must start with the two bytes of gzip, got "bytes 61 2c 62 0a…"',
    );
  });

  it('refuses text that is not UTF-8', async () => {
    const latin = Uint8Array.of(0x61, 0x2c, 0xe9, 0x0a);
    await expect(readRows(new File([latin], 'latin.csv'))).rejects.toThrow(
      'readRows: latin.csv must be UTF-8 text, got "bytes 61 2c e9 0a…"; save it with',
    );
    await expect(readRows(new Blob([latin]))).rejects.toThrow('readRows: the Blob must be UTF-8');
  });

  it('says why a path cannot be read', async () => {
    const missing = join(folder, 'missing.csv');
    await expect(readRows(missing)).rejects.toThrow(
      `readRows: path must name a readable file, got ${JSON.stringify(missing)}; there is no such file`,
    );
    await expect(readBytes('test', folder)).rejects.toThrow('it is a folder');
    await expect(readBytes('test', '\0')).rejects.toThrow(
      'path must name a readable file, got "\\u0000"; ',
    );
  });

  it('refuses what is neither a path nor a Blob', async () => {
    await expect(readRows(7 as never)).rejects.toThrow(
      new TypeError('readRows: path must be a path or a Blob, got 7'),
    );
  });

  it('asks for a Blob where there are no files', async () => {
    const { getBuiltinModule } = process;
    try {
      Object.assign(process, { getBuiltinModule: undefined });
      await expect(readRows('x.csv')).rejects.toThrow(
        'readRows: path must be a Blob or File where there are no files, got "x.csv"',
      );
    } finally {
      Object.assign(process, { getBuiltinModule });
    }
  });
});
