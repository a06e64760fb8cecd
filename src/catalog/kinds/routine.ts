import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';
import type { AttributeReader, OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';

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

const notMember = `NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)`;

const shared: readonly AttributeReader[] = [
  { name: 'arguments', sql: 'pg_get_function_arguments(p.oid)' },
  { name: 'language', sql: 'l.lanname' },
  { name: 'security definer', sql: 'p.prosecdef' },
  { name: 'configuration', sql: `array_to_string(p.proconfig, ', ')` },
  { name: 'library', sql: 'p.probin' },
  // A body in standard SQL (BEGIN ATOMIC, RETURN) leaves prosrc empty and is stored parsed, from version 14 on.
  { name: 'body', sql: `nullif(p.prosrc, '')`, facet: 'code' },
  { name: 'sql body', sql: 'pg_get_function_sqlbody(p.oid)', since: 140000, facet: 'code' },
  commentAttribute,
];

export const functionReader: OutermostReader = {
  ...common,
  kind: 'function',
  where: `p.prokind IN ('f', 'w') AND ${notMember}`,
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
  where: `p.prokind = 'p' AND ${notMember}`,
  attributes: shared,
  define: (routine) => defineRoutine('PROCEDURE', routine),
};

function defineRoutine(type: 'FUNCTION' | 'PROCEDURE', routine: CatalogObject): string {
  const attributes = routine.attributes;
  const text = (name: string): string => String(attributes[name] ?? '');
  const bareName = routine.name.slice(0, routine.name.lastIndexOf('('));
  const options = words(
    attributes['window'] === true && 'WINDOW',
    !['', 'volatile'].includes(text('volatility')) && text('volatility').toUpperCase(),
    attributes['strict'] === true && 'STRICT',
    attributes['security definer'] === true && 'SECURITY DEFINER',
    attributes['leakproof'] === true && 'LEAKPROOF',
    !['', 'unsafe'].includes(text('parallel')) && `PARALLEL ${text('parallel').toUpperCase()}`,
    typeof attributes['cost'] === 'number' && ![1, 100].includes(attributes['cost']) && `COST ${text('cost')}`,
    typeof attributes['rows'] === 'number' && ![0, 1000].includes(attributes['rows']) && `ROWS ${text('rows')}`,
  );
  const lines = [
    `CREATE OR REPLACE ${type} ${quoteIdentifier(routine.schema ?? '')}.${quoteIdentifier(bareName)}(${text('arguments')})`,
    ...(type === 'FUNCTION' ? [`    RETURNS ${text('returns')}`] : []),
    `    LANGUAGE ${text('language')}`,
    ...(options === '' ? [] : [`    ${options}`]),
    ...(attributes['configuration'] === null ? [] : [`    SET ${text('configuration')}`]),
  ];
  if (typeof attributes['sql body'] === 'string') lines.push(`${text('sql body')};`);
  else if (typeof attributes['library'] === 'string')
    lines.push(`AS ${quoteLiteral(text('library'))}, ${quoteLiteral(text('body'))};`);
  else lines.push(`AS ${dollarQuoted(text('body'))};`);
  return `${lines.join('\n')}${commentSql(type, routine)}`;
}

/** The body between dollar signs, with a tag that does not occur in it. */
function dollarQuoted(body: string): string {
  let tag = '$$';
  for (let count = 0; body.includes(tag); count++) tag = `$body${count === 0 ? '' : String(count)}$`;
  return `${tag}${body}${tag}`;
}
