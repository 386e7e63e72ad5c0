/** What the kernels of penalties and families are asked, by number: assembly/solver/*Call.ts. */
export const PenaltyCall = {
  improve: 0,
  along: 1,
  freedom: 2,
  scale: 3,
  fenchel: 4,
  stationarity: 5,
  screen: 6,
  sweep: 7,
  free: 8,
  select: 9,
} as const;

export const RowCall = {
  gradients: 0,
  along: 1,
  recentre: 2,
  reach: 3,
  gap: 4,
  curve: 5,
} as const;
