export function takeIn(record: object, reports: readonly object[]): any;
export function print(record: object): string;
