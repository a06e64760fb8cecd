import { createHash } from 'node:crypto';
import { unknownName } from '../../generated/sqlRecorder.ts';

/** The names that TypeORM's DefaultNamingStrategy makes of a table and what is over it. */
export function hashedName(
  kind: 'PK' | 'UQ' | 'FK' | 'IDX' | 'CHK' | 'XCL',
  table: string,
  columns: readonly (string | undefined)[],
  ending = '',
): string {
  if (columns.includes(undefined) || columns.length === 0) return unknownName;
  const plain = table.slice(table.lastIndexOf('.') + 1);
  const key = `${plain}_${columns.toSorted().join('_')}${ending === '' ? '' : `_${ending}`}`;
  const length = kind === 'IDX' || kind === 'CHK' || kind === 'XCL' ? 26 : 27;
  return `${kind}_${createHash('sha1').update(key).digest('hex').slice(0, length)}`;
}
