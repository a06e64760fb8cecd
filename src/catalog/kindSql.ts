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
