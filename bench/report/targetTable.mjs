/** What is wanted beside what was measured. */

import { table } from './format.mjs';
import { describeFigure } from './reached.mjs';

/** @typedef {import('./reached.mjs').Reached} Reached */

/** @param {Reached} reached */
function cells(reached) {
  const { name, target, verdict } = reached;
  const { peer, least, of = 'tikhonov', byDefault, unit } = target;
  const words = { met: 'met', missed: '**missed**', open: 'open' };
  return [
    name,
    byDefault ? `${peer} at its default` : peer,
    of.replace('tikhonov-', '').replaceAll('-', ' '),
    unit ? `≥ ${least} ${unit}` : `≥ ${least}×`,
    describeFigure(reached),
    words[verdict],
  ];
}

/**
 * How many are met, and the table of all.
 * @param {readonly Reached[]} reached
 */
export function targetTable(reached) {
  const count = (/** @type {Reached['verdict']} */ verdict) => {
    return reached.filter((each) => each.verdict === verdict).length;
  };
  const header = ['case', 'peer', 'ours', 'target', 'measured', ''];
  const counts = `${count('met')} met, ${count('missed')} missed, ${count('open')} open`;
  return `${counts} (a peer that was not measured, or a bound that does not decide).

${table(header, reached.map(cells))}`;
}
