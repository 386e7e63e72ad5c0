const none = () => Number.NaN;

/** The scalars of a family whose rows or outputs hang together: no number alone has a loss. */
export const noScalars = {
  loss: none,
  saturated: none,
  slope: none,
  inverse: none,
  low: none,
  high: none,
} as const;
