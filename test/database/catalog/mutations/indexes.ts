import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

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
  ),
  m(
    `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.totals_author'::regclass`,
    '~ index app.totals.totals_author [invalid]',
  ),
  m(`COMMENT ON INDEX app.posts_trgm IS 'x'`, '~ index app.posts.posts_trgm [comment]'),
];
