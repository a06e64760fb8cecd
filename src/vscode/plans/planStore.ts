import type * as vscode from 'vscode';
import type { TableSize } from '../../rows/tableSize.ts';
import type { MigrationPlan } from '../../workflows/planMigration.ts';
import type { StoredPlan } from '../../workflows/verifyPlan.ts';

const key = 'migrationPlans';

/** The last plan of each environment, kept with the workspace so that it can be verified days later. */
export interface PlanStore {
  save(plan: MigrationPlan, stored: StoredPlan): Promise<void>;
  find(environmentName: string): StoredPlan | undefined;
  environments(): readonly string[];
  /** How large the tables were when an environment was planned last in this window. */
  sizes(environmentName: string): readonly TableSize[];
}

export function createPlanStore(memento: vscode.Memento): PlanStore {
  const sizes = new Map<string, readonly TableSize[]>();
  const all = (): Readonly<Record<string, unknown>> => memento.get(key, {});
  const find = (environmentName: string): StoredPlan | undefined => {
    const found = Object.entries(all()).find(([name]) => name === environmentName)?.[1];
    return isStoredPlan(found) ? found : undefined;
  };
  return {
    save: async (plan, stored) => {
      sizes.set(stored.environment, plan.sizes);
      await memento.update(key, { ...all(), [stored.environment]: stored });
    },
    find,
    environments: () => Object.keys(all()).filter((name) => find(name) !== undefined),
    sizes: (environmentName) => sizes.get(environmentName) ?? [],
  };
}

/** What another version of the extension has stored in another form is no plan. */
function isStoredPlan(value: unknown): value is StoredPlan {
  return typeof value === 'object' && value !== null && 'formatVersion' in value && value.formatVersion === 1;
}
