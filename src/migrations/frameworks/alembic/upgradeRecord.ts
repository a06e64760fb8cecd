import type { DataChange, MigrationProblem, Operation, OperationTarget } from '../../migrationProject.ts';
import type { NamingConvention } from './namingConvention.ts';

/** What the upgrade part of one file turns out to do, gathered while it is followed. */
export interface UpgradeRecord {
  readonly file: string;
  readonly operations: Operation[];
  readonly dataChanges: DataChange[];
  readonly problems: MigrationProblem[];
  /** False once a part of it runs outside of the migration's transaction. */
  transactional: boolean;
  readonly convention: NamingConvention;
  /** Names that constraints, indexes and tables of a schema have, as `schema.name`. */
  readonly takenNames: Set<string>;
  /** Names given to unnamed objects, by what they are: the same object in two branches has one name. */
  readonly givenNames: Map<string, string>;
  /** Enum types that the file has created, as `schema.name`. */
  readonly createdEnums: Set<string>;
}

export function createRecord(file: string, convention: NamingConvention): UpgradeRecord {
  return {
    file,
    operations: [],
    dataChanges: [],
    problems: [],
    transactional: true,
    convention,
    takenNames: new Set(),
    givenNames: new Map(),
    createdEnums: new Set(),
  };
}

/** Says that a place cannot be read without running it; once for each line and fact. */
export function reportNotStatic(record: UpgradeRecord, line: number, detail: string): void {
  if (!record.problems.some((problem) => problem.line === line && problem.detail === detail)) {
    record.problems.push({ reason: 'notStatic', file: record.file, line, detail });
  }
}

export function qualified(schema: string | undefined, name: string): string {
  return `${schema ?? ''}.${name}`;
}

/** A table as the target of an operation. */
export function tableTarget(schema: string | undefined, name: string): OperationTarget {
  return { kind: 'table', schema, owner: undefined, name };
}

/** A column as the target of an operation. */
export function columnTarget(schema: string | undefined, table: string, name: string): OperationTarget {
  return { kind: 'column', schema, owner: table, name };
}
