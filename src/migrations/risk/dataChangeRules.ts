import type { DataChange } from '../migrationProject.ts';
import type { RiskRule } from './riskRule.ts';

/** What a statement that writes rows does, by its verb. */
export const dataChangeRules: Readonly<Record<DataChange['verb'], Omit<RiskRule, 'when'>>> = {
  insert: {
    id: 'insert-rows',
    lock: 'ROW EXCLUSIVE',
    work: 'none',
    manual: 'sql-insert.html',
  },
  update: {
    id: 'update-rows',
    lock: 'ROW EXCLUSIVE',
    work: 'write',
    safer:
      'Change the rows in batches, each in a transaction of its own: every changed row stays locked until the end.',
    manual: 'explicit-locking.html#LOCKING-ROWS',
  },
  delete: {
    id: 'delete-rows',
    lock: 'ROW EXCLUSIVE',
    work: 'write',
    losesData: true,
    safer: 'Keep a copy of the rows, and delete in batches, each in a transaction of its own.',
    manual: 'explicit-locking.html#LOCKING-ROWS',
  },
  truncate: {
    id: 'truncate',
    lock: 'ACCESS EXCLUSIVE',
    losesData: true,
    safer: 'Keep a dump; foreign keys with CASCADE empty other tables too.',
    manual: 'sql-truncate.html',
  },
};

/** What needs a table that the environment does not have stops there. */
export const missingRelationRule: Omit<RiskRule, 'when'> = {
  id: 'missing-table',
  failsWithoutTable: true,
  safer: 'Find out why the table is not there: a migration that is said to be applied may have made it.',
  manual: 'ddl-basics.html',
};
