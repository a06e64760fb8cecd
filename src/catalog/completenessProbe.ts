/** The `reader` of a row that no reader made: `owner` names a kind, `facts` says how many objects of it there are. */
export const probeReader = -1;

/**
 * System catalogs with objects that the readers list, alone or as a part or an attribute of something; and large
 * objects, which are data. https://www.postgresql.org/docs/current/catalogs-overview.html
 */
const readCatalogs = [
  'pg_am',
  'pg_amop',
  'pg_amproc',
  'pg_attrdef',
  'pg_cast',
  'pg_class',
  'pg_collation',
  'pg_constraint',
  'pg_conversion',
  'pg_default_acl',
  'pg_event_trigger',
  'pg_extension',
  'pg_foreign_data_wrapper',
  'pg_foreign_server',
  'pg_language',
  'pg_largeobject_metadata',
  'pg_namespace',
  'pg_opclass',
  'pg_operator',
  'pg_opfamily',
  'pg_policy',
  'pg_proc',
  'pg_publication',
  'pg_publication_namespace',
  'pg_publication_rel',
  'pg_rewrite',
  'pg_statistic_ext',
  'pg_subscription',
  'pg_transform',
  'pg_trigger',
  'pg_ts_config',
  'pg_ts_dict',
  'pg_ts_parser',
  'pg_ts_template',
  'pg_type',
  'pg_user_mapping',
];

/** A letter by which a catalog tells its kinds apart, and the letters that the readers know. */
interface KindLetters {
  readonly from: string;
  readonly column: string;
  readonly known: string;
  readonly noun: string;
}

/** TOAST tables, indexes of partitions, array and multirange types come with what they belong to. */
const kindLetters: readonly KindLetters[] = [
  {
    from: 'pg_class k JOIN namespace n ON n.oid = k.relnamespace',
    column: 'k.relkind',
    known: 'rpvmScfiIt',
    noun: 'relation',
  },
  { from: 'pg_type k JOIN namespace n ON n.oid = k.typnamespace', column: 'k.typtype', known: 'bcdeprm', noun: 'type' },
  { from: 'pg_proc k JOIN namespace n ON n.oid = k.pronamespace', column: 'k.prokind', known: 'fpaw', noun: 'routine' },
  {
    from: 'pg_constraint k JOIN namespace n ON n.oid = k.connamespace',
    column: 'k.contype',
    known: 'pucfxnt',
    noun: 'constraint',
  },
];

/**
 * Arms of the catalog statement that count what no reader models, so that a server newer than this tool is not
 * compared in part without a word. Every kind of object that can depend on another has rows in pg_depend under the
 * catalog that holds it, and the catalogs are few, so that each is looked up by the index.
 */
export const completenessProbe: readonly string[] = [
  `SELECT ${String(probeReader)}, c.relname::text, u.objects::text
FROM pg_class c
CROSS JOIN LATERAL (SELECT count(DISTINCT o.objid) AS objects FROM pg_depend o WHERE o.classid = c.oid AND o.objid >= 16384) u
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND u.objects > 0
  AND c.relname <> ALL ('{${readCatalogs.join(',')}}'::text[])`,
  ...kindLetters.map(
    ({ from, column, known, noun }) => `SELECT ${String(probeReader)}, '${noun} ' || ${column}::text, count(*)::text
FROM ${from} WHERE strpos('${known}', ${column}::text) = 0 GROUP BY ${column}`,
  ),
];
