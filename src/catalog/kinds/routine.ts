import type { AttributeReader, OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, notMember } from '../kindReader.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';
import { sortedList } from '../sqlText.ts';
import { defineRoutine } from './routineDefinition.ts';

/** Functions and procedures, told apart by their argument types: `area(integer, text)`. */
const common = {
  catalog: 'pg_proc',
  oid: 'p.oid',
  from: `pg_proc p
    JOIN namespace n ON n.oid = p.pronamespace
    JOIN pg_language l ON l.oid = p.prolang
    ${commentJoin('d', 'pg_proc', 'p.oid')}`,
  schema: 'n.nspname',
  name: 'p.proname',
  signature: 'oidvectortypes(p.proargtypes)',
} as const;

const shared: readonly AttributeReader[] = [
  { name: 'arguments', sql: 'pg_get_function_arguments(p.oid)' },
  { name: 'language', sql: 'l.lanname' },
  { name: 'security definer', sql: 'p.prosecdef' },
  { name: 'configuration', sql: sortedList('p.proconfig', `E'\\n'`) },
  {
    name: 'transform types',
    sql: `CASE WHEN p.protrftypes IS NOT NULL THEN (
      SELECT string_agg(format_type(x.type, NULL), ', ' ORDER BY x.ord) FROM unnest(p.protrftypes) WITH ORDINALITY x(type, ord)) END`,
  },
  { name: 'library', sql: 'p.probin' },
  // A body in standard SQL (BEGIN ATOMIC, RETURN) leaves prosrc empty and is stored parsed, from version 14 on.
  { name: 'body', sql: `nullif(p.prosrc, '')`, facet: 'code' },
  { name: 'sql body', sql: 'pg_get_function_sqlbody(p.oid)', since: 140000, facet: 'code' },
  ownerAttribute('p.proowner'),
  privilegesAttribute('p.proacl', 'f', 'p.proowner'),
  commentAttribute,
];

export const functionReader: OutermostReader = {
  ...common,
  kind: 'function',
  presence: anyOwn('pg_proc', `prokind <> 'a'`),
  where: `p.prokind IN ('f', 'w') AND ${notMember('pg_proc', 'p.oid')}`,
  attributes: [
    ...shared,
    { name: 'returns', sql: 'pg_get_function_result(p.oid)' },
    { name: 'window', sql: `p.prokind = 'w'` },
    {
      name: 'volatility',
      sql: `CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END`,
    },
    { name: 'strict', sql: 'p.proisstrict' },
    { name: 'leakproof', sql: 'p.proleakproof' },
    { name: 'parallel', sql: `CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END` },
    { name: 'cost', sql: 'p.procost' },
    { name: 'rows', sql: 'nullif(p.prorows, 0)' },
    { name: 'support', sql: `CASE WHEN p.prosupport::oid <> 0 THEN p.prosupport::text END` },
  ],
  define: (routine) => defineRoutine('FUNCTION', routine),
};

export const procedureReader: OutermostReader = {
  ...common,
  kind: 'procedure',
  presence: anyOwn('pg_proc', `prokind <> 'a'`),
  where: `p.prokind = 'p' AND ${notMember('pg_proc', 'p.oid')}`,
  attributes: shared,
  define: (routine) => defineRoutine('PROCEDURE', routine),
};
