import { commentSql } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyRelation, commentAttribute, commentJoin } from '../kindReader.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** Sequences of their own. That of an identity column, or of a serial one whose default uses it, belongs to its column. */
export const sequenceReader: OutermostReader = {
  kind: 'sequence',
  presence: anyRelation('S'),
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r
    JOIN pg_sequence s ON s.seqrelid = r.oid
    LEFT JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.objid = r.oid AND own.objsubid = 0
      AND own.refclassid = 'pg_class'::regclass AND own.refobjsubid > 0 AND own.deptype IN ('a', 'i')
    LEFT JOIN pg_class oc ON oc.oid = own.refobjid
    LEFT JOIN pg_namespace onsp ON onsp.oid = oc.relnamespace
    LEFT JOIN pg_attribute oa ON oa.attrelid = own.refobjid AND oa.attnum = own.refobjsubid
    ${commentJoin('d', 'pg_class', 'r.oid')}`,
  where: `r.relkind = 'S' AND r.oid NOT IN (SELECT cs.oid FROM column_sequence cs)`,
  schema: 'r.nspname',
  name: 'r.relname',
  attributes: [
    { name: 'type', sql: 'format_type(s.seqtypid, NULL)' },
    { name: 'start', sql: 's.seqstart::text' },
    { name: 'increment', sql: 's.seqincrement::text' },
    { name: 'minimum', sql: 's.seqmin::text' },
    { name: 'maximum', sql: 's.seqmax::text' },
    { name: 'cache', sql: 's.seqcache::text' },
    { name: 'cycle', sql: 's.seqcycle' },
    {
      name: 'owned by',
      sql: `quote_ident(onsp.nspname) || '.' || quote_ident(oc.relname) || '.' || quote_ident(oa.attname)`,
    },
    { name: 'persistence', sql: `CASE r.relpersistence WHEN 'u' THEN 'unlogged' END` },
    ownerAttribute('r.relowner'),
    privilegesAttribute('r.relacl', 's', 'r.relowner'),
    commentAttribute,
  ],
  define: (sequence) => {
    const text = (name: string): string => String(sequence.attributes[name]);
    const ownedBy = sequence.attributes['owned by'];
    const lines = [
      `CREATE ${sequence.attributes['persistence'] === null ? '' : 'UNLOGGED '}SEQUENCE ${sequence.path} AS ${text('type')}`,
      `START WITH ${text('start')}`,
      `INCREMENT BY ${text('increment')}`,
      `MINVALUE ${text('minimum')}`,
      `MAXVALUE ${text('maximum')}`,
      `CACHE ${text('cache')}`,
      ...(sequence.attributes['cycle'] === true ? ['CYCLE'] : []),
      ...(ownedBy === null ? [] : [`OWNED BY ${String(ownedBy)}`]),
    ];
    return `${lines.join('\n    ')};${commentSql('SEQUENCE', sequence)}`;
  },
};
