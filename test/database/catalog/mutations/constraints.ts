import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

export const constraintsMutations: readonly Mutation[] = [
  m('ALTER TABLE app.users DROP CONSTRAINT adult', '- constraint app.users.adult'),
  m(
    'ALTER TABLE app.users DROP CONSTRAINT users_order_key, ADD CONSTRAINT users_order_key UNIQUE ("order")',
    '~ constraint app.users.users_order_key [deferrable, initially deferred]',
  ),
  m(
    'ALTER TABLE app.users DROP CONSTRAINT adult, ADD CONSTRAINT adult CHECK ("order" > 0)',
    '~ constraint app.users.adult [no inherit, comment]',
  ),
  m(
    'ALTER TABLE app.users DROP CONSTRAINT adult, ADD CONSTRAINT adult CHECK ("order" > 1) NO INHERIT',
    '~ constraint app.users.adult [expression, comment]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT posts_author_fkey, ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES app.users ON DELETE CASCADE',
    '~ constraint app.posts.posts_author_fkey [on update]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT posts_author_fkey, ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES app.users ON UPDATE SET NULL',
    '~ constraint app.posts.posts_author_fkey [on delete]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT posts_author_fkey, ADD CONSTRAINT posts_author_fkey FOREIGN KEY (editor) REFERENCES app.users ON UPDATE SET NULL ON DELETE CASCADE',
    '~ constraint app.posts.posts_author_fkey [columns]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT posts_author_fkey, ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES app.users ON UPDATE SET NULL ON DELETE CASCADE NOT VALID',
    '~ constraint app.posts.posts_author_fkey [not valid]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT editor_fk, ADD CONSTRAINT editor_fk FOREIGN KEY (editor) REFERENCES app.users ON DELETE SET DEFAULT DEFERRABLE',
    '~ constraint app.posts.editor_fk [match]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT no_overlap, ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (price > 2) DEFERRABLE',
    '~ constraint app.posts.no_overlap [exclusion]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT posts_author_title_body_key, ADD CONSTRAINT posts_author_title_body_key UNIQUE (author, title)',
    '~ constraint app.posts.posts_author_title_body_key [include]',
  ),
  since(
    15,
    'ALTER TABLE app.users DROP CONSTRAINT users_order_key, ADD CONSTRAINT users_order_key UNIQUE NULLS NOT DISTINCT ("order") DEFERRABLE INITIALLY DEFERRED',
    '~ constraint app.users.users_order_key [nulls not distinct]',
  ),
  m(
    'ALTER TABLE app.posts RENAME CONSTRAINT posts_pkey TO posts_primary',
    '- constraint app.posts.posts_pkey',
    '+ constraint app.posts.posts_primary',
  ),
  m(`COMMENT ON CONSTRAINT adult ON app.users IS 'x'`, '~ constraint app.users.adult [comment]'),
  since(
    18,
    'ALTER TABLE app.posts ALTER CONSTRAINT posts_author_fkey NOT ENFORCED',
    '~ constraint app.posts.posts_author_fkey [not enforced]',
  ),
  since(
    18,
    'ALTER TABLE app.users DROP CONSTRAINT adult, ADD CONSTRAINT adult CHECK ("order" > 0) NO INHERIT NOT ENFORCED',
    '~ constraint app.users.adult [not enforced, comment]',
  ),
  since(
    18,
    `CREATE TABLE app.spans (id int4range, during tstzrange, CONSTRAINT spans_key UNIQUE (id, during WITHOUT OVERLAPS)); CREATE TABLE app.shorter (id int4range, during tstzrange, CONSTRAINT shorter_fkey FOREIGN KEY (id, PERIOD during) REFERENCES app.spans (id, PERIOD during))`,
    '+ table app.spans',
    '+ table app.shorter',
  ),
  since(
    18,
    `UPDATE pg_constraint SET conperiod = true WHERE conname = 'users_order_key'`,
    '~ constraint app.users.users_order_key [without overlaps]',
  ),
  since(
    18,
    `UPDATE pg_constraint SET conperiod = true WHERE conname = 'posts_author_fkey'`,
    '~ constraint app.posts.posts_author_fkey [period]',
  ),
  since(
    15,
    'ALTER TABLE app.posts DROP CONSTRAINT editor_fk, ADD CONSTRAINT editor_fk FOREIGN KEY (editor) REFERENCES app.users (id) MATCH FULL ON DELETE SET DEFAULT (editor) DEFERRABLE',
    '~ constraint app.posts.editor_fk [on delete columns]',
  ),
  m('ALTER INDEX app.tuned_pkey SET (fillfactor = 90)', '~ constraint app.tuned.tuned_pkey [storage parameters]'),
  m('ALTER INDEX app.tuned_during SET (fillfactor = 90)', '~ constraint app.tuned.tuned_during [storage parameters]'),
  m('ALTER INDEX app.tuned_during RESET (fillfactor)', '~ constraint app.tuned.tuned_during [storage parameters]'),
  m(
    `UPDATE pg_class SET reltablespace = (SELECT oid FROM pg_tablespace WHERE spcname = 'pg_global') WHERE oid = 'app.tuned_during'::regclass`,
    '~ constraint app.tuned.tuned_during [tablespace]',
  ),
  // Of a partition's share of a constraint only what is its own.
  m(
    `COMMENT ON CONSTRAINT events_2025_pkey ON app.events_2025 IS 'x'`,
    '+ constraint app.events_2025.events_2025_pkey',
  ),
  m(
    'COMMENT ON CONSTRAINT events_rest_pkey ON app.events_rest IS NULL',
    '~ constraint app.events_rest.events_rest_pkey [comment]',
  ),
  m(
    'ALTER TABLE app.events_2025 REPLICA IDENTITY USING INDEX events_2025_pkey',
    '+ constraint app.events_2025.events_2025_pkey',
  ),
  m(
    `UPDATE pg_constraint SET conparentid = 0, coninhcount = 0, conislocal = true WHERE conname = 'events_rest_pkey'`,
    '~ constraint app.events_rest.events_rest_pkey [inherited]',
  ),
  m('ALTER TABLE app.posts CLUSTER ON posts_pkey', '~ constraint app.posts.posts_pkey [clustered]'),
  m(
    'ALTER TABLE app.posts REPLICA IDENTITY USING INDEX posts_pkey',
    '~ constraint app.posts.posts_pkey [replica identity]',
  ),
  m(
    'ALTER TABLE app.posts DROP CONSTRAINT posts_pkey, ADD CONSTRAINT posts_pkey UNIQUE (id)',
    '~ constraint app.posts.posts_pkey [type]',
  ),
  m(
    'CREATE TABLE app.editors (id bigint UNIQUE, number bigint UNIQUE); ALTER TABLE app.posts DROP CONSTRAINT editor_fk, ADD CONSTRAINT editor_fk FOREIGN KEY (editor) REFERENCES app.editors (id) MATCH FULL ON DELETE SET DEFAULT DEFERRABLE',
    '+ table app.editors',
    '~ constraint app.posts.editor_fk [references]',
  ),
  m(
    'ALTER TABLE app.users ADD COLUMN number bigint, ADD CONSTRAINT users_number_key UNIQUE (number); ALTER TABLE app.posts DROP CONSTRAINT editor_fk, ADD CONSTRAINT editor_fk FOREIGN KEY (editor) REFERENCES app.users (number) MATCH FULL ON DELETE SET DEFAULT DEFERRABLE',
    '+ column app.users.number',
    '+ constraint app.users.users_number_key',
    '~ constraint app.posts.editor_fk [referenced columns]',
  ),
];
