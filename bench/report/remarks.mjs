/**
 * Why a case misses its target and what would be needed, by case: a profile, a limit of the
 * machine. The page prints them beside the figures.
 * @type {Record<string, string>}
 */
export const remarks = {
  'W10-path':
    "R's grpreg penalizes the fit of a group, which is another problem; gglasso solves this one.",
};
