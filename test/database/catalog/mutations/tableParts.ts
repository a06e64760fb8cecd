import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

const policy = (change: string): string => `ALTER POLICY own_notes ON app.notes ${change}`;
const ofPolicy = (attribute: string): string => `~ policy app.notes.own_notes [${attribute}]`;
const ofStatistics = (attribute: string): string => `~ statistics app.notes.author_title [${attribute}]`;

/** Policies, rules and extended statistics. */
export const tablePartsMutations: readonly Mutation[] = [
  m('CREATE POLICY more ON app.parent', '+ policy app.parent.more'),
  m('DROP POLICY everyone ON app.notes', '- policy app.notes.everyone'),
  m(`UPDATE pg_policy SET polcmd = '*' WHERE polname = 'own_notes'`, ofPolicy('command')),
  m(`UPDATE pg_policy SET polpermissive = true WHERE polname = 'own_notes'`, ofPolicy('permissive')),
  m(policy('TO pg_monitor'), ofPolicy('roles')),
  m(policy('USING (author > 1)'), ofPolicy('using')),
  m(policy('WITH CHECK (true)'), ofPolicy('with check')),
  m('COMMENT ON POLICY own_notes ON app.notes IS NULL', ofPolicy('comment')),

  m('CREATE RULE more AS ON UPDATE TO app.notes DO ALSO NOTHING', '+ rule app.notes.more'),
  m('DROP RULE set_title ON app.titles', '- rule app.titles.set_title'),
  m(
    'CREATE OR REPLACE RULE keep AS ON DELETE TO app.notes WHERE old.id > 8 DO INSTEAD NOTHING',
    '~ rule app.notes.keep [rule]',
  ),
  m(
    'CREATE OR REPLACE RULE keep AS ON DELETE TO app.notes WHERE old.id > 7 DO ALSO NOTHING',
    '~ rule app.notes.keep [rule]',
  ),
  m('ALTER TABLE app.notes DISABLE RULE keep', '~ rule app.notes.keep [enabled]'),
  m('COMMENT ON RULE keep ON app.notes IS NULL', '~ rule app.notes.keep [comment]'),

  m('CREATE STATISTICS app.more ON id, note FROM app.parent', '+ statistics app.parent.more'),
  m('DROP STATISTICS app.author_title', '- statistics app.notes.author_title'),
  m('ALTER STATISTICS app.author_title SET SCHEMA public', ofStatistics('schema')),
  m(
    'DROP STATISTICS app.author_title; CREATE STATISTICS app.author_title (ndistinct) ON author, title FROM app.notes',
    ofStatistics('kinds, comment'),
  ),
  m(
    'DROP STATISTICS app.author_title; CREATE STATISTICS app.author_title (dependencies, ndistinct) ON title, body FROM app.notes',
    ofStatistics('columns, comment'),
  ),
  since(
    14,
    'DROP STATISTICS app.author_title; CREATE STATISTICS app.author_title (dependencies, ndistinct) ON author, title, lower(title) FROM app.notes',
    ofStatistics('expressions, comment'),
  ),
  since(
    14,
    'DROP STATISTICS app.lower_title; CREATE STATISTICS app.lower_title ON lower(title), (author + 2) FROM app.notes',
    '~ statistics app.notes.lower_title [expressions]',
  ),
  since(13, 'ALTER STATISTICS app.author_title SET STATISTICS 50', ofStatistics('statistics target')),
  m('ALTER STATISTICS app.author_title OWNER TO pg_monitor', ofStatistics('owner')),
  m('COMMENT ON STATISTICS app.author_title IS NULL', ofStatistics('comment')),
];
