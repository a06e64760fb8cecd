import { quoteIdentifier, quoteLiteral } from '../../catalog/identifiers.ts';
import { knownText, type Value } from '../values/value.ts';
import { type Piece, unknownName } from './sqlRecorder.ts';

/** A name as it stands in SQL. */
export function quoteName(name: string | undefined): string {
  return quoteIdentifier(name ?? unknownName);
}

/** A table's or type's name with its schema, where it has one. */
export function quotePath(schema: string | undefined, name: string | undefined): string {
  return schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}

/** Several names between brackets. */
export function quoteNames(names: readonly (string | undefined)[]): string {
  return `(${names.map(quoteName).join(', ')})`;
}

/** A value as SQL writes it; what is not known as text that says so. */
export function literal(value: Value | undefined): string {
  const text = knownText(value);
  if (text !== undefined) return quoteLiteral(text);
  switch (value?.kind) {
    case 'number':
    case 'flag':
      return String(value.value);
    case 'none':
      return 'NULL';
    default:
      return quoteLiteral(unknownName);
  }
}

/** `CREATE TABLE t (a, b)` with every element on the line where the file says it. */
export function withBrackets(head: string, elements: readonly Piece[], line: number): readonly Piece[] {
  const last = elements.length - 1;
  return [
    { sql: `${head} (`, line },
    ...elements.map((element, index) => (index === last ? element : { ...element, sql: `${element.sql},` })),
    { sql: ')', line },
  ];
}
