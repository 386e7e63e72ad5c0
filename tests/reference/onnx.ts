/** ONNX models read and run node by node, as the operators' documents say it; in f64. */
import { fieldsOf } from './protobuf.ts';

export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Attributes by name. */
type Attributes = Readonly<Record<string, number | string | readonly number[] | undefined>>;

interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Attributes;
}

export interface Model {
  readonly opset: number;
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<string, Numbers>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const text = (bytes: unknown) => new TextDecoder().decode(bytes as Uint8Array);

export function readModel(bytes: Uint8Array): Model {
  const model = fieldsOf(bytes);
  const graph = fieldsOf(model.get(7)![0] as Uint8Array);
  const all = (number: number) => (graph.get(number) ?? []) as Uint8Array[];
  const names = (number: number) => all(number).map((info) => text(fieldsOf(info).get(1)![0]));
  return {
    opset: fieldsOf(model.get(8)![0] as Uint8Array).get(2)![0] as number,
    nodes: all(1).map(nodeOf),
    constants: new Map(all(5).map(tensorOf)),
    inputs: names(11),
    outputs: names(12),
  };
}

function nodeOf(bytes: Uint8Array): Node {
  const fields = fieldsOf(bytes);
  const attributes = (fields.get(5) ?? []).map((attribute) => {
    const parts = fieldsOf(attribute as Uint8Array);
    const [type] = parts.get(20)!;
    const value =
      type === 1
        ? parts.get(2)![0]
        : type === 2
          ? parts.get(3)![0]
          : type === 3
            ? text(parts.get(4)![0])
            : parts.get(8);
    return [text(parts.get(1)![0]), value] as const;
  });
  return {
    operator: text(fields.get(4)![0]),
    inputs: fields.get(1)!.map(text),
    output: text(fields.get(2)![0]),
    attributes: Object.fromEntries(attributes) as Attributes,
  };
}

function tensorOf(bytes: Uint8Array): readonly [string, Numbers] {
  const fields = fieldsOf(bytes);
  const raw = (fields.get(9)![0] as Uint8Array).slice().buffer;
  const isFloat = fields.get(2)![0] === 1;
  const data = isFloat
    ? Array.from(new Float32Array(raw))
    : Array.from(new BigInt64Array(raw), Number);
  return [text(fields.get(8)![0]), { shape: (fields.get(1) ?? []) as number[], data }];
}

/** The outputs by name, for the only input. */
export function runModel(model: Model, x: Numbers): Map<string, Numbers> {
  const values = new Map<string, Numbers>([...model.constants, [model.inputs[0]!, x]]);
  for (const { operator, inputs, output, attributes } of model.nodes) {
    const given = inputs.map((name) => values.get(name)!);
    const run = OPERATORS[operator];
    if (!run) throw new Error(`no operator ${operator}`);
    values.set(output, run(given as [Numbers, Numbers, Numbers], attributes));
  }
  return new Map(model.outputs.map((name) => [name, values.get(name)!]));
}

type Run = (inputs: readonly [Numbers, Numbers, Numbers], attributes: Attributes) => Numbers;

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const each =
  (f: (x: number) => number): Run =>
  ([{ shape, data }]) => ({ shape, data: data.map(f) });

/** Of two tensors, of which one may lack axes or have lengths of 1. */
const both =
  (f: (a: number, b: number) => number): Run =>
  ([a, b]) => {
    const rank = Math.max(a.shape.length, b.shape.length);
    const wide = [a, b].map(({ shape }) => [
      ...new Array<number>(rank - shape.length).fill(1),
      ...shape,
    ]);
    const shape = wide[0]!.map((length, k) => Math.max(length, wide[1]![k]!));
    const at = (place: readonly number[], own: readonly number[]) =>
      own.reduce((offset, length, k) => offset * length + (length === 1 ? 0 : place[k]!), 0);
    return filled(shape, (place) => f(a.data[at(place, wide[0]!)]!, b.data[at(place, wide[1]!)]!));
  };

function filled(shape: readonly number[], value: (place: readonly number[]) => number): Numbers {
  const data = Array.from({ length: sizeOf(shape) }, (_, index) => value(placeOf(index, shape)));
  return { shape, data };
}

function placeOf(index: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let rest = index;
  for (let k = shape.length - 1; k >= 0; k--) {
    place[k] = rest % shape[k]!;
    rest = Math.floor(rest / shape[k]!);
  }
  return place;
}

const offset = (place: readonly number[], shape: readonly number[]) =>
  shape.reduce((sum, length, k) => sum * length + place[k]!, 0);

/** Rows of the last axis. */
const rows =
  (f: (row: number[]) => number[]): Run =>
  ([{ shape, data }]) => {
    const width = shape.at(-1)!;
    const parts = Array.from({ length: data.length / width }, (_, i) =>
      f(data.slice(i * width, (i + 1) * width)),
    );
    return { shape, data: parts.flat() };
  };

/** Σ exp(−t²) by the series of erf, exact for the small numbers of tests. */
function erf(x: number): number {
  let [sum, term] = [x, x];
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return Math.abs(x) > 5 ? Math.sign(x) : (2 / Math.sqrt(Math.PI)) * sum;
}

const product: Run = ([a, b, c]) => {
  const [n, k] = [a.shape[0]!, a.shape[1]!];
  const m = b.shape[1]!;
  return filled([n, m], ([i, j]) => {
    let sum = c?.data[j!] ?? 0;
    for (let l = 0; l < k; l++) sum += a.data[i! * k + l]! * b.data[l * m + j!]!;
    return sum;
  });
};

/** Means or maxima along axes. */
const reduce =
  (f: (values: number[]) => number): Run =>
  ([x], { axes, keepdims }) => {
    const along = axes as readonly number[];
    const shape = x.shape.map((length, k) => (along.includes(k) ? 1 : length));
    const groups = shape.length ? Array.from({ length: sizeOf(shape) }, (): number[] => []) : [];
    x.data.forEach((value, index) => {
      const place = placeOf(index, x.shape).map((i, k) => (along.includes(k) ? 0 : i));
      groups[offset(place, shape)]!.push(value);
    });
    const kept = keepdims ? shape : shape.filter((_, k) => !along.includes(k));
    return { shape: kept, data: groups.map(f) };
  };

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Places of a window over [batch, channels, …], and zeros around where it is to be the same. */
function windows(x: Numbers, kernel: readonly number[], { strides, auto_pad }: Attributes) {
  const steps = strides as readonly number[];
  const lengths = x.shape.slice(2);
  const isSame = auto_pad === 'SAME_UPPER';
  const out = lengths.map((length, k) =>
    isSame ? Math.ceil(length / steps[k]!) : Math.floor((length - kernel[k]!) / steps[k]!) + 1,
  );
  const before = lengths.map((length, k) =>
    isSame ? Math.floor(Math.max(0, (out[k]! - 1) * steps[k]! + kernel[k]! - length) / 2) : 0,
  );
  const cells = Array.from({ length: sizeOf(kernel) }, (_, i) => placeOf(i, kernel));
  const at = (i: number, c: number, place: readonly number[], cell: readonly number[]) => {
    const where = place.map((p, k) => p * steps[k]! + cell[k]! - before[k]!);
    const isIn = where.every((p, k) => p >= 0 && p < lengths[k]!);
    return isIn ? x.data[offset([i, c, ...where], x.shape)]! : undefined;
  };
  return { out, cells, at };
}

const convolve: Run = ([x, w, b], attributes) => {
  const kernel = w.shape.slice(2);
  const { out, cells, at } = windows(x, kernel, attributes);
  const [filters, terms] = [w.shape[0]!, w.shape[1]!];
  const perGroup = filters / (attributes.group as number);
  return filled([x.shape[0]!, filters, ...out], ([i, f, ...place]) => {
    let sum = b?.data[f!] ?? 0;
    const first = Math.floor(f! / perGroup) * terms;
    for (let c = 0; c < terms; c++)
      for (const cell of cells)
        sum += (at(i!, first + c, place, cell) ?? 0) * w.data[offset([f!, c, ...cell], w.shape)]!;
    return sum;
  });
};

const pool =
  (f: (values: number[]) => number): Run =>
  ([x], attributes) => {
    const { out, cells, at } = windows(x, attributes.kernel_shape as readonly number[], attributes);
    return filled([x.shape[0]!, x.shape[1]!, ...out], ([i, c, ...place]) =>
      f(cells.map((cell) => at(i!, c!, place, cell)!)),
    );
  };

const [ALPHA, SCALE] = [1.6732632423543772, 1.0507009873554805];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const OPERATORS: Readonly<Record<string, Run>> = {
  Add: both((a, b) => a + b),
  AveragePool: pool(mean),
  Cast: ([x]) => x,
  Conv: convolve,
  Div: both((a, b) => a / b),
  Elu: each((x) => (x < 0 ? Math.exp(x) - 1 : x)),
  Erf: each(erf),
  Gather: ([table, x]) => {
    const width = table.shape[1]!;
    const data = x.data.flatMap((i) => table.data.slice(i * width, (i + 1) * width));
    return { shape: [...x.shape, width], data };
  },
  Gemm: product,
  Identity: ([x]) => x,
  LayerNormalization: (inputs, { epsilon }) => {
    const unit = rows((row) => {
      const center = mean(row);
      const variance = mean(row.map((x) => (x - center) ** 2));
      return row.map((x) => (x - center) / Math.sqrt(variance + (epsilon as number)));
    })(inputs, {});
    const [, gamma, beta] = inputs;
    const scaled = OPERATORS.Mul!([unit, gamma, beta], {});
    return OPERATORS.Add!([scaled, beta, beta], {});
  },
  LeakyRelu: each((x) => (x < 0 ? 0.01 * x : x)),
  MatMul: product,
  MaxPool: pool((values) => Math.max(...values)),
  Mul: both((a, b) => a * b),
  ReduceMax: reduce((values) => Math.max(...values)),
  ReduceMean: reduce(mean),
  Relu: each((x) => Math.max(x, 0)),
  Reshape: ([x, { data }]) => {
    const known = sizeOf(data.filter((length) => length >= 0));
    return {
      shape: data.map((length) => (length < 0 ? x.data.length / known : length)),
      data: x.data,
    };
  },
  Selu: each((x) => SCALE * (x < 0 ? ALPHA * (Math.exp(x) - 1) : x)),
  Sigmoid: each(sigmoid),
  Softmax: rows((row) => {
    const powers = row.map((x) => Math.exp(x - Math.max(...row)));
    const total = powers.reduce((a, b) => a + b);
    return powers.map((x) => x / total);
  }),
  Softplus: each((x) => Math.log1p(Math.exp(x))),
  Sqrt: each(Math.sqrt),
  Sub: both((a, b) => a - b),
  Tanh: each(Math.tanh),
  Transpose: ([x], { perm }) => {
    const order = perm as readonly number[];
    const shape = order.map((k) => x.shape[k]!);
    return filled(shape, (place) => {
      const from: number[] = [];
      order.forEach((k, to) => {
        from[k] = place[to]!;
      });
      return x.data[offset(from, x.shape)]!;
    });
  },
};
