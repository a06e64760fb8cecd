import { createHash } from 'node:crypto';

/** PostgreSQL's NAMEDATALEN is 64 including the closing zero: a name has at most this many bytes of UTF-8. */
const maxNameBytes = 63;

export type DefaultNameSuffix = 'pkey' | 'key' | 'fkey' | 'check' | 'excl' | 'idx' | 'seq' | 'not_null';

/**
 * The name that PostgreSQL gives to a constraint, an index or a sequence without one, as makeObjectName(),
 * ChooseRelationName() and ChooseConstraintName() in its source do: `<table>_<columns>_<suffix>`, cut to 63 bytes where
 * the longer part is, with a number after the suffix while the name is `taken`.
 *
 * @param columns in order; of a check constraint the one column that it mentions, or none where it mentions several;
 *   an expression counts as `expr` (or by the name of its function). A primary key's name has no columns.
 */
export function defaultConstraintName(
  table: string,
  columns: readonly string[],
  suffix: DefaultNameSuffix,
  taken: (name: string) => boolean = () => false,
): string {
  const middle = suffix === 'pkey' || columns.length === 0 ? undefined : joinColumns(columns);
  let name = makeObjectName(table, middle, suffix);
  for (let pass = 1; taken(name); pass++) {
    name = makeObjectName(table, middle, `${suffix}${String(pass)}`);
  }
  return name;
}

/**
 * The name that SQLAlchemy gives to the index of a column with `index=True`, cut as SQLAlchemy cuts it:
 * `ix_<table>_<column>`, or `ix_<schema>_<table>_<column>` (its naming convention `ix_%(column_0_label)s`).
 */
export function defaultSqlAlchemyIndexName(schema: string | undefined, table: string, column: string): string {
  const label = schema === undefined ? table : `${schema.replaceAll('.', '_')}_${table}`;
  return truncateSqlAlchemyName(`ix_${label}_${column}`);
}

/**
 * A name that SQLAlchemy made, or that `op.f()` marks as made by it, as it reaches the database: above 63 characters
 * the first 55, an underscore and the last 4 hex digits of its MD5 (IdentifierPreparer in sqlalchemy/sql/compiler.py).
 */
export function truncateSqlAlchemyName(name: string): string {
  const characters = [...name];
  if (characters.length <= maxNameBytes) {
    return truncateName(name);
  }
  const hash = createHash('md5').update(name, 'utf8').digest('hex');
  return truncateName(`${characters.slice(0, maxNameBytes - 8).join('')}_${hash.slice(-4)}`);
}

/** A name as PostgreSQL keeps it: cut to 63 bytes, never in the middle of a character. */
export function truncateName(name: string): string {
  return clip(name, maxNameBytes);
}

/** PostgreSQL's makeObjectName(): while the whole is too long, the longer part loses a byte. */
function makeObjectName(first: string, second: string | undefined, label: string): string {
  let firstBytes = Buffer.byteLength(first);
  let secondBytes = second === undefined ? 0 : Buffer.byteLength(second);
  const available = maxNameBytes - (second === undefined ? 0 : 1) - (Buffer.byteLength(label) + 1);
  while (firstBytes + secondBytes > available) {
    if (firstBytes > secondBytes) {
      firstBytes--;
    } else {
      secondBytes--;
    }
  }
  const parts = [clip(first, firstBytes), ...(second === undefined ? [] : [clip(second, secondBytes)]), label];
  return parts.join('_');
}

/** ChooseIndexNameAddition(): stops at the column with which the text has 64 bytes, for it is cut anyway. */
function joinColumns(columns: readonly string[]): string {
  let joined = '';
  for (const column of columns) {
    joined += (joined === '' ? '' : '_') + column;
    if (Buffer.byteLength(joined) > maxNameBytes) {
      break;
    }
  }
  return joined;
}

function clip(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) {
    return text;
  }
  let used = 0;
  let clipped = '';
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) {
      break;
    }
    clipped += character;
  }
  return clipped;
}
