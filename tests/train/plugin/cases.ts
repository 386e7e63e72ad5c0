/** One entry or more per plugin of the barrel: one that is exported but not tested is a type error. */
import { plugin, type TrainPlugin } from '../../../src/train/index.ts';

type Factory = keyof typeof plugin;

const CASES: Record<Factory, readonly TrainPlugin[]> = {
  ema: [plugin.ema(0.9), plugin.ema(0)],
  swa: [plugin.swa({ start: 3 }), plugin.swa({ start: 2, lr: 0.01 })],
  sam: [plugin.sam(), plugin.sam(0.5)],
  gradientNormPenalty: [plugin.gradientNormPenalty(0.01)],
};

export const PLUGIN_CASES = Object.values(CASES).flatMap((cases) =>
  cases.map((one) => [`${one.type} ${JSON.stringify(one.args)}`, one] as const),
);
