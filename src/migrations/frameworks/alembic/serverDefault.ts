import { knownText, type Value } from '../../values/value.ts';
import { calledName, isCallOf } from './callArguments.ts';

/**
 * A default in SQL, as SQLAlchemy writes it: a string is a literal, `sa.text()` an expression, `sa.func.now()` a call.
 * Empty for none; undefined where the file alone does not tell.
 */
export function defaultText(value: Value | undefined): string | undefined {
  if (value === undefined || value.kind === 'none') return '';
  if (isCallOf(value, 'DefaultClause') && value.kind === 'call') return defaultText(value.positional[0]);
  if (isCallOf(value, 'text', 'literal_column')) return sqlText(value);
  const literal = knownText(value);
  if (literal !== undefined) return `'${literal.replaceAll("'", "''")}'`;
  const name = calledName(value) ?? '';
  if (value.kind === 'call' && /(^|\.)func\.\w+$/.test(value.callee) && value.positional.length === 0) {
    return /^current_(date|time|timestamp|user)$/i.test(name) ? name.toUpperCase() : `${name}()`;
  }
  if (value.kind !== 'call' || value.positional.length > 0) return undefined;
  return name === 'true' || name === 'false' ? name : name === 'null' ? '' : undefined;
}

/** The SQL of a condition or an expression: a literal, or one in `sa.text()`. */
export function sqlText(value: Value | undefined): string | undefined {
  const inner =
    value?.kind === 'call' && isCallOf(value, 'text', 'literal_column')
      ? (value.positional[0] ?? value.keywords.get('text'))
      : value;
  return knownText(inner);
}
