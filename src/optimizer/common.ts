import { checkNonNegative, fail } from '../check.ts';
import type { Optimizer } from './optimizer.ts';
import { constant } from './schedule/constant.ts';
import type { Schedule } from './schedule/schedule.ts';

/** Options that all optimizers have. */
export interface CommonOptions {
  /** Learning rate η > 0: a number, or a schedule. */
  lr?: number | Schedule;
  /** Decoupled decay d ≥ 0 of weights (not of biases and scales): w ← (1 − ηd) w in every step. */
  weightDecay?: number;
  /** Each layer learns at this share of the rate of the next one with weights, in (0, 1]; default 1. */
  layerDecay?: number;
}

export const COMMON = ['lr', 'weightDecay', 'layerDecay'];

/** Options of optimizers that keep running means of gradients and of their squares. */
export interface MomentOptions extends CommonOptions {
  /** β₁ and β₂ in [0, 1). */
  betas?: readonly [number, number];
  /** ε > 0, which keeps divisors from 0. */
  epsilon?: number;
}

export const MOMENTS = [...COMMON, 'betas', 'epsilon'];

/** The options that all have, checked. */
export function common(
  where: string,
  { lr = 0.001, weightDecay = 0, layerDecay = 1 }: CommonOptions,
): Pick<Optimizer, 'lr' | 'schedule' | 'weightDecay' | 'layerDecay' | 'l2'> {
  checkNonNegative(where, 'weightDecay', weightDecay);
  if (!(layerDecay > 0 && layerDecay <= 1)) fail(where, 'layerDecay', 'lie in (0, 1]', layerDecay);
  return { lr, schedule: scheduleOf(where, lr), weightDecay, layerDecay, l2: 0 };
}

function scheduleOf(where: string, lr: number | Schedule): Schedule {
  if (typeof lr === 'object' && lr !== null && typeof lr.rate === 'function') return lr;
  if (!(typeof lr === 'number' && lr > 0 && lr < Infinity))
    fail(where, 'lr', 'be a finite number > 0', lr, 'or a schedule such as schedule.cosine');
  return constant(lr);
}

export function checkBetas(where: string, betas: readonly [number, number]): void {
  if (!Array.isArray(betas) || betas.length !== 2)
    fail(where, 'betas', 'be two numbers in [0, 1)', betas);
  for (const beta of betas)
    if (!(beta >= 0 && beta < 1)) fail(where, 'betas', 'lie in [0, 1)', beta);
}

export function checkPositive(where: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) fail(where, name, 'be a finite number > 0', value);
}

export function checkMomentum(where: string, name: string, value: number): void {
  if (!(value >= 0 && value < 1)) fail(where, name, 'lie in [0, 1)', value);
}
