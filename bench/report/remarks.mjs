/**
 * Why a case misses its target and what would be needed, by case: a profile, a limit of the
 * machine. The page prints them beside the figures.
 * @type {Record<string, string>}
 */
export const remarks = {
  'W10-path':
    'adelie, skglm and celer, the fastest peers for groups, could not be installed on this machine; grpreg penalizes the fit of a group, which is another problem.',
};
