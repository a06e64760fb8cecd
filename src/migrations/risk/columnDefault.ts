/**
 * Functions whose value is the same for all rows of a statement, so that a default of them is stored once for the
 * rows that are there. All others are taken for volatile: `SELECT proname FROM pg_proc WHERE provolatile <> 'v'` knows
 * PostgreSQL's own, and nobody can know the user's from a file.
 */
const stableFunctions: ReadonlySet<string> = new Set(
  `array_to_json array_to_string btrim concat concat_ws current_database current_schema current_setting date
  date_part date_trunc decode encode extract format hashtext int4range initcap int8range interval json_build_array
  json_build_object jsonb_build_array jsonb_build_object left length lower ltrim make_date make_interval make_time
  make_timestamp make_timestamptz md5 now numrange replace right row_to_json rtrim statement_timestamp substr
  substring timestamp timezone to_char to_date to_json to_jsonb to_number to_timestamp to_tsvector
  transaction_timestamp trunc daterange tsrange tstzrange upper version
  array cast coalesce greatest least nullif numeric decimal varchar char character bit varying varbit bpchar
  in and or not case when then else`
    .trim()
    .split(/\s+/),
);

/** Whether a default has another value for each row, so that adding the column writes every row. */
export function isVolatileDefault(expression: string): boolean {
  const code = expression.replaceAll(/'(?:[^']|'')*'/g, "''");
  for (const [, name] of code.matchAll(/([\w$."]+)\s*\(/g)) {
    const bare = (name ?? '').replaceAll('"', '').split('.').at(-1) ?? '';
    if (!stableFunctions.has(bare.toLowerCase())) return true;
  }
  return false;
}
