import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

export const indexesMutations: readonly Mutation[] = [
  m('CREATE INDEX extra ON app.users ((id + 1))', '+ index app.users.extra'),
  m('DROP INDEX app.posts_trgm', '- index app.posts.posts_trgm'),
  m(
    'DROP INDEX app.posts_lower_title; CREATE UNIQUE INDEX posts_lower_title ON app.posts (lower(title), author DESC NULLS LAST) WHERE body IS NOT NULL',
    '~ index app.posts.posts_lower_title [unique]',
  ),
  m(
    'DROP INDEX app.posts_lower_title; CREATE INDEX posts_lower_title ON app.posts (lower(title), author DESC) WHERE body IS NOT NULL',
    '~ index app.posts.posts_lower_title [keys]',
  ),
  m(
    'DROP INDEX app.posts_lower_title; CREATE INDEX posts_lower_title ON app.posts (lower(title), author DESC NULLS LAST)',
    '~ index app.posts.posts_lower_title [predicate]',
  ),
  m(
    'DROP INDEX app.posts_pattern; CREATE UNIQUE INDEX posts_pattern ON app.posts (title, body COLLATE "C" NULLS FIRST) INCLUDE (price)',
    '~ index app.posts.posts_pattern [keys]',
  ),
  m(
    'DROP INDEX app.posts_pattern; CREATE UNIQUE INDEX posts_pattern ON app.posts (title text_pattern_ops, body COLLATE "C" NULLS FIRST)',
    '~ index app.posts.posts_pattern [include]',
  ),
  m(
    'DROP INDEX app.events_kind; CREATE INDEX events_kind ON app.events USING hash (kind)',
    '~ index app.events.events_kind [method]',
    '- index app.events_rest.events_rest_kind_idx',
  ),
  m(
    `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.totals_author'::regclass`,
    '~ index app.totals.totals_author [invalid]',
  ),
  m(`COMMENT ON INDEX app.posts_trgm IS 'x'`, '~ index app.posts.posts_trgm [comment]'),
  // Of a partition's share of an index only what is its own.
  m(`COMMENT ON INDEX app.events_2025_kind_idx IS 'x'`, '+ index app.events_2025.events_2025_kind_idx'),
  m('COMMENT ON INDEX app.events_rest_kind_idx IS NULL', '- index app.events_rest.events_rest_kind_idx'),
  m('ALTER INDEX app.events_2025_kind_idx SET (fillfactor = 60)', '+ index app.events_2025.events_2025_kind_idx'),
  m('ALTER TABLE app.events_2025 CLUSTER ON events_2025_kind_idx', '+ index app.events_2025.events_2025_kind_idx'),
  m(
    `UPDATE pg_class SET reltablespace = (SELECT oid FROM pg_tablespace WHERE spcname = 'pg_global') WHERE oid = 'app.events_2025_kind_idx'::regclass`,
    '+ index app.events_2025.events_2025_kind_idx',
  ),
  m(
    `UPDATE pg_class SET relispartition = false WHERE oid = 'app.events_rest_kind_idx'::regclass`,
    '~ index app.events_rest.events_rest_kind_idx [inherited]',
  ),
  m('ALTER TABLE app.tuned SET WITHOUT CLUSTER', '~ index app.tuned.tuned_note [clustered]'),
  m(
    'ALTER TABLE app.tuned ALTER COLUMN id SET NOT NULL, REPLICA IDENTITY USING INDEX tuned_note',
    '~ constraint app.tuned.tuned_pkey [replica identity]',
    '~ index app.tuned.tuned_note [replica identity]',
  ),
  m('ALTER INDEX app.tuned_note SET (fillfactor = 61)', '~ index app.tuned.tuned_note [storage parameters]'),
  m(
    'ALTER INDEX app.tuned_upper ALTER COLUMN 2 SET STATISTICS 5',
    '~ index app.tuned.tuned_upper [statistics targets]',
  ),
  m(
    'ALTER INDEX app.tuned_upper ALTER COLUMN 2 SET STATISTICS -1',
    '~ index app.tuned.tuned_upper [statistics targets]',
  ),
  m(
    `UPDATE pg_class SET reltablespace = (SELECT oid FROM pg_tablespace WHERE spcname = 'pg_global') WHERE oid = 'app.tuned_note'::regclass`,
    '~ index app.tuned.tuned_note [tablespace]',
  ),
  since(
    13,
    'DROP INDEX app.posts_trgm; CREATE INDEX posts_trgm ON app.posts USING gist (title public.gist_trgm_ops (siglen = 32))',
    '~ index app.posts.posts_trgm [method, keys, comment]',
  ),
  since(
    15,
    'DROP INDEX app.tuned_note; CREATE UNIQUE INDEX tuned_note ON app.tuned (note, id) NULLS NOT DISTINCT WITH (fillfactor = 60); ALTER TABLE app.tuned CLUSTER ON tuned_note',
    '~ index app.tuned.tuned_note [nulls not distinct]',
  ),
];
