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
];
