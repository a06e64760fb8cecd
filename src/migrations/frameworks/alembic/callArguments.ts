import { argument } from '../../python/arguments.ts';
import { type Arguments, type Call, iterate, knownText, type Value } from '../../values/value.ts';
import { truncateName, truncateSqlAlchemyName } from '../../defaultNames.ts';

/** The last word of what is called: `Column` of `sqlalchemy.Column` and of `sqlalchemy.schema.Column`. */
export function calledName(value: Value | undefined): string | undefined {
  return value?.kind === 'call' ? value.callee.slice(value.callee.lastIndexOf('.') + 1) : undefined;
}

/** The call where it is `sa.Name(...)` of one of the names, whichever module that was imported from. */
export function callOf(value: Value | undefined, ...names: string[]): Call | undefined {
  const name = calledName(value);
  return value?.kind === 'call' && name !== undefined && names.includes(name) ? value : undefined;
}

/** True of `sa.Name(...)`, whichever module it was imported from. */
export function isCallOf(value: Value | undefined, ...names: string[]): boolean {
  return callOf(value, ...names) !== undefined;
}

/** A name as it reaches the database: a literal, or one marked by `op.f()` or `conv()`, which is cut if too long. */
export function nameOf(value: Value | undefined): string | undefined {
  const final = callOf(value, 'f', 'conv');
  if (final !== undefined) {
    const name = knownText(final.positional[0]);
    return name === undefined ? undefined : truncateSqlAlchemyName(name);
  }
  const name = knownText(callOf(value, 'quoted_name')?.positional[0] ?? value);
  return name === undefined ? undefined : truncateName(name);
}

/** True of a name that no naming convention changes any more. */
export function isFinalName(value: Value | undefined): boolean {
  return isCallOf(value, 'f', 'conv');
}

/** `schema=`; undefined where it is absent, None or not known. */
export function schemaOf(given: Arguments, keyword = 'schema'): string | undefined {
  return nameOf(given.keywords.get(keyword));
}

/** True of `keyword=True`. */
export function isSet(given: Arguments, keyword: string): boolean {
  const value = given.keywords.get(keyword);
  return value?.kind === 'flag' && value.value;
}

/** An argument that names something; undefined where it is absent or not known. */
export function nameArgument(given: Arguments, place: number | undefined, ...keywords: string[]): string | undefined {
  return nameOf(argument(given, place, ...keywords));
}

/** The columns that a list names; undefined where the list or a part of it is not known. */
export function columnNames(value: Value | undefined): string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  const items = value.kind === 'text' ? [value] : iterate(value);
  if (items === undefined || (value.kind === 'sequence' && value.open)) {
    return undefined;
  }
  const names = items.map(columnExpression);
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** A column by its name, or an expression as written: `'a'`, `sa.text('lower(a)')`, `sa.desc('a')`, `sa.column('a')`. */
export function columnExpression(value: Value): string | undefined {
  const name = nameOf(value);
  if (name !== undefined) {
    return name;
  }
  if (value.kind !== 'call') {
    return undefined;
  }
  if (isCallOf(value, 'text', 'literal_column')) {
    const text = knownText(value.positional[0])?.trim();
    return text === undefined ? undefined : withoutOrder(text);
  }
  const inner = value.receiver?.kind === 'call' && value.positional.length === 0 ? value.receiver : value.positional[0];
  if (isCallOf(value, 'column', 'Column', 'desc', 'asc', 'nulls_first', 'nulls_last', 'nullsfirst', 'nullslast')) {
    return inner === undefined ? undefined : columnExpression(inner);
  }
  if (value.callee.includes('func.')) {
    const given = value.positional.map(columnExpression);
    return given.includes(undefined) ? undefined : `${calledName(value) ?? ''}(${given.join(', ')})`;
  }
  return undefined;
}

/** `created_at DESC NULLS LAST` is an order over the column created_at. */
function withoutOrder(text: string): string {
  return /^"?(\w+)"?(?:\s+(?:ASC|DESC))?(?:\s+NULLS\s+(?:FIRST|LAST))?$/i.exec(text)?.[1] ?? text;
}
