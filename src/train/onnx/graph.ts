/** A graph of ONNX, built node by node. */
import { encodeMessage, type Field } from '../../model/protobuf.ts';

/** What an attribute of a node may be: a whole number, text, whole numbers, or a number. */
export type Attribute = number | string | readonly number[] | { readonly f32: number };

/** The set of operators, and the version of the format that knows it. */
const OPSET = 17;
const VERSION = 8;

const FLOAT = 1;
const INT64 = 7;

/**
 * Numbers of fields are those of onnx.proto of version 1.12,
 * https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto.
 */
export class Graph {
  readonly #nodes: Field[] = [];
  readonly #constants: Field[] = [];
  #count = 0;

  /** The name of a node's output; its own, where it is given. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `${operator.toLowerCase()}_${++this.#count}`,
  ): string {
    const fields: Field[] = inputs.map((input) => [1, input]);
    fields.push([2, output], [3, output], [4, operator]);
    for (const [name, value] of Object.entries(attributes))
      fields.push([5, attribute(name, value)]);
    this.#nodes.push([1, fields]);
    return output;
  }

  /** The name of numbers. */
  constant(values: ArrayLike<number>, shape: readonly number[], name?: string): string {
    const data = new Uint8Array(Float32Array.from(values).buffer);
    return this.#tensor(FLOAT, data, shape, name);
  }

  /** The name of whole numbers. */
  integers(values: readonly number[]): string {
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.#tensor(INT64, data, [values.length]);
  }

  /** The model, from one input to these outputs; shapes are those of a sample. */
  model(
    input: readonly [name: string, shape: readonly number[]],
    outputs: readonly (readonly [name: string, shape: readonly number[]])[],
  ): Uint8Array<ArrayBuffer> {
    const graph: Field[] = [
      ...this.#nodes,
      [2, 'network'],
      ...this.#constants,
      [11, valueInfo(input)],
      ...outputs.map((output) => [12, valueInfo(output)] as const),
    ];
    const opset: Field[] = [
      [1, ''],
      [2, OPSET],
    ];
    return encodeMessage([
      [1, VERSION],
      [2, 'tikhonov'],
      [7, graph],
      [8, opset],
    ]);
  }

  #tensor(
    type: number,
    data: Uint8Array,
    shape: readonly number[],
    name = `constant_${++this.#count}`,
  ): string {
    const dims = shape.map((length) => [1, length] as const);
    this.#constants.push([5, [...dims, [2, type], [8, name], [9, data]]]);
    return name;
  }
}

function attribute(name: string, value: Attribute): Field[] {
  if (typeof value === 'number')
    return [
      [1, name],
      [3, value],
      [20, 2],
    ];
  if (typeof value === 'string')
    return [
      [1, name],
      [4, value],
      [20, 3],
    ];
  if ('f32' in value)
    return [
      [1, name],
      [2, value],
      [20, 1],
    ];
  return [[1, name], ...value.map((one) => [8, one] as const), [20, 7]];
}

/** A name with its type: numbers of any count of samples. */
function valueInfo([name, shape]: readonly [string, readonly number[]]): Field[] {
  const batch: Field = [1, [[2, 'batch']]];
  const dims = shape.map((length): Field => [1, [[1, length]]]);
  const tensor: Field[] = [
    [1, FLOAT],
    [2, [batch, ...dims]],
  ];
  return [
    [1, name],
    [2, [[1, tensor]]],
  ];
}
