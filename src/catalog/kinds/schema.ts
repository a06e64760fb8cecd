import { commentSql } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';

export const schemaReader: OutermostReader = {
  kind: 'schema',
  catalog: 'pg_namespace',
  oid: 'n.oid',
  from: `namespace n ${commentJoin('d', 'pg_namespace', 'n.oid')}`,
  where: `NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_namespace'::regclass AND m.objid = n.oid)`,
  name: 'n.nspname',
  attributes: [commentAttribute],
  define: (schema) => `CREATE SCHEMA ${schema.path};${commentSql('SCHEMA', schema)}`,
};
