/** Types of networks.mjs for the TypeScript tests. */

export function networkSection(cases: readonly object[]): string;
