/** Rows with times and events laid out for the kernel of Cox's partial likelihood. */
import { cox, type Ties } from '../../src/datafit/cox.ts';
import { RowCall } from '../../src/memory/calls.ts';
import { RowsRecord } from '../../src/memory/record.ts';
import { Scope } from '../../src/memory/scope.ts';
import { cox as coxTwin } from '../reference/families/cox.ts';
import { type Box, f64, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';

/** Predictors across which exponentials overflow, among ordinary ones. */
const EXTREME = [-700, 700, -30, 30, 0];

export interface TimedRows {
  readonly time: Float64Array;
  readonly event: Float64Array;
  /** Sum 1; rows of weight 0 hold no numbers. */
  readonly weights: Float64Array;
  readonly eta: Float64Array;
}

/** Few distinct times, so that events tie with events and with censored rows. */
export function drawTimes(n: number, isWild: boolean, levels = n / 3): TimedRows {
  const { uniform, normal, chance, pick, below } = random(n + 3);
  const raw = f64(n, (i) => (i > 0 && chance(0.2) ? 0 : 0.1 + uniform()));
  const total = raw.reduce((sum, w) => sum + w, 0);
  const known = (value: () => number) =>
    raw.map((w) => {
      const drawn = value();
      return w > 0 ? drawn : Number.NaN;
    });
  const event = known(() => Number(chance(0.6)));
  event[0] = 1;
  return {
    time: known(() => below(1 + levels)),
    event,
    weights: raw.map((w) => w / total),
    eta: known(() => (isWild && chance(0.3) ? pick(EXTREME) : 2 * normal())),
  };
}

function place(box: Box, data: TimedRows, ties: Ties, tilt?: Tilt) {
  const { given, room, record, kernels, memory } = box;
  const { time, event, weights } = data;
  const n = time.length;
  const target = Float64Array.from([...time, ...event]);
  const scope = new Scope(memory);
  const params = given(Float64Array.from(cox({ ties }).bind!(scope, { target, weights })));
  const nothing = () => room(f64(n, () => Number.NaN));
  const [v, h] = [nothing(), nothing()];
  const at = { eta: given(data.eta), y: given(target), weights: given(weights) };
  const rows = record(RowsRecord, { n, outputs: 1, slice: 0, ...at, v: v.at, h: h.at });
  const dual = tilt ? given(Float64Array.from([...tilt.theta, ...tilt.z])) : v.at;
  const call = (name: keyof typeof RowCall, other = 0, a = 0) =>
    kernels.cox(RowCall[name], rows, params, other, a);
  return {
    v,
    h,
    gradients: () => call('gradients'),
    along: (d: Float64Array, t: number) => call('along', given(d), t),
    recentre: () => call('recentre'),
    reach: () => call('reach', dual),
    gap: (s: number) => call('gap', dual, s),
    curve: (d: Float64Array) => {
      const image = room(d);
      call('curve', image.at);
      return image.read();
    },
    release: () => scope.release(),
  };
}

type Placed = ReturnType<typeof place>;

/** Runs with the rows laid out for the kernel, and finds nothing damaged. */
export function onTimes(
  data: TimedRows,
  ties: Ties,
  run: (rows: Placed) => void,
  tilt?: Tilt,
): void {
  onKernels((box) => {
    const rows = place(box, data, ties, tilt);
    run(rows);
    rows.release();
  }, 8);
}

/** A dual point: v − ∇²F z, and z. */
export interface Tilt {
  readonly theta: Float64Array;
  readonly z: Float64Array;
}

/** The twin knows no NaN: rows of weight 0 are at time 0, censored, with η = 0. */
export function twinOf({ time, event, weights, eta }: TimedRows, ties: Ties) {
  const known = (x: Float64Array) => x.map((value) => (Number.isNaN(value) ? 0 : value));
  const [times, events] = [known(time), known(event)];
  const y = Array.from(times, (t, i) => [t, events[i]!]);
  return { fit: coxTwin(y, ties, weights), eta: known(eta) };
}

/** Rounding of probabilities e^η ÷ Σ e^η, and of what sums of n of them weigh. */
export function tolerance({ eta }: TimedRows, size: number): number {
  const largest = eta.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 1);
  return sumTolerance64(eta.length + 16, size * (1 + largest));
}
