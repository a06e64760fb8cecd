import type { ObjectKind } from '../../catalog/objectKind.ts';
import type { OperationAction, OperationModifier } from '../migrationProject.ts';
import type { LockMode } from './lockMode.ts';
import type { OperationFact } from './operationFacts.ts';
import type { Work } from './risk.ts';

/** Which operations a rule is about: all that is said of them must be true. */
export interface OperationPattern {
  readonly action: OperationAction;
  readonly kinds: readonly ObjectKind[];
  /** One of these attributes is set. */
  readonly attributes?: readonly string[];
  readonly value?: string;
  readonly constraintTypes?: readonly string[];
  readonly modifier?: OperationModifier;
  /** Something that the operation does not say itself. */
  readonly fact?: OperationFact;
}

/** What an operation does to a database in use. The first rule whose pattern fits counts. */
export interface RiskRule {
  /** What a reader ignores it by, and what a diagnostic shows. */
  readonly id: string;
  readonly when: OperationPattern;
  /** The lock on the relation that the operation is about, or whose part it is; none where it locks none. */
  readonly lock?: LockMode;
  /** The lock on the tables at the other end of a foreign key. */
  readonly partnerLock?: LockMode;
  /** The lock on the partitioned or inherited table above. */
  readonly parentLock?: LockMode;
  /** None where absent. */
  readonly work?: Work;
  /** What would tell whether there is this work is not in the file. */
  readonly isUncertain?: true;
  readonly losesData?: true;
  /** PostgreSQL has no statement that undoes it. */
  readonly irreversible?: true;
  /** Code that runs meanwhile fails when it uses the old name. */
  readonly breaksRunningCode?: true;
  /** It fails, for there is no such table. */
  readonly failsWithoutTable?: true;
  /** It fails where the table holds rows. */
  readonly failsOnRows?: true;
  readonly outsideTransaction?: true;
  readonly safer?: string;
  /** Below https://www.postgresql.org/docs/current/ */
  readonly manual: string;
}
