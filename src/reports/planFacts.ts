import { frameworkOf } from '../migrations/frameworks/frameworks.ts';
import type { MigrationRisk, RelationName, RiskGrade } from '../migrations/risk/risk.ts';
import { relationKey } from '../migrations/risk/schemaState.ts';
import { byWeight } from '../migrations/risk/verdict.ts';
import type { TableSize } from '../rows/tableSize.ts';
import type { MigrationPlan, PlannedProject } from '../workflows/planMigration.ts';
import { shellWord } from './planChecks.ts';
import { relationPath } from './riskSentences.ts';

/** The pending migrations of all projects, in order. */
export function pendingRisks({ projects }: MigrationPlan): readonly MigrationRisk[] {
  return projects.flatMap(({ pending }) => pending);
}

/** The riskiest of the pending migrations; undefined where none is pending. */
export function riskiest(plan: MigrationPlan): MigrationRisk | undefined {
  return pendingRisks(plan).toSorted((a, b) => byWeight(a.verdict, b.verdict))[0];
}

export function overallGrade(plan: MigrationPlan): RiskGrade {
  return riskiest(plan)?.verdict.grade ?? 'low';
}

export function sizeOf({ sizes }: MigrationPlan, relation: RelationName): TableSize | undefined {
  return sizes.find((size) => relationKey(size) === relationKey(relation));
}

/** The tables that lose data, each once. */
export function tablesLosingData(plan: MigrationPlan): readonly RelationName[] {
  const losing = pendingRisks(plan).flatMap(({ relations, steps }) => [
    ...relations.filter(({ losesData }) => losesData),
    ...steps.flatMap(({ losesData, relation }) => (losesData ? (relation ?? []) : [])),
  ]);
  return [...new Map(losing.map((relation) => [relationKey(relation), relation])).values()];
}

/** Whether something is lost of which no table can be named: DROP SCHEMA ... CASCADE. */
export function losesBeyondTables(plan: MigrationPlan): boolean {
  return pendingRisks(plan).some(({ steps }) => steps.some(({ losesData, relation }) => losesData && !relation));
}

/** The command that dumps tables, or everything, before a migration. */
export function backupCommand(plan: MigrationPlan, tables: readonly RelationName[]): string {
  const last = pendingRisks(plan).at(-1)?.revision.id ?? 'migration';
  const file = `${plan.side.environment.name}-before-${last}.dump`.replaceAll(/[^\w.-]+/g, '-');
  const chosen = tables.map((table) => ` \\\n  --table=${shellWord(relationPath(table))}`).join('');
  return `pg_dump --format=custom --file=${shellWord(file)}${chosen} \\\n  "$DATABASE_URL"`;
}

/** What applies a project's pending migrations; undefined where the framework has no such command. */
export function applyCommand({ project }: PlannedProject): string | undefined {
  return frameworkOf(project.framework).applyCommand;
}
