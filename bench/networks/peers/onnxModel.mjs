/** An ONNX graph of one Gemm as protocol buffers, field by field: onnx/onnx.proto3. */

/** @typedef {number[]} Bytes */

/** @param {number} value @returns {Bytes} seven bits a byte, low ones first */
function varint(value) {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** @param {number} field @param {number} value @returns {Bytes} */
const integer = (field, value) => [...varint(8 * field), ...varint(value)];

/** @param {number} field @param {Bytes | string} content @returns {Bytes} */
function part(field, content) {
  const bytes = typeof content === 'string' ? [...Buffer.from(content)] : content;
  return [...varint(8 * field + 2), ...varint(bytes.length), ...bytes];
}

const FLOAT = 1;
const INT = 2;

/** @param {string} name @param {number[]} shape @returns {Bytes} ValueInfoProto */
function value(name, shape) {
  const dimensions = shape.flatMap((length) => part(1, integer(1, length)));
  const tensor = [...integer(1, FLOAT), ...part(2, dimensions)];
  return [...part(1, name), ...part(2, part(1, tensor))];
}

/**
 * c = a b of inputs a and b, each transposed where its attribute is 1.
 * @param {{ a: number[], b: number[], c: number[] }} shapes
 * @param {Record<string, number>} attributes
 */
export function gemmModel({ a, b, c }, attributes) {
  const listed = Object.entries(attributes).flatMap(([name, number]) => {
    return part(5, [...part(1, name), ...integer(3, number), ...integer(20, INT)]);
  });
  const node = [...part(1, 'a'), ...part(1, 'b'), ...part(2, 'c'), ...part(4, 'Gemm'), ...listed];
  const ends = [...part(11, value('a', a)), ...part(11, value('b', b)), ...part(12, value('c', c))];
  const graph = [...part(1, node), ...part(2, 'product'), ...ends];
  const opset = integer(2, 13);
  return Uint8Array.from([...integer(1, 8), ...part(7, graph), ...part(8, opset)]);
}
