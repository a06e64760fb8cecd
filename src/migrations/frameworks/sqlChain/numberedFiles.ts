import { posix } from 'node:path';
import type { MigrationFile } from '../framework.ts';
import { compare, dateOf, titleOf } from './migrationNames.ts';
import type { SqlMigration } from './readSqlChain.ts';
import { bareNumber } from './versions.ts';

/** What the name of a file says of its migration: `0007_add_users.sql` has the version `7`. */
export function namedBy(
  file: MigrationFile,
  name: string,
): Pick<SqlMigration, 'file' | 'id' | 'title' | 'date' | 'version'> {
  const [digits = name] = /^\d+/.exec(name) ?? [];
  return { file, id: name, title: titleOf(name), date: dateOf(name), version: bareNumber(digits) };
}

/** A file's name without folder and `ending`. */
export function stemOf({ path }: { readonly path: string }, ending = '.sql'): string {
  return posix.basename(path, ending);
}

/** In the order of what the names begin with, as numbers; then by name. */
export function inNumberOrder<T extends Pick<SqlMigration, 'id' | 'version'>>(migrations: readonly T[]): readonly T[] {
  const numberOf = ({ version = '' }: T): bigint => (/^\d+$/.test(version) ? BigInt(version) : 0n);
  return migrations.toSorted((one, other) => compare(numberOf(one), numberOf(other)) || compare(one.id, other.id));
}
