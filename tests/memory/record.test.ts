import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Memory } from '../../src/memory/memory.ts';
import * as records from '../../src/memory/record.ts';
import { placeQuadratic } from '../solver/quadratics.ts';
import { f64, onKernels } from '../support/kernels.ts';

type AnyRecord = records.RecordType<Record<string, 'f64'>>;
const any = (type: unknown) => type as AnyRecord;

/** Each record with the class that it is a copy of, after its base class where it has one. */
const CLASSES: Record<Exclude<keyof typeof records, 'record'>, [AnyRecord, ...string[]]> = {
  DenseRecord: [any(records.DenseRecord), 'design/design.ts Design', 'design/dense.ts Dense'],
  CscRecord: [any(records.CscRecord), 'design/design.ts Design', 'design/csc.ts Csc'],
  QuadraticRecord: [any(records.QuadraticRecord), 'solver/quadratic.ts Quadratic'],
  TermsRecord: [any(records.TermsRecord), 'solver/dualGap.ts Terms'],
  ColumnProblemRecord: [any(records.ColumnProblemRecord), 'solver/columnSweep.ts ColumnProblem'],
  LazyRecord: [any(records.LazyRecord), 'solver/lazy.ts Lazy'],
  BlocksRecord: [any(records.BlocksRecord), 'solver/blocks.ts Blocks'],
  RowsRecord: [any(records.RowsRecord), 'solver/rows.ts Rows'],
  StandardizedRecord: [any(records.StandardizedRecord), 'design/standardized.ts Standardized'],
  GramBlockRecord: [any(records.GramBlockRecord), 'solver/gram.ts GramBlock'],
  SidesRecord: [any(records.SidesRecord), 'solver/columns.ts Sides'],
  MomentsRecord: [any(records.MomentsRecord), 'solver/moments.ts Moments'],
};

interface Field {
  readonly name: string;
  readonly kind: 'i32' | 'usize' | 'f64';
  /** Bytes from the start of the object. */
  readonly offset: number;
}

/** Fields as the compiler lays them out: each aligned to its size, the base class first. */
function fieldsOf(classes: readonly string[]): Field[] {
  let end = 0;
  const declared = classes.flatMap((each) => {
    const [path, name] = each.split(' ');
    const text = readFileSync(new URL(`../../assembly/${path}`, import.meta.url), 'utf8');
    const body = text.split(new RegExp(`class ${name}\\b`))[1]!.split('\n}')[0]!;
    return [...body.matchAll(/^ {2}(\w+): (i32|usize|f64);/gm)];
  });
  return declared.map(([, name, kind]) => {
    const size = kind === 'f64' ? 8 : 4;
    const offset = Math.ceil(end / size) * size;
    end = offset + size;
    return { name: name!, kind: kind as Field['kind'], offset };
  });
}

describe.each(Object.entries(CLASSES))('%s', (_, [type, ...classes]) => {
  const fields = fieldsOf(classes);
  const memory = new Memory();

  test('has the fields of the class, each where the kernels look for it', () => {
    expect(fields.length).toBeGreaterThan(0);
    const at = memory.allocate(type.bytes);
    memory.bytes(at, type.bytes).fill(0xaa);
    const values = Object.fromEntries(fields.map((field, k) => [field.name, 1000 + k]));
    type.write(memory, at, values);
    const view = memory.view(at, type.bytes);
    for (const [k, { name: field, kind, offset }] of fields.entries()) {
      const read = kind === 'f64' ? view.getFloat64(offset, true) : view.getInt32(offset, true);
      expect([field, read]).toEqual([field, 1000 + k]);
      expect(type.get(memory, at, field)).toBe(1000 + k);
    }
    memory.heap.free(at);
  });

  test('writes one field and leaves the others', () => {
    const at = memory.allocate(type.bytes);
    for (const [k, { name: field, kind }] of fields.entries()) {
      memory.bytes(at, type.bytes).fill(0);
      const value = kind === 'f64' ? -0.5 : 2 ** 31 - 1;
      type.set(memory, at, field, value);
      const now = fields.map((other) => type.get(memory, at, other.name));
      expect(now).toEqual(fields.map((_field, other) => (other === k ? value : 0)));
    }
    memory.heap.free(at);
  });
});

test('a record takes counts below 0 and addresses beyond two gibibytes', () => {
  const type = records.record({ count: 'i32', at: 'usize', value: 'f64' });
  const memory = new Memory();
  const at = memory.allocate(type.bytes);
  type.write(memory, at, { count: -7, at: 3e9, value: -0 });
  expect(type.get(memory, at, 'count')).toBe(-7);
  expect(type.get(memory, at, 'at') >>> 0).toBe(3e9);
  expect(type.get(memory, at, 'value')).toBe(-0);
});

test('a record that is written leaves no byte of what was there before', () => {
  const type = records.record({ value: 'f64', count: 'i32' });
  const memory = new Memory();
  const at = memory.allocate(type.bytes);
  memory.bytes(at, type.bytes).fill(255);
  type.write(memory, at, {});
  expect(Array.from(memory.bytes(at, type.bytes))).toEqual(new Array(type.bytes).fill(0));
});

test('a kernel writes back where the record reads: rank, steps and curvature of a solve', () => {
  onKernels((box) => {
    const placed = placeQuadratic(box, {
      gram: [
        [2, 0.5],
        [0.5, 1],
      ],
      target: Float64Array.of(3, -2),
      penaltyFactor: f64(2, () => 1),
      lower: f64(2, () => -Infinity),
      upper: f64(2, () => Infinity),
    });
    const penalty = box.given(Float64Array.of(0.1, 0.25));
    box.kernels.elasticNet_solve(placed.q, placed.t, penalty, 20, 0, 1e6);
    expect(placed.get('rank')).toBe(2);
    expect(placed.get('steps')).toBeGreaterThan(0);
    expect(placed.get('curvature')).toBe(0.25);
    expect(placed.get('singular')).toBe(1e-12);
  });
});
