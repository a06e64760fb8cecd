import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

export const schemasMutations: readonly Mutation[] = [
  m('CREATE SCHEMA extra', '+ schema extra'),
  m(`COMMENT ON SCHEMA app IS 'other'`, '~ schema app [comment]'),
  m('DROP SCHEMA spare', '- schema spare'),
  m('DROP EXTENSION pg_trgm CASCADE', '- extension pg_trgm', '- index app.posts.posts_trgm'),
  m('CREATE EXTENSION citext', '+ extension citext'),
  m('ALTER EXTENSION pg_trgm SET SCHEMA app', '~ extension pg_trgm [schema]'),
  m('ALTER SCHEMA app OWNER TO pg_monitor', '~ schema app [owner]'),
  m('ALTER SCHEMA public OWNER TO pg_monitor', '~ schema public [owner]'),
  m('GRANT USAGE ON SCHEMA app TO pg_monitor', '~ schema app [privileges]'),
  m('GRANT ALL ON SCHEMA public TO pg_monitor WITH GRANT OPTION', '~ schema public [privileges]'),
  m('REVOKE USAGE ON SCHEMA public FROM PUBLIC', '~ schema public [privileges]'),
  m(`UPDATE pg_extension SET extversion = '0.1' WHERE extname = 'pg_trgm'`, '~ extension pg_trgm [version]'),
  m(
    `UPDATE pg_extension SET extowner = 'pg_monitor'::regrole WHERE extname = 'pg_trgm'`,
    '~ extension pg_trgm [owner]',
  ),
  m(`COMMENT ON EXTENSION pg_trgm IS 'x'`, '~ extension pg_trgm [comment]'),
];
