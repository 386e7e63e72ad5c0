/** What each column of a table is for. */
import { checkKeys, fail, failType } from '../check.ts';
import { columnOf, type Table } from './table.ts';
import type { TableSchema } from './types.ts';

const KEYS: readonly (keyof TableSchema)[] = [
  'target',
  'numeric',
  'categorical',
  'ignore',
  'weight',
  'offset',
  'group',
  'impute',
];

/** A schema that fits its table; columns by position. */
export interface Roles {
  readonly target: number;
  readonly weight?: number;
  readonly offset?: number;
  readonly group?: number;
  /** Columns of X, in the order of the table. */
  readonly features: readonly number[];
  readonly numeric: ReadonlySet<string>;
  readonly categorical: ReadonlySet<string>;
}

/** Check every field of a schema without a table. */
export function checkSchema(where: string, schema: Partial<TableSchema>): void {
  if (typeof schema !== 'object' || schema === null)
    failType(where, 'schema', 'be an object like { target }', schema);
  checkKeys(where, schema, KEYS);
  for (const key of ['numeric', 'categorical', 'ignore'] as const)
    if (schema[key] !== undefined && !isNames(schema[key]))
      failType(where, key, 'be an array of column names', schema[key]);
  const { impute } = schema;
  if (impute !== undefined && impute !== 'mean' && impute !== 'median')
    fail(where, 'impute', "be 'mean' or 'median'", impute);
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/**
 * The columns a schema speaks of.
 * @throws RangeError for a name that is no column, and for a column with two roles.
 */
export function rolesOf(where: string, table: Table, schema: TableSchema): Roles {
  checkSchema(where, schema);
  const taken = new Map<number, string>();
  const take = (role: string, name: string): number => {
    const j = columnOf(where, table, name, role);
    const other = taken.get(j);
    if (other !== undefined)
      fail(where, role, 'name a column of its own', name, `it is ${other} already`);
    taken.set(j, role);
    return j;
  };
  const target = take('target', schema.target);
  const single: { weight?: number; offset?: number; group?: number } = {};
  for (const role of ['weight', 'offset', 'group'] as const)
    if (schema[role] !== undefined) single[role] = take(role, schema[role]);
  for (const name of schema.ignore ?? []) take('ignore', name);
  const features = table.names.flatMap((name, j) => (taken.has(j) || name === '' ? [] : [j]));
  return { target, ...single, features, ...kindsOf(where, table, schema) };
}

function kindsOf(where: string, table: Table, schema: TableSchema) {
  const numeric = new Set(schema.numeric);
  const categorical = new Set(schema.categorical);
  for (const name of numeric) {
    columnOf(where, table, name, 'numeric');
    if (categorical.has(name))
      fail(where, 'categorical', 'name a column of its own', name, 'it is numeric already');
  }
  for (const name of categorical) columnOf(where, table, name, 'categorical');
  return { numeric, categorical };
}
