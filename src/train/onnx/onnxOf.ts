/** Fitted networks for other programs that run them. */
import type { NetworkState } from '../fittedNetwork.ts';
import { outlineOf } from '../outline.ts';
import { linkOf } from '../probabilities.ts';
import { Graph } from './graph.ts';
import { chained } from './operators.ts';

const LINKS = { softmax: 'Softmax', sigmoid: 'Sigmoid' } as const;

/** The bytes of an ONNX model, operators of set 17. */
export function onnxOf({ layers, input, weights, loss, classes }: NetworkState) {
  const graph = new Graph();
  const { output } = outlineOf('toOnnx', layers, input);
  const last = chained(graph, layers, input, weights, 'X');
  const scores = graph.node('Identity', [last], {}, 'scores');
  const link = linkOf(loss.type, classes !== undefined);
  if (link === 'identity') return graph.model(['X', input], [[scores, output]]);
  const probabilities = graph.node(LINKS[link], [scores], {}, 'probabilities');
  const outputs = [scores, probabilities].map((name) => [name, output] as const);
  return graph.model(['X', input], outputs);
}
