import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

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
];
