import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

export const sequencesMutations: readonly Mutation[] = [
  m('ALTER SEQUENCE app.counter AS bigint', '~ sequence app.counter [type]'),
  m('ALTER SEQUENCE app.counter START 7', '~ sequence app.counter [start]'),
  m('ALTER SEQUENCE app.counter INCREMENT 3', '~ sequence app.counter [increment]'),
  m('ALTER SEQUENCE app.counter MINVALUE 0', '~ sequence app.counter [minimum]'),
  m('ALTER SEQUENCE app.counter MAXVALUE 2000', '~ sequence app.counter [maximum]'),
  m('ALTER SEQUENCE app.counter CACHE 1', '~ sequence app.counter [cache]'),
  m('ALTER SEQUENCE app.counter NO CYCLE', '~ sequence app.counter [cycle]'),
  m('ALTER SEQUENCE app.counter OWNED BY app.users.name', '~ sequence app.counter [owned by]'),
  m(`COMMENT ON SEQUENCE app.counter IS 'x'`, '~ sequence app.counter [comment]'),
  m('ALTER SEQUENCE app.counter OWNER TO pg_monitor', '~ sequence app.counter [owner]'),
  m('GRANT USAGE ON SEQUENCE app.counter TO pg_monitor', '~ sequence app.counter [privileges]'),
  since(15, 'ALTER SEQUENCE app.counter SET UNLOGGED', '~ sequence app.counter [persistence]'),
  m('ALTER SEQUENCE app.posts_id_seq OWNED BY NONE', '~ column app.posts.id [serial]', '+ sequence app.posts_id_seq'),
  m('ALTER SEQUENCE app.posts_id_seq AS bigint', '~ column app.posts.id [sequence options]'),
  m('ALTER SEQUENCE app.posts_id_seq START 7', '~ column app.posts.id [sequence options]'),
  m('ALTER SEQUENCE app.posts_id_seq INCREMENT 3', '~ column app.posts.id [sequence options]'),
  m('ALTER SEQUENCE app.posts_id_seq MINVALUE -5 START 1', '~ column app.posts.id [sequence options]'),
  m('ALTER SEQUENCE app.posts_id_seq MAXVALUE 2000', '~ column app.posts.id [sequence options]'),
  m('ALTER SEQUENCE app.posts_id_seq CACHE 5', '~ column app.posts.id [sequence options]'),
  m('ALTER SEQUENCE app.posts_id_seq CYCLE', '~ column app.posts.id [sequence options]'),
  m('GRANT USAGE ON SEQUENCE app.posts_id_seq TO pg_monitor', '~ column app.posts.id [sequence privileges]'),
  m(`COMMENT ON SEQUENCE app.tuned_id_seq IS NULL`, '~ column app.tuned.id [sequence comment]'),
  m('ALTER TABLE app.tuned ALTER COLUMN number SET CACHE 1', '~ column app.tuned.number [sequence options]'),
  m('ALTER TABLE app.tuned ALTER COLUMN number SET NO CYCLE', '~ column app.tuned.number [sequence options]'),
  m('ALTER SEQUENCE app.tuned_numbers RENAME TO tuned_number_seq', '~ column app.tuned.number [sequence name]'),
  // A name that PostgreSQL could have made says nothing.
  m('ALTER SEQUENCE app.users_id_seq RENAME TO members_id_seq1'),
  since(15, 'ALTER SEQUENCE app.tuned_numbers SET UNLOGGED', '~ column app.tuned.number [sequence persistence]'),
];
