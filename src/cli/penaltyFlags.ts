/** The options that say which penalty the coefficients get. */
import type { Command } from 'commander';
import { fail } from '../check.ts';
import type { Dataset } from '../data/types.ts';
import { groupLasso, mcp, type Penalty, scad, slope } from '../penalty/index.ts';
import { type ModelFlags, option } from './options.ts';
import { choice, finite, fraction } from './parse.ts';

type PenaltyWord = 'elasticNet' | 'mcp' | 'scad' | 'slope' | 'groupLasso';

export interface PenaltyFlags {
  readonly penalty?: PenaltyWord;
  readonly gamma?: number;
  readonly q?: number;
}

export function addPenaltyOptions(command: Command): void {
  const words = choice('elasticNet', 'mcp', 'scad', 'slope', 'groupLasso');
  const names = 'elasticNet (default), mcp, scad, slope, or groupLasso: columns of one category';
  command.addOption(option('--penalty <name>', names, words));
  command.addOption(option('--gamma <shape>', 'of mcp, default 3, and scad, default 3.7', finite));
  command.addOption(
    option('--q <rate>', 'of slope: its false discovery rate, default 0.1', fraction),
  );
}

/** Everything that can be refused before the data are read. */
export function checkPenalty(flags: PenaltyFlags & ModelFlags, shares: readonly number[]): void {
  const { penalty = 'elasticNet', gamma, q, model } = flags;
  const isConcave = penalty === 'mcp' || penalty === 'scad';
  if (gamma !== undefined && !isConcave)
    fail('tikhonov', '--gamma', 'come with --penalty mcp or scad', gamma);
  if (q !== undefined && penalty !== 'slope')
    fail('tikhonov', '--q', 'come with --penalty slope', q);
  if (penalty === 'elasticNet') return;
  if (model !== 'elasticNet')
    fail('tikhonov', '--model', `be left out for --penalty ${penalty}`, model);
  if (shares.length > 0 && !isConcave)
    fail('tikhonov', '--l1-ratio', `be left out for --penalty ${penalty}`, shares.join());
  if (shares.length > 1)
    fail('tikhonov', '--l1-ratio', `be one share for --penalty ${penalty}`, shares.join());
}

/** The penalty as a value; undefined for an elastic net, which the estimators make themselves. */
export function penaltyOf(
  { penalty, gamma, q }: PenaltyFlags,
  dataset: Dataset,
  amounts: { readonly lambda?: number; readonly l1Ratio?: number },
): Penalty | undefined {
  const { lambda = 1, l1Ratio = 1 } = amounts;
  switch (penalty) {
    case 'mcp':
      return mcp({ lambda, l1Ratio, ...(gamma !== undefined && { gamma }) });
    case 'scad':
      return scad({ lambda, l1Ratio, ...(gamma !== undefined && { gamma }) });
    case 'slope':
      return slope({ lambda, ...(q !== undefined && { q }) });
    case 'groupLasso':
      return groupLasso({ lambda, groups: tableGroups(dataset) });
    default:
      return undefined;
  }
}

/** The columns of X that one column of the table became are one group. */
export function tableGroups({ encoding }: Dataset): Int32Array {
  return Int32Array.from(
    encoding.columns.flatMap((column, g) =>
      column.kind === 'numeric' ? [g] : column.levels.map(() => g),
    ),
  );
}
