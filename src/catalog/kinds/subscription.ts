import { commentSql, settings } from '../definitionText.ts';
import { guardedQuery, readableSql, secretSql } from '../guardedSql.ts';
import { quoteLiteral } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute } from '../kindReader.ts';
import { ownerAttribute } from '../privileges.ts';

const mayRead = (column: string): string => `has_column_privilege('pg_subscription', '${column}', 'SELECT')`;

/** A column that not everybody may read, by the subscription's name. */
const guarded = (column: string, value: string, alias: string): string =>
  `LEFT JOIN ${guardedQuery(
    mayRead(column),
    {
      key: 'subname::text',
      value,
      from: `pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    },
    alias,
  )} ON ${alias}.key = s.subname`;

/**
 * Where a subscription connects to is for superusers only, and holds a password. The other columns here are for
 * everybody, but for two that versions 12 and 13 keep back: subsynccommit, and the oid, which the comment is found by,
 * so that a view stands in. https://www.postgresql.org/docs/current/catalog-pg-subscription.html
 */
export const subscriptionReader: OutermostReader = {
  kind: 'subscription',
  presence: 'EXISTS (SELECT FROM pg_subscription)',
  catalog: 'pg_subscription',
  oid: 's.subname',
  from: (versionNumber) => `pg_subscription s
    JOIN pg_database db ON db.oid = s.subdbid AND db.datname = current_database()
    ${guarded('subconninfo', secretSql('subconninfo'), 'connection')}
    ${versionNumber < 140000 ? guarded('subsynccommit', 'subsynccommit', 'commitment') : ''}
    LEFT JOIN LATERAL (
      SELECT pd.description FROM pg_stat_subscription st
      JOIN pg_description pd ON pd.classoid = 'pg_subscription'::regclass AND pd.objoid = st.subid AND pd.objsubid = 0
      WHERE st.subname = s.subname LIMIT 1
    ) d ON true`,
  where: '$1::text[] IS NULL',
  name: 's.subname',
  attributes: [
    { name: 'connection', sql: readableSql(mayRead('subconninfo'), 'connection.value'), guarded: true },
    {
      name: 'publications',
      sql: `(SELECT string_agg(quote_ident(name), ', ' ORDER BY name COLLATE "C") FROM unnest(s.subpublications) name)`,
    },
    { name: 'enabled', sql: 's.subenabled' },
    { name: 'slot name', sql: 's.subslotname' },
    {
      name: 'synchronous commit',
      sql: (versionNumber) =>
        versionNumber < 140000
          ? readableSql(mayRead('subsynccommit'), `nullif(commitment.value, 'off')`)
          : `nullif(s.subsynccommit, 'off')`,
      guarded: true,
    },
    { name: 'binary', sql: 'nullif(s.subbinary, false)', since: 140000 },
    {
      name: 'streaming',
      // Off reads as null where it is what nobody chose: up to version 17.
      sql: (versionNumber) =>
        versionNumber >= 160000
          ? `CASE s.substream WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' ${versionNumber >= 180000 ? `ELSE 'off'` : ''} END`
          : `CASE WHEN s.substream THEN 'on' END`,
      since: 140000,
    },
    { name: 'two phase', sql: `CASE WHEN s.subtwophasestate <> 'd' THEN true END`, since: 150000 },
    { name: 'disable on error', sql: 'nullif(s.subdisableonerr, false)', since: 150000 },
    { name: 'origin', sql: `nullif(s.suborigin, 'any')`, since: 160000 },
    { name: 'password required', sql: `CASE WHEN NOT s.subpasswordrequired THEN 'no' END`, since: 160000 },
    { name: 'run as owner', sql: 'nullif(s.subrunasowner, false)', since: 160000 },
    { name: 'failover', sql: 'nullif(s.subfailover, false)', since: 170000 },
    ownerAttribute('s.subowner'),
    commentAttribute,
  ],
  define: (subscription) => {
    const { attributes } = subscription;
    const options = settings(
      subscription,
      {
        'slot name': 'slot_name',
        'synchronous commit': 'synchronous_commit',
        binary: 'binary',
        streaming: 'streaming',
        'two phase': 'two_phase',
        'disable on error': 'disable_on_error',
        origin: 'origin',
        'run as owner': 'run_as_owner',
        failover: 'failover',
      },
      (value) => quoteLiteral(value),
    );
    options.unshift('connect = false', `enabled = ${String(attributes['enabled'])}`);
    if (attributes['slot name'] === null) options.push('slot_name = NONE');
    if (attributes['password required'] === 'no') options.push('password_required = false');
    const connection = quoteLiteral(String(attributes['connection'] ?? ''));
    return `CREATE SUBSCRIPTION ${subscription.path} CONNECTION ${connection} PUBLICATION ${String(attributes['publications'])} WITH (${options.join(', ')});${commentSql('SUBSCRIPTION', subscription)}`;
  },
};
