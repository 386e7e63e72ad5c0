/** Types of svmlight.mjs for the TypeScript tests. */

export function readSvmlight(
  path: string,
  weighting: 'tf-idf' | 'length',
): {
  X: {
    rows: number;
    columns: number;
    values: Float64Array;
    indices: Int32Array;
    pointers: Int32Array;
  };
  y: Float64Array;
};
