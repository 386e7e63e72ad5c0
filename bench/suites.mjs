/**
 * The suites: a list of cases, who takes part, and how one case is measured and shown.
 *
 * @typedef {{ name: string, title: string }} AnyCase
 * @typedef {{ name: string, find: () => { command: string, args: string[] } | undefined }} AnySubject
 * @typedef {{ repeats: number, budget: number, log: (text: string) => void }} Settings
 * @typedef {object} Suite
 * @property {string} name as on the command line
 * @property {readonly AnyCase[]} cases
 * @property {readonly AnySubject[]} subjects
 * @property {(benchmark: any) => boolean} hasData can the data of this case be had here?
 * @property {(benchmark: any, subjects: readonly any[], settings: Settings) => Promise<any>}
 *   measureCase with the rows in `subjects`: { name, ours, accepted, medianMs, ratio, … }
 * @property {(result: any) => string} formatCase
 */

import { linear } from './linear.mjs';
import { networks } from './networks/suite.mjs';

/** @type {readonly Suite[]} */
export const suites = [linear, networks];
