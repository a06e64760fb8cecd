import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

export const viewsMutations: readonly Mutation[] = [
  m(
    `CREATE OR REPLACE VIEW app.happy WITH (security_barrier) AS SELECT id, name FROM app.users WHERE mood = 'sad'`,
    '~ view app.happy [query]',
  ),
  m('ALTER VIEW app.happy RESET (security_barrier)', '~ view app.happy [options]'),
  m(`COMMENT ON VIEW app.happy IS 'x'`, '~ view app.happy [comment]'),
  m('CREATE VIEW app.more AS SELECT 1 AS one', '+ view app.more'),
  m('DROP MATERIALIZED VIEW app.totals', '- materialized view app.totals'),
  m(`COMMENT ON MATERIALIZED VIEW app.totals IS 'x'`, '~ materialized view app.totals [comment]'),
];
