/** Calls taken apart: what a thread can do by itself, so that the whole has the same bits. */
import type { Memory } from '../memory/memory.ts';
import type { Call } from '../memory/networkKernels.ts';
import { NoiseRecord } from '../memory/networkRecords.ts';

export type Kernel = Call[0];

/** A call, whatever its kernel. */
export type AnyCall = readonly [kernel: Kernel, ...args: number[]];

/** A call that can be divided. */
export interface Divisible {
  /** What is divided: rows, numbers, samples or columns, of which a part has a multiple of `unit`. */
  readonly length: number;
  readonly unit: number;
  /** Nanoseconds that all of it takes one thread, about. */
  readonly cost: number;
  /** The call for `count` of them, from `first` on. */
  readonly part: (first: number, count: number, own: Own) => AnyCall;
}

/** Fields of a record by name. */
export type Fields = Readonly<Record<string, number>>;

/** Any record. */
export interface AnyRecord {
  readonly bytes: number;
  read(memory: Memory, at: number): Fields;
  update(memory: Memory, at: number, values: Fields): void;
}

/** What the calls of one part have to themselves. */
export interface Own {
  /** The workspace of matrix products. */
  readonly work: number;
  /** Bytes of so many numbers. */
  readonly bytes: (count: number) => number;
  /** The fields of a record. */
  readonly fields: (type: AnyRecord, record: number) => Fields;
  /** The address of a copy of a record in which some fields are others. */
  readonly copy: (type: AnyRecord, record: number, fields: Fields) => number;
  /** Room for so many numbers, which the next call of this part may use, too. */
  readonly room: (length: number) => number;
}

export type Divide = (call: AnyCall, own: Own) => Divisible;

/** Places of arguments that are addresses, and by how many numbers each goes on. */
type Steps = Readonly<Record<number, number>>;

/** The call with `count` at a place, and with addresses further on; 0 stays, which is none. */
function moved(call: AnyCall, at: number, count: number, steps: Steps, bytes: number): AnyCall {
  const [kernel, ...args] = call;
  return [
    kernel,
    ...args.map((arg, k) => {
      if (k + 1 === at) return count;
      return arg === 0 ? 0 : arg + bytes * (steps[k + 1] ?? 0);
    }),
  ];
}

/** Numbers side by side: their count is argument `at`, arrays of them are at `places`. */
export const numbers =
  (nanoseconds: number, at: number, ...places: readonly number[]): Divide =>
  (call) => {
    const length = call[at] as number;
    const steps = Object.fromEntries(places.map((place) => [place, 1]));
    return {
      ...{ length, unit: 64, cost: nanoseconds * length },
      part: (first, count, own) => moved(call, at, count, steps, own.bytes(first)),
    };
  };

/** The same with noise, of which argument `noise` is the source: `group` numbers are drawn at once. */
export const noisy =
  (nanoseconds: number, group: number, noise: number, ...places: readonly number[]): Divide =>
  (call, own) => {
    const all = numbers(nanoseconds, 1, ...places)(call, own);
    return {
      ...all,
      part: (first, count, own) => {
        const [kernel, ...args] = all.part(first, count, own);
        args[noise - 1] = own.copy(NoiseRecord, args[noise - 1]!, { first: first / group });
        return [kernel, ...args];
      },
    };
  };

/** Rows, counted by argument `at`; `widthsOf` tells the numbers of a row in arrays at their places. */
export const rows =
  (nanoseconds: number, at: number, widthsOf: (call: AnyCall) => Steps, unit = 1): Divide =>
  (call) => {
    const length = call[at] as number;
    const widths = widthsOf(call);
    return {
      ...{ length, unit, cost: nanoseconds * length * Math.max(...Object.values(widths)) },
      part: (first, count, own) => moved(call, at, count, widths, own.bytes(first)),
    };
  };

/** Nanoseconds of a multiplication and an addition of a product. */
const MULTIPLY = 0.05;

/** Rows of a product (work, m, n, k, a, b, …) whose result is argument `to`. */
export const product =
  (to: number): Divide =>
  (call) => {
    const [, , m, n, k] = call as readonly number[];
    return {
      ...{ length: m!, unit: 4, cost: MULTIPLY * m! * n! * k! },
      part: (first, count, own) => {
        const [kernel, , ...args] = moved(call, 2, count, { 5: k!, [to]: n! }, own.bytes(first));
        return [kernel, own.work, ...args];
      },
    };
  };

/** Rows of Aᵀ B, which are columns of A. */
export const transposed: Divide = ([, ...args]) => {
  const [, m, n, k, a, b, c, flags] = args as [number, ...number[]];
  return {
    ...{ length: flags === 0 ? m! : 0, unit: 4, cost: MULTIPLY * m! * n! * k! },
    part: (first, count, { work, bytes }) => {
      const [from, to] = [a! + bytes(first), c! + bytes(first * n!)];
      return ['gemm_columns', work, count, n!, k!, from, m!, b!, to];
    },
  };
};

/** What is divided of a record. */
interface Division {
  /** The field that counts it. */
  readonly count: string;
  readonly unit: number;
  readonly cost: number;
  /** Fields that are addresses, and by how many numbers each goes on. */
  readonly steps: Fields;
  /** Fields that each part has to itself. */
  readonly owned?: (own: Own) => Fields;
}

/** A kernel whose one argument is a record. */
export const recorded =
  (type: AnyRecord, divisionOf: (fields: Fields) => Division): Divide =>
  ([kernel, record], { fields: fieldsOf }) => {
    const fields = fieldsOf(type, record!);
    const { count: counted, unit, cost, steps, owned } = divisionOf(fields);
    return {
      ...{ length: fields[counted]!, unit, cost },
      part: (first, count, own) => {
        const others: Record<string, number> = { ...owned?.(own), [counted]: count };
        for (const [name, step] of Object.entries(steps))
          if (fields[name] !== 0) others[name] = fields[name]! + own.bytes(first * step);
        return [kernel, own.copy(type, record!, others)];
      },
    };
  };
