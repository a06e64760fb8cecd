import type { Scalar } from './catalogObject.ts';
import { quoteLiteral } from './identifiers.ts';

/** A fact as the server sent it. An object stands for a fact that the role may not read. */
export type FactValue = Scalar | Readonly<Record<string, never>>;

export function isUnreadable(value: FactValue): value is Readonly<Record<string, never>> {
  return typeof value === 'object' && value !== null;
}

/** SQL for a fact that is `sql` where `mayRead` holds; of a guarded attribute. */
export function readableSql(mayRead: string, sql: string): string {
  return `CASE WHEN ${mayRead} THEN to_json((${sql})::text) ELSE '{}'::json END`;
}

/**
 * SQL for a text that says whether two secrets differ and nothing else about them: 32 bits of a salted digest that the
 * server makes, so that the secret never leaves it. The salt is the same everywhere, for digests of two servers are to
 * be compared; a guess at a secret can thus be tested against the digest, though not told from 2^32 other guesses.
 */
export function secretSql(sql: string): string {
  return `'secret ' || left(encode(sha256(convert_to('database-compare:' || (${sql}), 'UTF8')), 'hex'), 8)`;
}

/**
 * A FROM item `(key, value)` over a query of columns that not everybody may read, empty where the role may not.
 *
 * PostgreSQL checks a statement's privileges on columns before it runs any part of it, so that one forbidden column
 * fails the whole. ts_stat() takes its query as a text, which is looked at only when it is run:
 * https://www.postgresql.org/docs/current/textsearch-features.html#TEXTSEARCH-STATISTICS
 *
 * @param mayRead SQL condition, not correlated
 * @param query a SELECT of two texts, both together below 2 kB, the value without line breaks
 */
export function guardedQuery(
  mayRead: string,
  query: { readonly key: string; readonly value: string; readonly from: string },
  alias: string,
): string {
  const guarded = `SELECT pg_catalog.array_to_tsvector(ARRAY[${query.value} || E'\\n' || ${query.key}]) FROM ${query.from}`;
  return `(SELECT split_part(word, E'\\n', 1) AS value, substr(word, strpos(word, E'\\n') + 1) AS key
    FROM ts_stat(CASE WHEN ${mayRead} THEN ${quoteLiteral(guarded)} ELSE 'SELECT NULL::pg_catalog.tsvector' END)) ${alias}`;
}
