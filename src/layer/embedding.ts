import { checkCount, checkKeys } from '../check.ts';
import { EmbeddingRecord } from '../memory/networkRecords.ts';
import type { Layer, Planner, Tensor } from './layer.ts';
import {
  checkWeightOptions,
  planActivity,
  type WeightOptions,
  weightRules,
} from './weightOptions.ts';

/** Options of embeddings. */
export interface EmbeddingOptions extends Omit<WeightOptions, 'biasPenalty' | 'biasConstraint'> {
  /** Name of the layer, default made of type and place. */
  name?: string;
}

/**
 * A row of numbers for each integer: X holds integers from 0 to vocabulary − 1, [length] becomes
 * [length, dimensions]. It is the network's first layer. Rows begin uniform on ±0.05; the gradient of a
 * row is the sum over the places that name it.
 *
 * @param vocabulary how many integers there are, at least 1.
 * @param dimensions numbers of a row, at least 1.
 * @throws RangeError if one of them is none; from `fit` and `predict` if a cell of X names no row.
 * @example
 * ```ts
 * sequential([embedding(5000, 32), globalAvgPool(), dense(2)])
 * ```
 * @see Bengio, Ducharme, Vincent, Jauvin (2003), JMLR 3, section 2.
 */
export function embedding(
  vocabulary: number,
  dimensions: number,
  options: EmbeddingOptions = {},
): Layer {
  checkCount('embedding', 'vocabulary', vocabulary, 1);
  checkCount('embedding', 'dimensions', dimensions, 1);
  checkKeys('embedding', options, ['name', 'penalty', 'activityPenalty', 'constraint']);
  checkWeightOptions('embedding', options);
  return {
    ...{ type: 'embedding', args: [vocabulary, dimensions, options], name: options.name },
    plan: (p, x) => plan(p, x, vocabulary, dimensions, options),
  };
}

const LIMIT = 0.05;

function plan(
  p: Planner,
  x: Tensor,
  vocabulary: number,
  width: number,
  rules: WeightOptions,
): Tensor {
  p.indices(x, vocabulary);
  const table = p.parameter('weight', [vocabulary, width], {
    init: { limit: LIMIT },
    isPenalized: true,
    ...weightRules(rules),
  });
  const y = p.tensor([...x.shape, width]);
  const n = p.batch * x.size;
  const record = p.record(EmbeddingRecord, {
    ...{ n, vocabulary, width, x: x.at, table: table.at, y: y.at },
    ...{ dy: y.gradient, dtable: table.gradient },
  });
  p.forward(['embedding_forward', record]);
  if (x.gradient) p.backward(['clear_numbers', n, x.gradient]);
  if (p.isTraining) p.backward(['embedding_backward', record]);
  planActivity(p, y, rules);
  return y;
}
