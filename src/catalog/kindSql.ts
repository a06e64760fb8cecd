/**
 * SQL for a function with its argument types, `app.area(integer)`; NULL where there is none. One of PostgreSQL's own
 * comes without them: they change between versions (those of array_append and of conversions with version 14).
 */
export function procedureSql(oid: string): string {
  return `CASE WHEN ${oid}::oid >= 16384 THEN ${oid}::oid::regprocedure::text ELSE nullif(split_part(${oid}::oid::regprocedure::text, '(', 1), '-') END`;
}

/** SQL for a name within its schema. */
export function qualifiedSql(schema: string, name: string): string {
  return `quote_ident(${schema}) || '.' || quote_ident(${name})`;
}

/** SQL for a list such as fdwoptions as OPTIONS (...) has it, in the order of the names: `host 'db', port '5432'`. */
export function optionsSql(options: string, value = `quote_literal(o.option_value)`): string {
  return `(SELECT string_agg(quote_ident(o.option_name) || ' ' || ${value}, ', ' ORDER BY o.option_name COLLATE "C") FROM pg_options_to_table(${options}) o)`;
}

/** SQL for what a table inherits from or is a partition of. */
export function parentsSql(relation: string): string {
  return `(SELECT string_agg(${qualifiedSql('pn.nspname', 'pc.relname')}, ', ' ORDER BY h.inhseqno) FROM pg_inherits h
    JOIN pg_class pc ON pc.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE h.inhrelid = ${relation})`;
}

/** SQL for the names of a relation's columns, given an array of their numbers. */
export function columnListSql(relation: string, numbers: string): string {
  return `(SELECT string_agg(quote_ident(ka.attname), ', ' ORDER BY k.ord) FROM unnest(${numbers}) WITH ORDINALITY k(attnum, ord)
    JOIN pg_attribute ka ON ka.attrelid = ${relation} AND ka.attnum = k.attnum)`;
}

/** SQL for the columns that an index `index` of `INCLUDE (...)` merely carries. */
export function includedColumnsSql(index: string): string {
  return `CASE WHEN ${index}.indnatts > ${index}.indnkeyatts THEN ${columnListSql(`${index}.indrelid`, `(${index}.indkey::int2[])[${index}.indnkeyatts:]`)} END`;
}

/** SQL for the name of a collation, looked up for the few columns that have one of their own. */
export function collationSql(oid: string): string {
  return `(SELECT ${qualifiedSql('cn.nspname', 'co.collname')} FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = ${oid})`;
}
