/** The contract of plugins: what they change about training. */
import { failType } from '../../check.ts';

/** A plugin: a value that says what it changes, by numbers alone, so that a run can be resumed. */
export interface TrainPlugin {
  /** The name of the function that makes it. */
  readonly type: string;
  /** What that function was given. */
  readonly args: readonly unknown[];
  /** @internal Learning rate of an epoch's steps in place of the schedule's; undefined leaves that. */
  readonly rate?: (epoch: number, epochs: number) => number | undefined;
  /** @internal A second gradient of each batch, and how much it counts. */
  readonly ahead?: (at: Place) => Ahead;
  /** @internal Weights that are measured and left in place of those that move. */
  readonly average?: AverageRule;
}

/** Where a gradient was taken. */
export interface Place {
  /** ‖g‖ of the batch's gradient, > 0. */
  readonly gradient: number;
  /** ‖w‖ of the weights. */
  readonly weights: number;
  /** The spacing of a network's numbers at 1. */
  readonly epsilon: number;
}

/** Another gradient g′, at w + reach · g ÷ ‖g‖; g becomes g + share · (g′ − g). */
export interface Ahead {
  readonly reach: number;
  readonly share: number;
}

/** How weights are averaged: after each step, or each epoch. */
export interface AverageRule {
  readonly per: 'step' | 'epoch';
  /** Share of the weights after step or epoch t = 1, 2, … in the average; 1 is the weights themselves. */
  readonly share: (t: number, epochs: number) => number;
}

/** What two plugins cannot do at once, in words. */
const DEEDS = { ahead: 'changes gradients', average: 'averages weights' } as const;

/** @throws TypeError for what is no list of plugins, and where two of them do the same. */
export function checkPlugins(where: string, plugins: readonly TrainPlugin[]): void {
  if (!Array.isArray(plugins)) failType(where, 'plugins', 'be a list of plugins', plugins);
  plugins.forEach((plugin, k) => {
    if (typeof plugin?.type !== 'string' || !Array.isArray(plugin.args))
      failType(where, `plugins[${k}]`, 'be a plugin such as plugin.ema()', plugin);
  });
  for (const deed of ['ahead', 'average'] as const) {
    const doing = plugins.filter((plugin) => plugin[deed] !== undefined);
    if (doing.length > 1)
      failType(where, 'plugins', `hold at most one that ${DEEDS[deed]}`, typesOf(doing));
  }
}

function typesOf(plugins: readonly TrainPlugin[]): string {
  return plugins.map(({ type }) => type).join(', ');
}
