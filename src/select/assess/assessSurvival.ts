/** Measures of predicted risks. */
import { checkKeys } from '../../check.ts';
import { comparablePairs, followedOf, type SurvivalRows, shareOf } from './concordance.ts';
import { sum } from './rows.ts';
import { summaryOf } from './summary.ts';

/** Measures of predicted risks. */
export interface SurvivalAssessment {
  readonly kind: 'survival';
  /** Rows of positive weight. */
  readonly rows: number;
  /** Events among them, not weighted. */
  readonly events: number;
  /** Harrell's C; NaN if no pair is comparable. */
  readonly concordance: number;
  /** Somers' D = 2 C − 1. */
  readonly somersD: number;
  /** Weight of the comparable pairs. */
  readonly pairs: number;
  /** One measure per line. */
  summary(): string;
}

export function assessSurvival(given: SurvivalRows): SurvivalAssessment {
  checkKeys('assess', given, ['time', 'event', 'risk', 'weights']);
  const followed = followedOf('assess', given);
  const counted = comparablePairs(followed);
  const { concordant, discordant, tied } = counted;
  const pairs = concordant + discordant + tied;
  const measures = {
    rows: followed.time.length,
    events: sum(followed.event),
    concordance: shareOf(counted),
    somersD: (concordant - discordant) / pairs,
    pairs,
  };
  const summary = () => summaryOf({ kind: 'survival', ...measures });
  return { kind: 'survival', ...measures, summary };
}
