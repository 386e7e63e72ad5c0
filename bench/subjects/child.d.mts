/** Types of child.mjs for the TypeScript tests. */

export class TimeoutError extends Error {
  readonly spent: number;
}

export class Child {
  constructor(name: string, start: { command: string; args: string[] });
  ask(request: object, seconds: number): Promise<Record<string, unknown>>;
  close(): void;
}
