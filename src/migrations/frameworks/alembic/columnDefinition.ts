import type { Call, Value } from '../../values/value.ts';
import { callOf, isCallOf, isSet, nameOf } from './callArguments.ts';

/** `sa.Column(...)` as a file writes it. */
export interface ColumnDefinition {
  readonly call: Call;
  readonly name: string | undefined;
  readonly type: Value | undefined;
  readonly isPrimaryKey: boolean;
  readonly isUnique: boolean;
  readonly isIndexed: boolean;
  readonly foreignKeys: readonly Call[];
  readonly checks: readonly Call[];
  /** The column's own line, from 1. */
  readonly line: number;
}

const schemaItems = [
  'ForeignKey',
  'CheckConstraint',
  'Identity',
  'Computed',
  'Sequence',
  'DefaultClause',
  'FetchedValue',
];

/** Reads a value as a column; undefined where it is something else. */
export function columnDefinition(value: Value): ColumnDefinition | undefined {
  const call = callOf(value, 'Column');
  if (call === undefined) {
    return undefined;
  }
  const [first, second] = call.positional;
  const isNamedByKeyword = call.keywords.has('name');
  const name = isNamedByKeyword ? call.keywords.get('name') : first;
  const candidate = call.keywords.get('type_') ?? (isNamedByKeyword ? first : second);
  return {
    call,
    name: nameOf(name),
    type: isCallOf(candidate, ...schemaItems) ? undefined : candidate,
    isPrimaryKey: isSet(call, 'primary_key'),
    isUnique: isSet(call, 'unique'),
    isIndexed: isSet(call, 'index'),
    foreignKeys: call.positional.map((item) => callOf(item, 'ForeignKey')).filter((item) => item !== undefined),
    checks: call.positional.map((item) => callOf(item, 'CheckConstraint')).filter((item) => item !== undefined),
    line: call.line,
  };
}
