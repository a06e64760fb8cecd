import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyType, commentAttribute, commentJoin } from '../kindReader.ts';
import { isGivenName } from '../generatedNames.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

export const domainReader: OutermostReader = {
  kind: 'domain',
  presence: anyType('d'),
  catalog: 'pg_type',
  oid: 't.oid',
  from: `type t
    LEFT JOIN pg_type bt ON bt.oid = t.typbasetype
    LEFT JOIN pg_collation co ON co.oid = t.typcollation AND t.typcollation <> bt.typcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    ${commentJoin('d', 'pg_type', 't.oid')}`,
  where: `t.typtype = 'd'`,
  schema: 't.nspname',
  name: 't.typname',
  attributes: [
    { name: 'type', sql: 'format_type(t.typbasetype, t.typtypmod)' },
    { name: 'not null', sql: 't.typnotnull' },
    {
      name: 'not null constraint',
      sql: `(SELECT con.conname FROM pg_constraint con WHERE con.contypid = t.oid AND con.contype = 'n' AND ${isGivenName('con.conname', 'not_null')})`,
      since: 170000,
    },
    {
      name: 'not null comment',
      sql: `(SELECT nd.description FROM pg_constraint con ${commentJoin('nd', 'pg_constraint', 'con.oid')} WHERE con.contypid = t.oid AND con.contype = 'n')`,
      since: 170000,
      facet: 'comment',
    },
    // Not typdefault, which is the text as it was under the search_path of whoever made the domain.
    { name: 'default', sql: 'pg_get_expr(t.typdefaultbin, 0)' },
    { name: 'collation', sql: `quote_ident(cn.nspname) || '.' || quote_ident(co.collname)` },
    ownerAttribute('t.typowner'),
    privilegesAttribute('t.typacl', 'T', 't.typowner'),
    commentAttribute,
  ],
  define: (domain) => {
    const attributes = domain.attributes;
    const head = words(
      `CREATE DOMAIN ${domain.path} AS ${String(attributes['type'])}`,
      attributes['collation'] !== null && `COLLATE ${String(attributes['collation'])}`,
      attributes['default'] !== null && `DEFAULT ${String(attributes['default'])}`,
      typeof attributes['not null constraint'] === 'string' &&
        `CONSTRAINT ${quoteIdentifier(attributes['not null constraint'])}`,
      attributes['not null'] === true && 'NOT NULL',
    );
    const checks = domain.children.map((constraint) => `\n    ${constraint.definition ?? constraint.name}`).join('');
    const comments = domain.children.map((constraint) =>
      commentSql('CONSTRAINT', constraint, `${quoteIdentifier(constraint.name)} ON DOMAIN ${domain.path}`),
    );
    return `${head}${checks};${commentSql('DOMAIN', domain)}${comments.join('')}`;
  },
};
