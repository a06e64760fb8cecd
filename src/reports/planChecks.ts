import type { Catalog } from '../catalog/catalogObject.ts';
import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { StepRisk } from '../migrations/risk/risk.ts';
import type { MigrationPlan } from '../workflows/planMigration.ts';
import { relationPath } from './riskSentences.ts';

/** Something to look at before or after the migration, and how. */
export interface PlanCheck {
  readonly words: string;
  /** A statement that only reads, or a command; its kind by `language`. */
  readonly text: string;
  readonly language: 'sql' | 'sh';
}

/** What should be true before the pending migrations are applied. */
export function checksBefore({ side, projects }: MigrationPlan): readonly PlanCheck[] {
  const steps = projects.flatMap(({ pending }) => pending.flatMap((risk) => risk.steps));
  return [
    {
      words: 'It still stands where this plan begins.',
      text: `database-compare migrations ${shellWord(side.environment.name)}`,
      language: 'sh',
    },
    ...(steps.some(({ locks }) => locks.length > 0) ? [longTransactions] : []),
    ...uniqueChecks(steps.filter((step) => hasColumns(side.catalog, step)).flatMap((step) => dataCheck(step) ?? [])),
  ];
}

/** What should be true afterwards. */
export function checksAfter({ side, projects, comparison }: MigrationPlan): readonly PlanCheck[] {
  const name = shellWord(side.environment.name);
  const steps = projects.flatMap(({ pending }) => pending.flatMap((risk) => risk.steps));
  return [
    {
      words: 'Nothing is pending any more: it exits with 0.',
      text: `database-compare migrations ${name}`,
      language: 'sh',
    },
    ...(comparison === undefined
      ? []
      : [
          {
            words: 'Only what is listed below still differs.',
            text: `database-compare compare ${name} ${shellWord(comparison.right.environment.name)}`,
            language: 'sh' as const,
          },
        ]),
    ...(steps.some(({ rule }) => rule === 'create-index-concurrently') ? [invalidIndexes] : []),
  ];
}

const longTransactions: PlanCheck = {
  words:
    'No transaction has been open for long: the migration would wait for it, and everybody else for the migration.',
  text: `SELECT pid, usename, state, now() - xact_start AS open_for, left(query, 80) AS query
FROM pg_stat_activity
WHERE xact_start < now() - interval '1 minute' AND pid <> pg_backend_pid()
ORDER BY xact_start;`,
  language: 'sql',
};

const invalidIndexes: PlanCheck = {
  words: 'No index was left behind invalid.',
  text: `SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;`,
  language: 'sql',
};

/** A column that the migrations add can only be looked at afterwards. */
function hasColumns(catalog: Catalog, { rule, operation, relation }: StepRisk): boolean {
  if (operation === undefined || relation === undefined || rule === 'add-required-column') return true;
  const { target } = operation;
  const table = catalog.objects.find(
    ({ kind, schema, name }) => kind === 'table' && schema === relation.schema && name === relation.name,
  );
  const columns = target.kind === 'column' ? [target.name] : (target.columns ?? []);
  return columns.every((column) => table?.children.some(({ kind, name }) => kind === 'column' && name === column));
}

/** A statement that finds the rows because of which a step would fail. */
function dataCheck({ rule, operation, relation }: StepRisk): PlanCheck | undefined {
  if (operation === undefined || relation === undefined) return undefined;
  const table = relationPath(relation);
  const { target } = operation;
  const columns = (target.columns ?? []).map(quoteIdentifier);
  const list = columns.join(', ');
  switch (rule) {
    case 'set-not-null': {
      if (operation.value === 'false' || target.name === undefined) return undefined;
      const column = quoteIdentifier(target.name);
      return sql(`No ${column} of ${table} is empty: 0.`, `SELECT count(*) FROM ${table} WHERE ${column} IS NULL;`);
    }
    case 'add-required-column':
      return sql(`${table} is empty: 0.`, `SELECT count(*) FROM ${table};`);
    case 'add-unique':
      if (columns.length === 0) return undefined;
      return sql(
        `No two rows of ${table} have the same ${list}: nothing is listed.`,
        `SELECT ${list}, count(*) FROM ${table} WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')}
GROUP BY ${list} HAVING count(*) > 1;`,
      );
    case 'add-foreign-key': {
      const { references } = target;
      if (references === undefined || columns.length === 0 || columns.length !== references.columns.length) {
        return undefined;
      }
      const other = relationPath({ schema: references.schema ?? 'public', name: references.table });
      const pairs = columns.map((column, at) => `r.${quoteIdentifier(references.columns[at] ?? '')} = t.${column}`);
      return sql(
        `Every ${list} of ${table} is in ${other}: 0.`,
        `SELECT count(*) FROM ${table} t WHERE ${columns.map((column) => `t.${column} IS NOT NULL`).join(' AND ')}
AND NOT EXISTS (SELECT FROM ${other} r WHERE ${pairs.join(' AND ')});`,
      );
    }
    default:
      return undefined;
  }
}

function sql(words: string, text: string): PlanCheck {
  return { words, text, language: 'sql' };
}

function uniqueChecks(checks: readonly PlanCheck[]): readonly PlanCheck[] {
  return [...new Map(checks.map((check) => [check.text, check])).values()];
}

/** A word as a POSIX shell takes it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
