import type { SurvivalOutcome } from './outcome.ts';

/** A third of the rows. */
export interface Thirds {
  readonly name: string;
  readonly rows: number;
  readonly events: number;
  /** Events ÷ sum of the times of follow-up. */
  readonly rate: number;
}

/** The rows in three parts of ascending risk, as equal as they can be; of equal risks by order. */
export function thirdsByRisk({ time, event, risk }: SurvivalOutcome): Thirds[] {
  const order = Array.from(risk.keys()).sort((a, b) => risk[a]! - risk[b]! || a - b);
  return ['lowest third', 'middle third', 'highest third'].map((name, k) => {
    const from = Math.round((k * order.length) / 3);
    const part = order.slice(from, Math.round(((k + 1) * order.length) / 3));
    const events = part.reduce((sum, i) => sum + event[i]!, 0);
    const followed = part.reduce((sum, i) => sum + time[i]!, 0);
    return { name, rows: part.length, events, rate: events / followed };
  });
}
