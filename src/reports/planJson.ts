import { blockedBy } from '../migrations/risk/lockMode.ts';
import type { Blocked, LockMode } from '../migrations/risk/lockMode.ts';
import type { MigrationRisk, Reversibility, RiskGrade, StepRisk, Work } from '../migrations/risk/risk.ts';
import type { RowSource } from '../rows/tableSize.ts';
import { subjectName } from '../usages/usage.ts';
import type { MigrationPlan } from '../workflows/planMigration.ts';
import type { JsonDifference } from './jsonReport.ts';
import { toJsonReport } from './jsonReport.ts';
import { checksAfter, checksBefore } from './planChecks.ts';
import type { PlanCheck } from './planChecks.ts';
import {
  applyCommand,
  backupCommand,
  overallGrade,
  pendingRisks,
  riskiest,
  sizeOf,
  tablesLosingData,
} from './planFacts.ts';
import { relationPath, riskSentence, stepSentence, stepWords } from './riskSentences.ts';

/** The JSON of `plan`: a contract, whose changes change `formatVersion`. */
export interface JsonPlan {
  readonly formatVersion: 1;
  readonly environment: {
    readonly name: string;
    readonly serverVersion: string;
    readonly revision: string | null;
    /** null where it cannot be read which migrations are applied. */
    readonly behind: { readonly migrations: number; readonly days: number | null } | null;
  };
  /** The worst of the pending migrations. */
  readonly risk: { readonly grade: RiskGrade; readonly reason: string };
  readonly migrations: readonly JsonMigrationRisk[];
  readonly backup: { readonly tables: readonly string[]; readonly command: string } | null;
  readonly commands: readonly {
    readonly framework: string;
    readonly folder: string;
    readonly command: string | null;
  }[];
  readonly checks: { readonly before: readonly PlanCheck[]; readonly after: readonly PlanCheck[] };
  /** The code that uses, by name, what the environment lacks; null where nothing is pending that code could use. */
  readonly usages: readonly JsonUsage[] | null;
  /** What will still differ from the environment given with `--against`; null without one. */
  readonly remaining: readonly JsonDifference[] | null;
}

export interface JsonUsage {
  /** `providers` or `providers.home_address`. */
  readonly of: string;
  /** Relative to the workspace. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly isTest: boolean;
}

export interface JsonMigrationRisk {
  readonly revision: string;
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly date: string | null;
  /** Relative to the workspace. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly risk: { readonly grade: RiskGrade; readonly reason: string };
  readonly reversible: Reversibility;
  readonly inTransaction: boolean;
  readonly creates: readonly string[];
  readonly tables: readonly {
    readonly path: string;
    readonly lock: LockMode;
    readonly blocks: Blocked;
    readonly work: Work;
    readonly losesData: boolean;
    /** null where it is not known, or the table is not there yet. */
    readonly rows: number | null;
    readonly rowsFrom: RowSource | null;
    readonly bytes: number | null;
  }[];
  readonly steps: readonly JsonStep[];
}

export interface JsonStep {
  readonly rule: string;
  readonly line: number;
  readonly what: string;
  readonly grade: RiskGrade;
  readonly reason: string;
  readonly locks: readonly { readonly path: string; readonly mode: LockMode; readonly blocks: Blocked }[];
  readonly work: Work;
  /** The work may be needless; only the database tells. */
  readonly uncertain: boolean;
  readonly losesData: boolean;
  /** Why it is accepted, by a comment in the file. */
  readonly accepted: string | null;
  readonly safer: string | null;
  readonly manual: string;
}

export function toJsonPlan(plan: MigrationPlan): JsonPlan {
  const { side, projects, comparison } = plan;
  const worst = riskiest(plan);
  const losing = tablesLosingData(plan);
  return {
    formatVersion: 1,
    environment: {
      name: side.environment.name,
      serverVersion: side.catalog.server.version,
      revision: side.revision,
      behind:
        side.standing === undefined
          ? null
          : { migrations: side.standing.pending.length, days: side.standing.daysBehind ?? null },
    },
    risk: { grade: overallGrade(plan), reason: worst === undefined ? 'Nothing is pending' : riskSentence(worst) },
    migrations: pendingRisks(plan).map((risk) => jsonMigration(risk, plan)),
    backup: worst === undefined ? null : { tables: losing.map(relationPath), command: backupCommand(plan, losing) },
    commands: projects
      .filter(({ pending }) => pending.length > 0)
      .map((planned) => ({
        framework: planned.project.framework,
        folder: planned.project.folder,
        command: applyCommand(planned) ?? null,
      })),
    checks: worst === undefined ? { before: [], after: [] } : { before: checksBefore(plan), after: checksAfter(plan) },
    usages:
      plan.usages?.usages.map(({ subject, file, line, isTest }) => ({
        of: subjectName(subject),
        file,
        line,
        isTest,
      })) ?? null,
    remaining:
      comparison === undefined
        ? null
        : toJsonReport({
            ...comparison,
            differences: comparison.remaining?.differences ?? comparison.differences,
          }).differences,
  };
}

function jsonMigration(risk: MigrationRisk, plan: MigrationPlan): JsonMigrationRisk {
  const { revision, verdict, reversibility, transactional, creates, relations, steps } = risk;
  return {
    revision: revision.id,
    title: revision.title,
    date: revision.date ?? null,
    file: revision.file,
    line: revision.line,
    risk: { grade: verdict.grade, reason: riskSentence(risk) },
    reversible: reversibility,
    inTransaction: transactional,
    creates: creates.map(relationPath),
    tables: relations.map((relation) => {
      const size = sizeOf(plan, relation);
      return {
        path: relationPath(relation),
        lock: relation.mode,
        blocks: blockedBy(relation.mode),
        work: relation.work,
        losesData: relation.losesData,
        rows: size?.rows?.count ?? null,
        rowsFrom: size?.rows?.source ?? null,
        bytes: size?.bytes ?? null,
      };
    }),
    steps: steps.map(jsonStep),
  };
}

function jsonStep(step: StepRisk): JsonStep {
  return {
    rule: step.rule,
    line: step.line,
    what: stepWords(step),
    grade: step.verdict.grade,
    reason: stepSentence(step),
    locks: step.locks.map((lock) => ({ path: relationPath(lock), mode: lock.mode, blocks: blockedBy(lock.mode) })),
    work: step.work,
    uncertain: step.isUncertain,
    losesData: step.losesData,
    accepted: step.accepted ?? null,
    safer: step.safer ?? null,
    manual: step.manual,
  };
}
