import { commentSql } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { PartReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin } from '../kindReader.ts';

/** Rules of tables and views; the one that makes a view is the view's query. PostgreSQL deparses a rule as a whole. */
export const ruleReader: PartReader = {
  kind: 'rule',
  presence: anyOwn('pg_rewrite', `rulename <> '_RETURN'`),
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'ru.rulename',
  from: `relation r JOIN pg_rewrite ru ON ru.ev_class = r.oid ${commentJoin('d', 'pg_rewrite', 'ru.oid')}`,
  where: `ru.rulename <> '_RETURN'`,
  name: 'ru.rulename',
  attributes: [
    { name: 'rule', sql: 'pg_get_ruledef(ru.oid)', facet: 'code' },
    {
      name: 'enabled',
      sql: `CASE ru.ev_enabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END`,
    },
    commentAttribute,
  ],
  define: (rule, owner) => {
    const name = quoteIdentifier(rule.name);
    const states: Readonly<Record<string, string>> = {
      disabled: 'DISABLE',
      replica: 'ENABLE REPLICA',
      always: 'ENABLE ALWAYS',
    };
    const state = states[String(rule.attributes['enabled'])];
    return `${String(rule.attributes['rule'])}${state === undefined ? '' : `\nALTER TABLE ${owner.path} ${state} RULE ${name};`}${commentSql('RULE', rule, `${name} ON ${owner.path}`)}`;
  },
};
