import { fail } from '../check.ts';
import type { ActivationName } from './activation.ts';
import type { Init } from './layer.ts';

/** How weights begin. */
export type InitName = 'heUniform' | 'glorotUniform' | 'lecunUniform' | 'zeros';

/** What layers accept whose weights begin at random. */
export interface InitOptions {
  /**
   * How weights begin, uniform on ±limit: 'heUniform' √(6 ÷ inputs), 'glorotUniform'
   * √(6 ÷ (inputs + outputs)), 'lecunUniform' √(3 ÷ inputs), inputs and outputs those of one unit; or
   * 'zeros', for layers that nothing follows but a sum or a loss: behind a zero layer nothing learns.
   * Default by the activation: He before relu and its kin, LeCun before selu, Glorot otherwise.
   */
  init?: InitName;
}

/** Activations that cut off or damp half of the sums: the rest needs twice the variance. */
const HALVING: readonly ActivationName[] = ['relu', 'leakyRelu', 'elu', 'gelu', 'silu', 'softplus'];

const INITS: Readonly<Record<InitName, (inputs: number, outputs: number) => Init>> = {
  heUniform: (inputs) => ({ limit: Math.sqrt(6 / inputs) }),
  glorotUniform: (inputs, outputs) => ({ limit: Math.sqrt(6 / (inputs + outputs)) }),
  lecunUniform: (inputs) => ({ limit: Math.sqrt(3 / inputs) }),
  zeros: () => ({ value: 0 }),
};

/** @throws RangeError for a name that is none of them. */
export function checkInit(where: string, { init }: InitOptions): void {
  if (init !== undefined && !Object.hasOwn(INITS, init))
    fail(where, 'init', `be one of ${Object.keys(INITS).join(', ')}`, init);
}

/** How the weights of a layer begin, by name or by the activation behind them. */
export function initialOf(
  {
    activation,
    init = namedFor(activation),
  }: InitOptions & { readonly activation: ActivationName },
  inputs: number,
  outputs: number,
): Init {
  return INITS[init](inputs, outputs);
}

function namedFor(activation: ActivationName): InitName {
  if (HALVING.includes(activation)) return 'heUniform';
  return activation === 'selu' ? 'lecunUniform' : 'glorotUniform';
}
