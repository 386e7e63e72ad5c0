import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Memory } from '../../src/memory/memory.ts';
import { type Call, networkKernels } from '../../src/memory/networkKernels.ts';
import type { AnyCall } from '../../src/train/divide.ts';
import type { Action } from '../../src/train/ready.ts';
import { CONSTRAINT_CASES } from '../constraint/cases.ts';
import { LAYER_CASES } from '../layer/cases.ts';
import { LOSS_CASES } from '../loss/cases.ts';
import { OPTIMIZER_CASES } from '../optimizer/cases.ts';
import { planned } from '../support/planned.ts';

/** Folders whose tests call kernels by name. */
const FOLDERS = ['math', 'blas', 'layer', 'loss', 'optimizer', 'constraint', 'train'];

/** `kernels.name` in tests, and kernels[`${name}_ending`] for each of some names. */
function calledByName(): string[] {
  return FOLDERS.flatMap((folder) => {
    const directory = new URL(`../${folder}/`, import.meta.url);
    return readdirSync(directory).flatMap((file) => {
      if (!file.endsWith('.ts')) return [];
      const text = readFileSync(new URL(file, directory), 'utf8');
      const plain = [...text.matchAll(/kernels\.(\w+)/g)].map(([, name]) => name!);
      const endings = [...text.matchAll(/kernels\[`\$\{name\}_(\w+)`\]/g)];
      const made = endings.flatMap(([, ending]) =>
        ['elasticNet', 'mcp', 'scad'].map((name) => `${name}_${ending}`),
      );
      return [...plain, ...made];
    });
  });
}

/** The calls that the cases of the contract suites make: in training and in evaluation. */
function calledByCases(): string[] {
  const modes = [
    { isTraining: true, isNoisy: true },
    { isTraining: false, isNoisy: false },
  ];
  const ofLayers = LAYER_CASES.flatMap(({ layers, input }) =>
    modes.flatMap((mode) =>
      planned(layers, input, mode, ({ plan }) => [...plan.forward, ...callsOf(plan.backward)]),
    ),
  );
  const ofLosses = LOSS_CASES.map(({ loss }) => {
    const outputs = { kind: loss.target, count: 3 };
    return planned([], [3], { loss, outputs }, ({ plan }) => plan.loss!);
  });
  const group = { count: 0, weights: 0, gradients: 0, slots: [0, 0], decay: 0, l2: 0 };
  const ofOptimizers = OPTIMIZER_CASES.flatMap(({ optimizer }): Call[] => [
    [optimizer.begin, 0, 0],
    optimizer.step(0, group),
    ...(optimizer.lengths ? [optimizer.lengths(0, group, 0)] : []),
  ]);
  const spot = { where: 'test', rows: 1, cols: 1, at: 0, work: 0 };
  const place = { ...spot, scratch: () => 0, numbers: () => 0 };
  const ofConstraints = CONSTRAINT_CASES.map(({ constraint }) => constraint.project(place));
  return [...ofLayers, ...ofLosses, ...ofOptimizers, ...ofConstraints].map(([name]) => name);
}

function callsOf(actions: readonly Action[]): AnyCall[] {
  return actions.filter((action) => typeof action !== 'function');
}

/** What every training run calls, or what says how the module was made. */
const ALWAYS = ['data_end', 'real_bytes', '_start', 'memory'];

/** Each called by tests/blas/gemm.test.ts, which makes its name. */
const PRODUCTS = ['gemm_nn', 'gemm_tn', 'gemm_nt'];

/** Called before training, whose moments tests/train/standardize.test.ts checks. */
const MOMENTS = ['column_powers'];

test('every export of the module of networks is called by a test or a case of its own', () => {
  const exported = Object.keys(networkKernels(new Memory()));
  expect(exported.length).toBeGreaterThan(30);
  const tested = new Set([
    ...calledByName(),
    ...calledByCases(),
    ...ALWAYS,
    ...PRODUCTS,
    ...MOMENTS,
  ]);
  expect(exported.filter((name) => !tested.has(name))).toEqual([]);
});
