/** Runs one query and gives its rows; PGlite and a real server both fit. */
export type RunQuery = (sql: string) => Promise<readonly unknown[]>;

/** One fact about a schema, read straight from pg_catalog and not by the code under test. */
export interface Fact {
  readonly kind: string;
  /** The table or type that it belongs to; of a table or type its own name. */
  readonly owner: string;
  readonly name: string;
  readonly definition: string;
}

const factsSql = `
WITH relation AS (
  SELECT c.*, coalesce(owner.relname, c.relname) AS owner_name
  FROM pg_class c
  LEFT JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
    AND c.relkind = 'S' AND d.deptype IN ('a', 'i')
  LEFT JOIN pg_class owner ON owner.oid = d.refobjid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind <> 'i'
)
SELECT CASE r.relkind WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' ELSE 'relation ' || r.relkind::text END AS kind,
       r.owner_name::text AS owner, r.relname::text AS name,
       concat_ws(' ', r.relpersistence, r.relrowsecurity, obj_description(r.oid, 'pg_class'), s.seqtypid::regtype, s.seqincrement) AS definition
FROM relation r LEFT JOIN pg_sequence s ON s.seqrelid = r.oid
UNION ALL
SELECT 'column', c.relname, a.attname,
       concat_ws(' ', row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod), a.attnotnull,
                 pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attcollation, col_description(c.oid, a.attnum))
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
UNION ALL
SELECT 'constraint', c.relname, k.conname,
       concat_ws(' ', pg_get_constraintdef(k.oid), k.convalidated, obj_description(k.oid, 'pg_constraint'))
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.connamespace = 'public'::regnamespace
UNION ALL
SELECT 'index', c.relname, i.relname, concat_ws(' ', pg_get_indexdef(i.oid), obj_description(i.oid, 'pg_class'))
FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
WHERE c.relnamespace = 'public'::regnamespace
UNION ALL
SELECT 'enum value', t.typname, e.enumlabel, (row_number() OVER (PARTITION BY t.oid ORDER BY e.enumsortorder))::text
FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
UNION ALL
SELECT 'type', t.typname, t.typname, t.typtype::text
FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typrelid = 0 AND t.typelem = 0
UNION ALL
SELECT 'function', p.proname, p.proname, p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
UNION ALL
SELECT 'trigger', c.relname, g.tgname, pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal
UNION ALL
SELECT 'extension', extname, extname, '' FROM pg_extension
UNION ALL
SELECT 'schema', nspname, nspname, '' FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
ORDER BY 1, 2, 3`;

export async function readFacts(query: RunQuery): Promise<readonly Fact[]> {
  return (await query(factsSql)) as readonly Fact[];
}

/** How many rows each table holds, without the tables that hold none. */
export async function countRows(query: RunQuery): Promise<Readonly<Record<string, number>>> {
  const tables = (await query(
    "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
  )) as readonly { name: string }[];
  const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::integer AS rows FROM "${name}"`);
  const rows = (await query(counts.join(' UNION ALL '))) as readonly { name: string; rows: number }[];
  return Object.fromEntries(rows.filter(({ rows: count }) => count > 0).map(({ name, rows: count }) => [name, count]));
}

export function tableNames(facts: readonly Fact[]): readonly string[] {
  return facts.filter(({ kind }) => kind === 'table').map(({ name }) => name);
}

/** Leaves out everything that belongs to the tables. */
export function withoutTables(facts: readonly Fact[], tables: readonly string[]): readonly Fact[] {
  return facts.filter(({ owner }) => !tables.includes(owner));
}

/**
 * What differs, as sorted lines such as "right table threads" or "right column providers.gender".
 * A table on one side only is one line, whatever belongs to it.
 */
export function factDifferences(left: readonly Fact[], right: readonly Fact[]): readonly string[] {
  const leftTables = tableNames(left);
  const rightTables = tableNames(right);
  const onlyOnOneSide = [
    ...leftTables.filter((name) => !rightTables.includes(name)),
    ...rightTables.filter((name) => !leftTables.includes(name)),
  ];
  const isListed = ({ kind, owner }: Fact): boolean => kind === 'table' || !onlyOnOneSide.includes(owner);
  const byKey = (facts: readonly Fact[]): ReadonlyMap<string, string> =>
    new Map(facts.filter(isListed).map((fact) => [keyOf(fact), fact.definition]));
  const leftByKey = byKey(left);
  const rightByKey = byKey(right);
  const lines: string[] = [];
  for (const [key, definition] of leftByKey) {
    const other = rightByKey.get(key);
    if (other === undefined) lines.push(`left ${key}`);
    else if (other !== definition) lines.push(`changed ${key}: ${definition} | ${other}`);
  }
  for (const key of rightByKey.keys()) if (!leftByKey.has(key)) lines.push(`right ${key}`);
  return lines.sort();
}

function keyOf({ kind, owner, name }: Fact): string {
  return kind === 'table' ? `table ${name}` : `${kind} ${owner}.${name}`;
}
