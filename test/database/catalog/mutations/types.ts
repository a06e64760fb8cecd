import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

export const typesMutations: readonly Mutation[] = [
  m(
    `ALTER TYPE app.mood RENAME VALUE 'ok' TO 'fine'`,
    '- enum value app.mood.ok',
    '+ enum value app.mood.fine',
    '~ column app.users.mood [default]',
  ),
  m(`COMMENT ON TYPE app.mood IS NULL`, '~ enum app.mood [comment]'),
  m(`CREATE TYPE app.color AS ENUM ('red')`, '+ enum app.color'),
  m('ALTER DOMAIN app.email DROP NOT NULL', '~ domain app.email [not null]'),
  m(`ALTER DOMAIN app.email SET DEFAULT 'x@y'`, '~ domain app.email [default]'),
  m('ALTER DOMAIN app.email DROP CONSTRAINT has_at', '- constraint app.email.has_at'),
  m(`COMMENT ON DOMAIN app.email IS 'x'`, '~ domain app.email [comment]'),
  m('ALTER TYPE app.address ADD ATTRIBUTE country text', '+ attribute app.address.country'),
  m(
    'ALTER TYPE app.address RENAME ATTRIBUTE zip TO code',
    '- attribute app.address.zip',
    '+ attribute app.address.code',
  ),
  m(`COMMENT ON TYPE app.address IS 'x'`, '~ composite type app.address [comment]'),
  m('CREATE TYPE app.pair AS (a integer, b integer)', '+ composite type app.pair'),
  m('ALTER TYPE app.mood OWNER TO pg_monitor', '~ enum app.mood [owner]'),
  m('REVOKE USAGE ON TYPE app.mood FROM PUBLIC', '~ enum app.mood [privileges]'),
  m('ALTER DOMAIN app.email OWNER TO pg_monitor', '~ domain app.email [owner]'),
  m('GRANT USAGE ON TYPE app.email TO pg_monitor', '~ domain app.email [privileges]'),
  m('ALTER TYPE app.address OWNER TO pg_monitor', '~ composite type app.address [owner]'),
  m('GRANT USAGE ON TYPE app.address TO pg_monitor', '~ composite type app.address [privileges]'),
  m(
    'ALTER TABLE app.users DROP COLUMN home; ALTER TYPE app.address ALTER ATTRIBUTE street TYPE text',
    '- column app.users.home',
    '~ attribute app.address.street [type]',
  ),
  m(
    'ALTER TABLE app.users DROP COLUMN home; ALTER TYPE app.address ALTER ATTRIBUTE city TYPE text COLLATE "POSIX"',
    '- column app.users.home',
    '~ attribute app.address.city [collation]',
  ),
  m(`COMMENT ON COLUMN app.address.city IS NULL`, '~ attribute app.address.city [comment]'),
  m(
    `ALTER DOMAIN app.email DROP CONSTRAINT has_at; ALTER DOMAIN app.email ADD CONSTRAINT has_at CHECK (VALUE ~ '@') NOT VALID`,
    '~ constraint app.email.has_at [not valid, comment]',
  ),
  m(
    'DROP TABLE app.posts CASCADE; DROP DOMAIN app.positive; CREATE DOMAIN app.positive AS numeric(10, 3) CHECK (VALUE > 0)',
    '~ domain app.positive [type]',
    '- table app.posts',
    '- materialized view app.totals',
    '- sequence app.owned',
  ),
  since(
    17,
    'ALTER DOMAIN app.email DROP NOT NULL; ALTER DOMAIN app.email ADD CONSTRAINT always_there NOT NULL',
    '~ domain app.email [not null constraint]',
  ),
  since(17, `COMMENT ON CONSTRAINT email_not_null ON DOMAIN app.email IS 'x'`, '~ domain app.email [not null comment]'),
  m('DROP DOMAIN app.email CASCADE', '- domain app.email', '- column app.users.email'),
  m('CREATE DOMAIN app.tag AS text', '+ domain app.tag'),
  m(
    'DROP TYPE app.mood CASCADE',
    '- enum app.mood',
    '- column app.users.mood',
    '- view app.happy',
    '- function app.moods(text[])',
    '- cast (app.mood AS bytea)',
  ),
  m('DROP TYPE app.address CASCADE', '- composite type app.address', '- column app.users.home'),
  m('COMMENT ON CONSTRAINT has_at ON DOMAIN app.email IS NULL', '~ constraint app.email.has_at [comment]'),
  m(
    `ALTER DOMAIN app.email DROP CONSTRAINT has_at; ALTER DOMAIN app.email ADD CONSTRAINT has_at CHECK (VALUE ~ '.@.')`,
    '~ constraint app.email.has_at [expression, comment]',
  ),
  m(
    `UPDATE pg_type SET typcollation = (SELECT oid FROM pg_collation WHERE collname = 'POSIX') WHERE oid = 'app.positive'::regtype`,
    '~ domain app.positive [collation]',
  ),
];
