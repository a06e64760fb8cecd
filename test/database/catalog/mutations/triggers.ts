import type { Mutation } from './mutation.ts';
import { given, m, since } from './mutation.ts';

export const triggersMutations: readonly Mutation[] = [
  m('DROP TRIGGER touch ON app.posts', '- trigger app.posts.touch'),
  m('ALTER TABLE app.posts ENABLE TRIGGER sums', '~ trigger app.posts.sums [enabled]'),
  m('ALTER TABLE app.posts ENABLE ALWAYS TRIGGER touch', '~ trigger app.posts.touch [enabled]'),
  m(
    `DROP TRIGGER touch ON app.posts; CREATE TRIGGER touch AFTER INSERT OR UPDATE OF title, body ON app.posts FOR EACH ROW WHEN (NEW.title IS NOT NULL) EXECUTE FUNCTION app.touch('a', 'it''s', 'b\\c')`,
    '~ trigger app.posts.touch [timing, comment]',
  ),
  m(
    `DROP TRIGGER touch ON app.posts; CREATE TRIGGER touch BEFORE INSERT OR DELETE ON app.posts FOR EACH ROW EXECUTE FUNCTION app.touch('a', 'it''s', 'b\\c')`,
    '~ trigger app.posts.touch [events, when, comment]',
  ),
  m(
    `DROP TRIGGER touch ON app.posts; CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF title, body ON app.posts FOR EACH ROW WHEN (NEW.title IS NOT NULL) EXECUTE FUNCTION app.touch('ä')`,
    '~ trigger app.posts.touch [function, comment]',
  ),
  m(
    'DROP TRIGGER sums ON app.posts; CREATE TRIGGER sums AFTER UPDATE ON app.posts REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION app.touch(); ALTER TABLE app.posts DISABLE TRIGGER sums',
    '~ trigger app.posts.sums [old table, new table]',
  ),
  m(
    'DROP TRIGGER checked ON app.posts; CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.posts DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app.touch()',
    '~ trigger app.posts.checked [initially deferred]',
  ),
  m(`COMMENT ON TRIGGER touch ON app.posts IS 'x'`, '~ trigger app.posts.touch [comment]'),
  m(
    'DROP TRIGGER paired ON app.typed; CREATE CONSTRAINT TRIGGER paired AFTER INSERT ON app.typed FOR EACH ROW EXECUTE FUNCTION app.touch()',
    '~ trigger app.typed.paired [from]',
  ),
  m(
    'DROP TRIGGER checked ON app.posts; CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.posts FOR EACH ROW EXECUTE FUNCTION app.touch()',
    '~ trigger app.posts.checked [deferrable, initially deferred]',
  ),
  m(
    'DROP TRIGGER checked ON app.posts; CREATE TRIGGER checked AFTER INSERT ON app.posts FOR EACH ROW EXECUTE FUNCTION app.touch()',
    '~ trigger app.posts.checked [constraint, deferrable, initially deferred]',
  ),
  m(
    'DROP TRIGGER events_touch ON app.events; CREATE TRIGGER events_touch AFTER INSERT ON app.events FOR EACH STATEMENT EXECUTE FUNCTION app.touch()',
    '~ trigger app.events.events_touch [for each]',
  ),
  since(13, 'ALTER TABLE app.events_2025 DISABLE TRIGGER events_touch', '+ trigger app.events_2025.events_touch'),
  {
    ...given(
      'ALTER TABLE app.events_rest DISABLE TRIGGER events_touch',
      'ALTER TABLE app.events_rest ENABLE TRIGGER events_touch',
      '- trigger app.events_rest.events_touch',
    ),
    since: 13,
  },
  {
    ...given(
      'ALTER TABLE app.events_rest DISABLE TRIGGER events_touch',
      `UPDATE pg_trigger SET tgparentid = 0, tgisinternal = false WHERE tgrelid = 'app.events_rest'::regclass AND tgname = 'events_touch'`,
      '~ trigger app.events_rest.events_touch [inherited]',
    ),
    since: 13,
  },
];
