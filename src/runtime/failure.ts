/** Errors on their way from one thread to another: their class would not survive it. */
import { MemoryError } from '../memory/errors.ts';

/** An error as plain data. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly bytes?: number;
  readonly limit?: number;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  if (!(error instanceof MemoryError)) return { name, message, stack };
  return { name, message, stack, bytes: error.bytes, limit: error.limit };
}

/** The error again, of the class it had. */
export function errorOf({ name, message, stack, bytes = 0, limit = 0 }: Failure): Error {
  const error = rebuilt(name, message, bytes, limit);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function rebuilt(name: string, message: string, bytes: number, limit: number): Error {
  switch (name) {
    case 'MemoryError':
      return new MemoryError(bytes, limit, message);
    case 'RangeError':
      return new RangeError(message);
    case 'TypeError':
      return new TypeError(message);
    default:
      return new Error(message);
  }
}
