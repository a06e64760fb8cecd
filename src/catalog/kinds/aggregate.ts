import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, settings, withoutArguments } from '../definitionText.ts';
import { quoteLiteral } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

const modify = (column: string): string =>
  `CASE ${column} WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END`;

/** https://www.postgresql.org/docs/current/catalog-pg-aggregate.html */
export const aggregateReader: OutermostReader = {
  kind: 'aggregate',
  presence: anyOwn('pg_proc', `prokind = 'a'`),
  catalog: 'pg_proc',
  oid: 'p.oid',
  from: `pg_proc p
    JOIN namespace n ON n.oid = p.pronamespace
    JOIN pg_aggregate a ON a.aggfnoid = p.oid
    ${commentJoin('d', 'pg_proc', 'p.oid')}`,
  where: `p.prokind = 'a' AND ${ownObject('pg_proc', 'p.oid')}`,
  schema: 'n.nspname',
  name: 'p.proname',
  signature: 'oidvectortypes(p.proargtypes)',
  attributes: [
    { name: 'arguments', sql: 'pg_get_function_arguments(p.oid)' },
    { name: 'returns', sql: 'pg_get_function_result(p.oid)' },
    { name: 'kind', sql: `CASE a.aggkind WHEN 'o' THEN 'ordered-set' WHEN 'h' THEN 'hypothetical-set' END` },
    { name: 'state function', sql: procedureSql('a.aggtransfn') },
    { name: 'state type', sql: 'format_type(a.aggtranstype, NULL)' },
    { name: 'state space', sql: 'nullif(a.aggtransspace, 0)' },
    { name: 'final function', sql: procedureSql('a.aggfinalfn') },
    { name: 'final extra', sql: 'a.aggfinalextra' },
    { name: 'final modify', sql: modify('a.aggfinalmodify') },
    { name: 'combine function', sql: procedureSql('a.aggcombinefn') },
    { name: 'serial function', sql: procedureSql('a.aggserialfn') },
    { name: 'deserial function', sql: procedureSql('a.aggdeserialfn') },
    { name: 'initial value', sql: 'a.agginitval' },
    { name: 'moving state function', sql: procedureSql('a.aggmtransfn') },
    { name: 'moving inverse function', sql: procedureSql('a.aggminvtransfn') },
    { name: 'moving state type', sql: 'CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END' },
    { name: 'moving state space', sql: 'nullif(a.aggmtransspace, 0)' },
    { name: 'moving final function', sql: procedureSql('a.aggmfinalfn') },
    { name: 'moving final extra', sql: 'a.aggmfinalextra' },
    { name: 'moving final modify', sql: `CASE WHEN a.aggmtranstype <> 0 THEN ${modify('a.aggmfinalmodify')} END` },
    { name: 'moving initial value', sql: 'a.aggminitval' },
    { name: 'sort operator', sql: 'nullif(a.aggsortop, 0)::regoperator::text' },
    { name: 'parallel', sql: `CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END` },
    ownerAttribute('p.proowner'),
    privilegesAttribute('p.proacl', 'f', 'p.proowner'),
    commentAttribute,
  ],
  define: defineAggregate,
};

const options: Readonly<Record<string, string>> = {
  'state function': 'SFUNC',
  'state type': 'STYPE',
  'state space': 'SSPACE',
  'final function': 'FINALFUNC',
  'final extra': 'FINALFUNC_EXTRA',
  'final modify': 'FINALFUNC_MODIFY',
  'combine function': 'COMBINEFUNC',
  'serial function': 'SERIALFUNC',
  'deserial function': 'DESERIALFUNC',
  'initial value': 'INITCOND',
  'moving state function': 'MSFUNC',
  'moving inverse function': 'MINVFUNC',
  'moving state type': 'MSTYPE',
  'moving state space': 'MSSPACE',
  'moving final function': 'MFINALFUNC',
  'moving final extra': 'MFINALFUNC_EXTRA',
  'moving final modify': 'MFINALFUNC_MODIFY',
  'moving initial value': 'MINITCOND',
  'sort operator': 'SORTOP',
  parallel: 'PARALLEL',
};

function defineAggregate(aggregate: CatalogObject): string {
  const { attributes } = aggregate;
  const lines = settings(aggregate, options, (value, attribute) => {
    if (attribute.endsWith('function')) return withoutArguments(value);
    if (attribute.endsWith('value')) return quoteLiteral(value);
    return attribute === 'sort operator' ? `OPERATOR(${withoutArguments(value)})` : value;
  });
  if (attributes['kind'] === 'hypothetical-set') lines.push('HYPOTHETICAL');
  const list = String(attributes['arguments']) || '*';
  return `CREATE AGGREGATE ${withoutArguments(aggregate.path)}(${list}) (\n    ${lines.join(',\n    ')}\n);${commentSql('AGGREGATE', aggregate, `${withoutArguments(aggregate.path)}(${list})`)}`;
}
