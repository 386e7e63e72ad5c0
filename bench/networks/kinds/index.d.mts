/** Types of index.mjs for the TypeScript tests. */

export type Numbers = Float32Array | Float64Array | Int32Array;

export interface Given {
  arrays: Record<string, Numbers>;
  sizes?: Record<string, number>;
  source?: string;
}

export interface Kind {
  given(task: object): Given;
  judge(
    task: object,
    given: Given,
    answer: Numbers,
  ): { accepted: boolean; accuracy: number | null; error: number | null };
  work(task: object): { amount: number; unit: string } | null;
  isFresh?: boolean;
}

type Name = 'training' | 'product' | 'exp' | 'dropout' | 'adamW' | 'startUp' | 'tierUp';

export const kinds: Record<Name, Kind>;
