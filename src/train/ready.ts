/** Lists of calls made ready: for one thread, or shared out among those of a memory. */
import {
  networkKernels,
  networkModule,
  realBytes,
  reserveReals,
} from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import { poolOf } from '../runtime/inThreads.ts';
import { Team } from '../runtime/team.ts';
import { bind, runAll } from './calls.ts';
import type { AnyCall, AnyRecord, Divisible, Fields, Own } from './divide.ts';
import { type Round, writeRound } from './rounds.ts';
import { APART, SHARES } from './shares.ts';

/** A call, or what a function of the user's does. */
export type Action = AnyCall | (() => void);

/** Nanoseconds of work that are worth a thread: they meet within one of ten thousand. */
const LEAST = 5000;

/** Those among whom the calls of a scope are shared out. */
export interface Crew {
  /** What each of them has to itself. */
  readonly owns: readonly Own[];
  /** Nanoseconds of work that a part takes at least. */
  readonly least: number;
  /** A round made ready. */
  readonly round: (round: Round) => () => void;
}

const crews = new WeakMap<Scope, Crew>();

/** The threads of a scope's memory, until it is released; undefined where there is one. */
function crewOf(scope: Scope): Crew | undefined {
  const known = crews.get(scope);
  const pool = poolOf(scope.memory);
  if (known || !pool || pool.size === 0) return known;
  const kernels = networkKernels(scope.memory);
  const team = new Team(scope, pool, 'roundParts', networkModule(scope.memory));
  const round = (parts: Round) => {
    const at = writeRound(scope, kernels, parts);
    const bound = parts.map((calls) => inOrder(calls.map((call) => bind(kernels, call))));
    return () => team.do(at, bound);
  };
  const crew = { owns: ownsOf(scope, team.size), least: LEAST, round };
  crews.set(scope, crew);
  return crew;
}

/** What makes all calls of a list in order, those that take long by several threads at once. */
export function ready(scope: Scope, actions: readonly Action[], crew = crewOf(scope)): () => void {
  const kernels = networkKernels(scope.memory);
  const runs: (() => unknown)[] = [];
  for (let k = 0; k < actions.length; ) {
    const calls = neighbours(actions, k);
    const round = crew && roundOf(calls, crew);
    if (round) runs.push(crew.round(round));
    else if (calls.length > 0) runs.push(...calls.map((call) => bind(kernels, call)));
    else runs.push(actions[k] as () => void);
    k += Math.max(1, calls.length);
  }
  return inOrder(runs);
}

function inOrder(calls: readonly (() => unknown)[]): () => void {
  return () => runAll(calls);
}

/** The call at place k, with those behind it that hang on nothing of it; none where it is none. */
function neighbours(actions: readonly Action[], k: number): AnyCall[] {
  const calls: AnyCall[] = [];
  for (const action of actions.slice(k)) {
    if (typeof action === 'function') break;
    const isNext = calls.length === 0 || (action[0] === calls[0]![0] && APART[action[0]]);
    if (!isNext) break;
    calls.push(action);
  }
  return calls;
}

/** The parts of calls; undefined where they are not worth several threads. */
function roundOf(calls: readonly AnyCall[], { owns, least }: Crew): Round | undefined {
  const isApart = calls.length > 1;
  const all = calls.flatMap((call) => {
    const divide = (isApart ? APART : SHARES)[call[0]];
    return divide ? [divide(call, owns[0]!)] : [];
  });
  const cost = all.reduce((sum, one) => sum + one.cost, 0);
  const pieces = isApart ? all.length : all.length && Math.ceil(all[0]!.length / all[0]!.unit);
  const most = Math.min(owns.length, pieces, Math.floor(cost / least));
  if (!(most > 1)) return undefined;
  return owns.slice(0, most).map((own, k) => {
    const [from, to] = [k, k + 1].map((part) => Math.floor((part * pieces) / most));
    if (isApart) return all.slice(from, to).map(({ part, length }) => part(0, length, own));
    return [pieceOf(all[0]!, from!, to!, own)];
  });
}

/** Some units of a call, the last of which may be shorter. */
function pieceOf({ length, unit, part }: Divisible, from: number, to: number, own: Own): AnyCall {
  const first = from * unit;
  return part(first, Math.min(length, to * unit) - first, own);
}

/** What each part of the calls of a scope has to itself: reserved when it is first asked for. */
export function ownsOf(scope: Scope, size: number): readonly Own[] {
  return Array.from({ length: size }, () => ownOf(scope));
}

function ownOf(scope: Scope): Own {
  const { memory } = scope;
  const numberBytes = realBytes(memory);
  const copies = new Map<string, number>();
  let work = 0;
  let room = { at: 0, length: 0 };
  return {
    get work() {
      work ||= scope.reserve(networkKernels(memory).gemm_workspace());
      return work;
    },
    bytes: (count) => count * numberBytes,
    fields: (type, record) => type.read(memory, record),
    copy: (type, record, fields) => {
      const key = `${record} ${Object.values(fields)}`;
      const at = copies.get(key) ?? copied(scope, type, record, fields);
      copies.set(key, at);
      return at;
    },
    room: (length) => {
      if (length > room.length) room = { at: reserveReals(scope, length), length };
      return room.at;
    },
  };
}

function copied(scope: Scope, type: AnyRecord, record: number, fields: Fields): number {
  const { memory } = scope;
  const at = scope.reserve(type.bytes);
  memory.bytes(at, type.bytes).set(memory.bytes(record, type.bytes));
  type.update(memory, at, fields);
  return at;
}
