import { failType } from '../../check.ts';
import { FittedTableEncoder, type TableEncoderJSON } from './fittedTableEncoder.ts';
import type { LearnedColumn } from './learnedColumn.ts';
import { areKnots } from './splineKnots.ts';

/**
 * The encoder that `toJSON` wrote: the same names and the same bits.
 *
 * @param json what `toJSON` returned, also after JSON.stringify and JSON.parse; copied.
 * @throws TypeError for anything else.
 */
export function loadTableEncoder(json: unknown): FittedTableEncoder {
  if (!isState(json))
    failType('loadTableEncoder', 'json', 'be what toJSON of a fitted TableEncoder returned', json);
  const { columns, interactions, unknown, isSparse } = structuredClone(json);
  return new FittedTableEncoder({ columns, interactions, unknown, isSparse });
}

function isState(json: unknown): json is TableEncoderJSON {
  if (!isRecord(json) || json.kind !== 'tableEncoder' || json.version !== 1) return false;
  const { columns, interactions, unknown, isSparse } = json;
  if (!Array.isArray(columns) || columns.length === 0 || !columns.every(isColumn)) return false;
  const names = new Set(columns.map(({ name }) => name));
  const isPair = (pair: unknown) =>
    Array.isArray(pair) && pair.length === 2 && pair.every((name) => names.has(name));
  return (
    names.size === columns.length &&
    Array.isArray(interactions) &&
    interactions.every(isPair) &&
    (unknown === 'ignore' || unknown === 'error') &&
    typeof isSparse === 'boolean'
  );
}

function isColumn(column: unknown): column is LearnedColumn {
  if (!isRecord(column) || typeof column.name !== 'string') return false;
  if (column.kind === 'categorical') return isTexts(column.levels) && isTexts(column.rare);
  const { kind, fill, hasGaps, hasIndicator, knots } = column;
  return (
    kind === 'numeric' &&
    Number.isFinite(fill) &&
    typeof hasGaps === 'boolean' &&
    typeof hasIndicator === 'boolean' &&
    (knots === undefined || (Array.isArray(knots) && areKnots(knots)))
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
