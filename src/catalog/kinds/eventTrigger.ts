import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';
import { ownerAttribute } from '../privileges.ts';

export const eventTriggerReader: OutermostReader = {
  kind: 'event trigger',
  presence: anyOwn('pg_event_trigger'),
  catalog: 'pg_event_trigger',
  oid: 'e.oid',
  from: `pg_event_trigger e ${commentJoin('d', 'pg_event_trigger', 'e.oid')}`,
  where: `$1::text[] IS NULL AND ${ownObject('pg_event_trigger', 'e.oid')}`,
  name: 'e.evtname',
  attributes: [
    { name: 'event', sql: 'e.evtevent' },
    {
      name: 'tags',
      sql: `(SELECT string_agg(quote_literal(tag), ', ' ORDER BY tag COLLATE "C") FROM unnest(e.evttags) tag)`,
    },
    { name: 'function', sql: procedureSql('e.evtfoid') },
    {
      name: 'enabled',
      sql: `CASE e.evtenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END`,
    },
    ownerAttribute('e.evtowner'),
    commentAttribute,
  ],
  define: (trigger) => {
    const { attributes } = trigger;
    const statement = words(
      `CREATE EVENT TRIGGER ${trigger.path} ON ${quoteIdentifier(String(attributes['event']))}`,
      typeof attributes['tags'] === 'string' && `WHEN TAG IN (${attributes['tags']})`,
      `EXECUTE FUNCTION ${String(attributes['function'])};`,
    );
    const states: Readonly<Record<string, string>> = {
      disabled: 'DISABLE',
      replica: 'ENABLE REPLICA',
      always: 'ENABLE ALWAYS',
    };
    const state = states[String(attributes['enabled'])];
    return `${statement}${state === undefined ? '' : `\nALTER EVENT TRIGGER ${trigger.path} ${state};`}${commentSql('EVENT TRIGGER', trigger)}`;
  },
};
