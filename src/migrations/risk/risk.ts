import type { DataChange, Downgrade, Operation, Revision } from '../migrationProject.ts';
import type { LockMode } from './lockMode.ts';

/** A table, or another relation that can be locked. Names are bare; the schema is never left out. */
export interface RelationName {
  readonly schema: string;
  readonly name: string;
}

/**
 * What has to be done with the rows that are there, while the lock is held. `write`: rows are inserted, changed or
 * deleted.
 */
export type Work = 'none' | 'write' | 'scan' | 'index build' | 'rewrite';

export type RiskGrade = 'low' | 'medium' | 'high';

export interface RelationLock extends RelationName {
  readonly mode: LockMode;
}

/** What speaks for a grade, worst first where several are true. */
export type RiskReason =
  | 'failsWithoutTable'
  | 'losesData'
  | 'failsOnRows'
  | 'rewrites'
  | 'scansBlockingReads'
  | 'scansBlockingWrites'
  | 'changesAllRows'
  | 'breaksRunningCode'
  | 'irreversible'
  | 'notUndone'
  | 'locksReads'
  | 'locksWrites'
  | 'blocksNothing'
  | 'newOnly';

/** Why a grade is as it is. */
export interface RiskVerdict {
  readonly grade: RiskGrade;
  readonly reason: RiskReason;
  /** The size took part: a few rows are soon rewritten. */
  readonly because?: 'empty' | 'small' | 'large';
}

/** How many rows a table holds in an environment. */
export interface RelationSize {
  readonly rows: number;
  /** An estimate is the planner's. */
  readonly exact: boolean;
}

/** What is known of the tables of an environment; `undefined` of a table is that nothing is. */
export type SizeOf = (relation: RelationName) => RelationSize | 'absent' | undefined;

/** One step of a migration, and what it means for a database in use. */
export interface StepRisk {
  /** The id of the rule that says so: "drop-column". */
  readonly rule: string;
  /** What is done to what; a data change where it is none of the operations. */
  readonly operation: Operation | undefined;
  readonly dataChange: DataChange | undefined;
  /** From 1. */
  readonly line: number;
  /** The relation that the step is about; undefined where it touches none. */
  readonly relation: RelationName | undefined;
  readonly size: RelationSize | undefined;
  readonly locks: readonly RelationLock[];
  readonly work: Work;
  /** The work may be needless; what would tell is not known here. */
  readonly isUncertain: boolean;
  readonly losesData: boolean;
  readonly irreversible: boolean;
  /** It is refused inside of a transaction. */
  readonly outsideTransaction: boolean;
  readonly verdict: RiskVerdict;
  /** Why somebody takes the risk, as a comment in the file says; it does not count then. */
  readonly accepted: string | undefined;
  /** One sentence; undefined where there is nothing better to do. */
  readonly safer: string | undefined;
  /** The page of PostgreSQL's manual. */
  readonly manual: string;
}

/** What a migration does to one relation, all of its steps together. */
export interface TouchedRelation extends RelationName {
  /** The strongest of its locks. */
  readonly mode: LockMode;
  readonly work: Work;
  readonly losesData: boolean;
}

/**
 * - `yes`: the downgrade part gives back what was there
 * - `dataLost`: it may bring back the object, not what was in it
 * - `cannot`: PostgreSQL has no statement for it
 * - `notWritten`: the downgrade part is missing, empty or refuses
 * - `unknown`: the framework has no such part, or it was not read
 */
export type Reversibility = 'yes' | 'dataLost' | 'cannot' | 'notWritten' | 'unknown';

export interface MigrationRisk {
  readonly revision: Revision;
  /** Only steps that concern objects that are there before the migration. */
  readonly steps: readonly StepRisk[];
  readonly relations: readonly TouchedRelation[];
  /** The relations that it makes. */
  readonly creates: readonly RelationName[];
  readonly verdict: RiskVerdict;
  /** The step that the verdict comes from. */
  readonly decisive: StepRisk | undefined;
  readonly reversibility: Reversibility;
  readonly downgrade: Downgrade | undefined;
  /** Whether it runs inside of one transaction: as its file says, unless a step is refused there. */
  readonly transactional: boolean;
}
