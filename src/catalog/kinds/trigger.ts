import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { PartReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin } from '../kindReader.ts';

/**
 * Triggers that users made; the bits of tgtype are those of PostgreSQL's catalog/pg_trigger.h. pg_get_expr() cannot
 * deparse a condition over OLD and NEW, so WHEN comes out of PostgreSQL's own pg_get_triggerdef().
 */
export const triggerReader: PartReader = {
  kind: 'trigger',
  // Internal ones count where somebody enabled or disabled those of a partition.
  presence: anyOwn('pg_trigger', `(NOT tgisinternal OR tgenabled <> 'O')`),
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'tg.tgname',
  from: `relation r
    JOIN pg_trigger tg ON tg.tgrelid = r.oid
    JOIN pg_proc tp ON tp.oid = tg.tgfoid
    JOIN pg_namespace tn ON tn.oid = tp.pronamespace
    LEFT JOIN pg_class fr ON fr.oid = tg.tgconstrrelid
    LEFT JOIN pg_namespace fn ON fn.oid = fr.relnamespace
    ${commentJoin('d', 'pg_trigger', 'tg.oid')}`,
  // Copies on partitions, marked as internal up to version 12 and by their parent later, follow their parent, unless
  // someone enabled or disabled them by themselves.
  where: (versionNumber) =>
    versionNumber < 130000
      ? 'NOT tg.tgisinternal'
      : `CASE WHEN tg.tgparentid = 0 THEN NOT tg.tgisinternal
           ELSE EXISTS (SELECT FROM pg_trigger pt WHERE pt.oid = tg.tgparentid AND pt.tgenabled <> tg.tgenabled) END`,
  name: 'tg.tgname',
  attributes: [
    {
      name: 'timing',
      sql: `CASE WHEN tg.tgtype & 2 <> 0 THEN 'before' WHEN tg.tgtype & 64 <> 0 THEN 'instead of' ELSE 'after' END`,
    },
    {
      name: 'events',
      sql: `concat_ws(' or ', CASE WHEN tg.tgtype & 4 <> 0 THEN 'insert' END,
        CASE WHEN tg.tgtype & 16 <> 0 THEN 'update' || coalesce(' of ' || (
          SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.ord)
          FROM unnest(tg.tgattr::int2[]) WITH ORDINALITY u(attnum, ord)
          JOIN pg_attribute a ON a.attrelid = tg.tgrelid AND a.attnum = u.attnum), '') END,
        CASE WHEN tg.tgtype & 8 <> 0 THEN 'delete' END, CASE WHEN tg.tgtype & 32 <> 0 THEN 'truncate' END)`,
    },
    { name: 'for each', sql: `CASE WHEN tg.tgtype & 1 <> 0 THEN 'row' ELSE 'statement' END` },
    {
      name: 'when',
      sql: `CASE WHEN tg.tgqual IS NOT NULL THEN substring(pg_get_triggerdef(tg.oid, false) FROM ' WHEN \\((.*)\\) EXECUTE ') END`,
    },
    {
      name: 'function',
      sql: `quote_ident(tn.nspname) || '.' || quote_ident(tp.proname) || '(' || coalesce((
        SELECT string_agg(quote_literal(convert_from(decode(x.argument, 'escape'), getdatabaseencoding())), ', ' ORDER BY x.ord)
        FROM unnest(string_to_array(encode(tg.tgargs, 'escape'), '\\000')) WITH ORDINALITY x(argument, ord)
        WHERE x.ord <= tg.tgnargs), '') || ')'`,
    },
    { name: 'from', sql: `quote_ident(fn.nspname) || '.' || quote_ident(fr.relname)`, rare: true },
    { name: 'old table', sql: 'tg.tgoldtable' },
    { name: 'new table', sql: 'tg.tgnewtable' },
    { name: 'constraint', sql: 'tg.tgconstraint <> 0' },
    { name: 'deferrable', sql: 'tg.tgdeferrable' },
    { name: 'initially deferred', sql: 'tg.tginitdeferred' },
    { name: 'inherited', sql: 'CASE WHEN tg.tgparentid <> 0 THEN true END', since: 130000, rare: true },
    {
      name: 'enabled',
      sql: `CASE tg.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END`,
    },
    commentAttribute,
  ],
  define: defineTrigger,
};

function defineTrigger(trigger: CatalogObject, owner: CatalogObject): string {
  const attributes = trigger.attributes;
  const text = (name: string): string => String(attributes[name]);
  const name = quoteIdentifier(trigger.name);
  const transitionTables = words(
    attributes['old table'] !== null && `OLD TABLE AS ${quoteIdentifier(text('old table'))}`,
    attributes['new table'] !== null && `NEW TABLE AS ${quoteIdentifier(text('new table'))}`,
  );
  const statement = words(
    attributes['constraint'] === true ? 'CREATE CONSTRAINT TRIGGER' : 'CREATE TRIGGER',
    name,
    text('timing').toUpperCase(),
    text('events').replace(/^(insert|update|delete|truncate)| or (insert|update|delete|truncate)| of /g, (keyword) =>
      keyword.toUpperCase(),
    ),
    `ON ${owner.path}`,
    attributes['from'] !== null && `FROM ${text('from')}`,
    attributes['deferrable'] === true && 'DEFERRABLE',
    attributes['initially deferred'] === true && 'INITIALLY DEFERRED',
    transitionTables !== '' && `REFERENCING ${transitionTables}`,
    `FOR EACH ${text('for each').toUpperCase()}`,
    attributes['when'] !== null && `WHEN (${text('when')})`,
    `EXECUTE FUNCTION ${text('function')};`,
  );
  const states: Readonly<Record<string, string>> = {
    origin: 'ENABLE',
    disabled: 'DISABLE',
    replica: 'ENABLE REPLICA',
    always: 'ENABLE ALWAYS',
  };
  const alter = `ALTER TABLE ${owner.path} ${states[text('enabled')] ?? 'ENABLE'} TRIGGER ${name};`;
  if (attributes['inherited'] === true) return alter;
  return `${statement}${text('enabled') === 'origin' ? '' : `\n${alter}`}${commentSql('TRIGGER', trigger, `${name} ON ${owner.path}`)}`;
}
