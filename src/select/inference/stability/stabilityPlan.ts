/** Of cutoff, number of selected features and bound two are given and the third follows. */
import { checkCount, fail } from '../../../check.ts';
import { type Assumption, falseSelectionBound } from './falseSelectionBound.ts';
import type { StabilityOptions } from './stabilitySelection.ts';

/** What `stabilitySelection` works with. */
export interface StabilityPlan {
  readonly cutoff: number;
  /** Features per half sample. */
  readonly q: number;
  readonly pferBound: number;
}

const WHERE = 'stabilitySelection';

/** Ranges of the options, before any data are read. */
export function checkPlan(options: StabilityOptions): void {
  const { pairs = 50, cutoff, pfer, maxSelected, base = 'path', assumption } = options;
  checkCount(WHERE, 'pairs', pairs, 1);
  if (cutoff !== undefined && !(typeof cutoff === 'number' && cutoff > 0.5 && cutoff <= 1))
    fail(WHERE, 'cutoff', 'lie in (0.5, 1]', cutoff);
  if (pfer !== undefined && !(typeof pfer === 'number' && pfer > 0 && pfer < Infinity))
    fail(WHERE, 'pfer', 'be a finite number > 0', pfer);
  if (maxSelected !== undefined) checkCount(WHERE, 'maxSelected', maxSelected, 1);
  if (base !== 'path' && base !== 'lambda') fail(WHERE, 'base', "be 'path' or 'lambda'", base);
  if (assumption !== undefined && assumption !== 'unimodal' && assumption !== 'none')
    fail(WHERE, 'assumption', "be 'unimodal' or 'none'", assumption);
  const given = [cutoff, pfer, maxSelected].filter((value) => value !== undefined).length;
  if (given === 3)
    fail(WHERE, 'options', 'hold at most two of cutoff, pfer and maxSelected', 'all three');
  if (base === 'path') return;
  if (maxSelected !== undefined)
    fail(WHERE, 'maxSelected', "be left out with base 'lambda'", maxSelected, 'λ decides there');
  if (given === 2) fail(WHERE, 'options', "hold one of cutoff and pfer with base 'lambda'", 'both');
}

/** The plan for p features; what is not given is cutoff 0.75 and pfer 1. */
export function planFor(options: StabilityOptions, p: number): StabilityPlan {
  const { pairs = 50, assumption = 'unimodal', maxSelected } = options;
  if (maxSelected !== undefined && maxSelected > p)
    fail(WHERE, 'maxSelected', `be at most ${p} (the columns of X)`, maxSelected);
  if (maxSelected !== undefined && options.pfer !== undefined)
    return cutoffFor(options.pfer, maxSelected, p, pairs, assumption);
  const { cutoff = 0.75, pfer = 1 } = options;
  const bound = (q: number) => falseSelectionBound({ q, p, cutoff, pairs }, assumption);
  if (maxSelected !== undefined) return { cutoff, q: maxSelected, pferBound: bound(maxSelected) };
  let q = 0;
  while (q < p && bound(q + 1) <= pfer) q++;
  if (q === 0)
    fail(WHERE, 'pfer', `be at least ${bound(1)} for cutoff ${cutoff} and ${p} columns`, pfer);
  return { cutoff, q, pferBound: bound(q) };
}

/** The smallest cutoff, a multiple of 1/(2 pairs), whose bound is at most `pfer`. */
export function cutoffFor(
  pfer: number,
  q: number,
  p: number,
  pairs: number,
  assumption: Assumption,
): StabilityPlan {
  for (let steps = pairs + 1; steps <= 2 * pairs; steps++) {
    const cutoff = steps / (2 * pairs);
    const pferBound = falseSelectionBound({ q, p, cutoff, pairs }, assumption);
    if (pferBound <= pfer) return { cutoff, q, pferBound };
  }
  const least = falseSelectionBound({ q, p, cutoff: 1, pairs }, assumption);
  const what = `be at least ${least} where ${q} of ${p} columns are selected per half sample`;
  return fail(WHERE, 'pfer', what, pfer, 'select fewer, or use more pairs');
}
