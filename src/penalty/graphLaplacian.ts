import { checkCount, fail } from '../check.ts';
import { SparseMatrix } from '../memory/sparseMatrix.ts';

/** An edge between two columns, with a weight > 0, default 1. */
export type Edge = readonly [from: number, to: number, weight?: number];

/**
 * The incidence matrix of a graph whose nodes are the columns: a row √weight · (w_from − w_to) per
 * edge, so that ‖Γ w‖² = Σ weight (w_from − w_to)² and ΓᵀΓ is the graph Laplacian.
 *
 * @param edges pairs of different columns, with a weight > 0 if it is not 1.
 * @param p columns.
 * @throws RangeError if an edge is no such pair.
 * @see Li and Li (2008), Bioinformatics 24(9), 1175–1182.
 */
export function graphLaplacian(edges: readonly Edge[], p: number): SparseMatrix {
  checkCount('graphLaplacian', 'p', p, 1);
  edges.forEach((edge, e) => {
    const [from, to, weight = 1] = edge;
    const isNode = (node: number) => Number.isInteger(node) && node >= 0 && node < p;
    if (!isNode(from) || !isNode(to) || from === to)
      fail('graphLaplacian', `edges[${e}]`, `join two columns in [0, ${p})`, `${from}, ${to}`);
    if (!(weight > 0 && weight < Infinity))
      fail('graphLaplacian', `edges[${e}]`, 'have a finite weight > 0', weight);
  });
  const roots = edges.map(([, , weight = 1]) => Math.sqrt(weight));
  return SparseMatrix.fromTriplets({
    i: edges.flatMap((_, e) => [e, e]),
    j: edges.flatMap((edge) => edge.slice(0, 2) as number[]),
    v: roots.flatMap((root) => [root, -root]),
    rows: edges.length,
    cols: p,
  });
}
