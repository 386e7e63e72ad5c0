/** Loaded data as plain data, for threads that work in the same memory. */
import type { Scope } from '../memory/scope.ts';
import { shareArray } from '../memory/sharedMemory.ts';
import { type Parcel, parcelOf, penaltyOf } from '../penalty/parcel.ts';
import type { Design } from './design.ts';
import type { Loaded } from './learn.ts';
import type { FitSettings } from './problem.ts';
import { familyOf } from './response/familyChoice.ts';
import { readOffset } from './response/readOffset.ts';
import type { CodedResponse } from './response/types.ts';
import { namesFor } from './settings.ts';
import type { LinearSpec } from './types.ts';

/** What the fits of training sets need to know of loaded data. */
export interface DataParcel {
  readonly design: Design;
  readonly response: ResponseParcel;
  readonly settings: FitSettings;
  /** Undefined where they are the usual ones. */
  readonly names: readonly string[] | undefined;
  readonly impute: LinearSpec['impute'];
  /** Known parts of η, which predictions add again. */
  readonly offset: Float64Array | undefined;
  readonly penalty: Parcel;
  readonly where: string;
}

type ResponseParcel = Omit<CodedResponse, 'family'> & { readonly outputs: number };

/** Undefined where the user's own functions have a say in the fits: those cannot be sent. */
export function dataParcel(
  data: Loaded,
  response: ResponseParcel = responseParcel(data.response),
): DataParcel | undefined {
  const { settings, where, names, spec } = data;
  const penalty = parcelOf(data.penalty);
  if (!penalty || typeof spec.exclude === 'function') return undefined;
  const { names: given, refuse, ...design } = data.design;
  const isNamed = spec.featureNames !== undefined || given !== undefined;
  return {
    design,
    response,
    settings,
    names: isNamed ? names : undefined,
    impute: spec.impute,
    offset: spec.offset && shareArray(readOffset(where, spec.offset, design.n, response.outputs)),
    penalty,
    where,
  };
}

export function responseParcel({ family, ...response }: CodedResponse): ResponseParcel {
  const { target, weights, offset } = response;
  return {
    ...response,
    target: shareArray(target),
    weights: shareArray(weights),
    offset: offset && shareArray(offset),
    outputs: family.outputs,
  };
}

/** The data again; what their fits have to keep is reserved in `scope`. */
export function dataOf(scope: Scope, parcel: DataParcel): Loaded {
  const { design, settings, where, impute, offset } = parcel;
  const { outputs, ...response } = parcel.response;
  return {
    scope,
    design,
    settings,
    where,
    response: { ...response, family: familyOf(response.spec, outputs) },
    learned: new WeakMap(),
    names: namesFor(where, parcel.names, design.p),
    spec: { ...(impute && { impute }), ...(offset && { offset }) },
    penalty: penaltyOf(parcel.penalty),
  };
}
