import { commentSql, settings, withoutArguments } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';
import { ownerAttribute } from '../privileges.ts';

const operand = (column: string): string => `coalesce(format_type(nullif(${column}, 0), NULL), 'NONE')`;

/** An operator without a function is but mentioned by another one (its commutator, its negator) and not made yet. */
export const operatorReader: OutermostReader = {
  kind: 'operator',
  presence: anyOwn('pg_operator'),
  catalog: 'pg_operator',
  oid: 'o.oid',
  from: `pg_operator o JOIN namespace n ON n.oid = o.oprnamespace ${commentJoin('d', 'pg_operator', 'o.oid')}`,
  where: `o.oprcode <> 0 AND ${ownObject('pg_operator', 'o.oid')}`,
  schema: 'n.nspname',
  name: 'o.oprname',
  verbatimName: true,
  signature: `${operand('o.oprleft')} || ', ' || ${operand('o.oprright')}`,
  attributes: [
    { name: 'function', sql: procedureSql('o.oprcode') },
    { name: 'left argument', sql: 'format_type(nullif(o.oprleft, 0), NULL)' },
    { name: 'right argument', sql: 'format_type(nullif(o.oprright, 0), NULL)' },
    { name: 'commutator', sql: 'nullif(o.oprcom, 0)::regoperator::text' },
    { name: 'negator', sql: 'nullif(o.oprnegate, 0)::regoperator::text' },
    { name: 'restrict function', sql: procedureSql('o.oprrest') },
    { name: 'join function', sql: procedureSql('o.oprjoin') },
    { name: 'hashes', sql: 'o.oprcanhash' },
    { name: 'merges', sql: 'o.oprcanmerge' },
    ownerAttribute('o.oprowner'),
    commentAttribute,
  ],
  define: (operator) => {
    const lines = settings(
      operator,
      {
        function: 'FUNCTION',
        'left argument': 'LEFTARG',
        'right argument': 'RIGHTARG',
        commutator: 'COMMUTATOR',
        negator: 'NEGATOR',
        'restrict function': 'RESTRICT',
        'join function': 'JOIN',
        hashes: 'HASHES',
        merges: 'MERGES',
      },
      (value, attribute) => {
        if (attribute === 'commutator' || attribute === 'negator') return `OPERATOR(${withoutArguments(value)})`;
        return attribute.endsWith('function') ? withoutArguments(value) : value;
      },
    );
    return `CREATE OPERATOR ${withoutArguments(operator.path)} (\n    ${lines.join(',\n    ')}\n);${commentSql('OPERATOR', operator)}`;
  },
};
