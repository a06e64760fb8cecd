import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { placeAmong } from '../migrations/place.ts';
import { effectStates } from '../migrations/plannedEffects.ts';
import type { EffectState, PlannedEffect } from '../migrations/plannedEffects.ts';
import { markOf } from '../migrations/revisionMark.ts';
import type { RevisionMark } from '../migrations/revisionMark.ts';
import { compareSides } from './compareSchemas.ts';
import type { SchemaComparison } from './compareSchemas.ts';
import type { MigrationPlan } from './planMigration.ts';
import type { ComparedSide } from './readSide.ts';

/** What of a plan must be kept in order to verify it; plain data, to be stored as JSON. */
export interface StoredPlan {
  readonly formatVersion: 1;
  readonly environment: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly revision: string | null;
  readonly migrations: readonly PlannedRevision[];
  readonly effects: readonly PlannedEffect[];
  /** The environment that it was compared with, and what was to differ from it still. */
  readonly against?: { readonly environment: string; readonly remaining: readonly string[] };
}

export interface PlannedRevision {
  /** The project's folder. */
  readonly folder: string;
  readonly id: string;
  readonly title: string;
}

/** A plan against the environment as it is now. */
export interface PlanVerification {
  readonly plan: StoredPlan;
  readonly side: ComparedSide;
  readonly migrations: readonly { readonly migration: PlannedRevision; readonly mark: RevisionMark }[];
  readonly effects: readonly { readonly effect: PlannedEffect; readonly state: EffectState }[];
  /** What differs from the other environment now. */
  readonly comparison: SchemaComparison | undefined;
  /** Of that, what the plan did not expect. */
  readonly unexpected: SchemaComparison['differences'];
}

export function storedPlan({ side, projects, comparison }: MigrationPlan): StoredPlan {
  return {
    formatVersion: 1,
    environment: side.environment.name,
    madeAt: side.readAt.toISOString(),
    revision: side.revision,
    migrations: projects.flatMap(({ project, pending }) =>
      pending.map(({ revision: { id, title } }) => ({ folder: project.folder, id, title })),
    ),
    effects: projects.flatMap(({ effects }) => effects),
    ...(comparison === undefined
      ? {}
      : {
          against: {
            environment: comparison.right.environment.name,
            remaining: (comparison.remaining?.differences ?? comparison.differences).map(keyOf),
          },
        }),
  };
}

/** Holds a plan against its environment, read again, and compares it again where the plan did. */
export function verifyPlan(
  plan: StoredPlan,
  side: ComparedSide,
  projects: readonly MigrationProject[],
  options: { readonly against?: ComparedSide | undefined; readonly compare?: CompareOptions | undefined } = {},
): PlanVerification {
  const place = placeAmong(projects, side.versions);
  const states = effectStates(side.catalog, plan.effects);
  const comparison =
    options.against === undefined ? undefined : compareSides(side, options.against, projects, options.compare);
  const expected = new Set(plan.against?.remaining);
  return {
    plan,
    side,
    migrations: plan.migrations.map((migration) => ({
      migration,
      mark: markOf(place, migration, migration.id) ?? 'unknown',
    })),
    effects: plan.effects.map((effect, index) => ({ effect, state: states[index] ?? 'unknown' })),
    comparison,
    unexpected: (comparison?.differences ?? []).filter((difference) => !expected.has(keyOf(difference))),
  };
}

function keyOf({ kind, path, status }: SchemaComparison['differences'][number]): string {
  return `${status} ${kind} ${path}`;
}
