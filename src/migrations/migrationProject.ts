import type { ObjectKind } from '../catalog/objectKind.ts';
import type { FrameworkName } from './frameworkName.ts';
import type { VersionTable } from './versionTable.ts';

/** The migrations of one folder, read and put in order. */
export interface MigrationProject {
  readonly framework: FrameworkName;
  /** The folder that holds the migration files, relative to the workspace, with `/`. */
  readonly folder: string;
  /** Where a database may say which revisions it has; the first that it has counts. None for plain SQL folders. */
  readonly versionTables: readonly VersionTable[];
  /** Parents before children; a revision's place in this array is its place in the chain. */
  readonly revisions: readonly Revision[];
  readonly problems: readonly MigrationProblem[];
}

export interface Revision {
  readonly id: string;
  /** What the version table calls it; the id where absent. */
  readonly version?: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  readonly title: string;
  /** ISO 8601 date (YYYY-MM-DD) as the file or its name says; undefined where neither does. */
  readonly date: string | undefined;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  /** Where the revision is declared, from 1. */
  readonly line: number;
  /** What the upgrade part runs, on the lines of the file where it stands; absent where it is not SQL alone. */
  readonly sql?: string;
  /** What the upgrade part does, in order. */
  readonly operations: readonly Operation[];
  /** Rows that the upgrade part writes, in order. */
  readonly dataChanges?: readonly DataChange[];
  /** Whether it runs inside of a transaction; true where absent. */
  readonly transactional?: boolean;
  /** What undoes it, as the file says; absent where the framework knows none. */
  readonly downgrade?: Downgrade;
  /** Of the file's content as the framework makes it, in the form in which its version table keeps it. */
  readonly checksum?: string;
}

/** `raises`: it refuses to undo. `missing`: the framework knows such a part, the migration has none. */
export type Downgrade = 'real' | 'empty' | 'raises' | 'missing';

/** A statement that writes rows. */
export interface DataChange {
  readonly verb: 'insert' | 'update' | 'delete' | 'truncate';
  readonly schema: string | undefined;
  readonly table: string;
  /** From 1. */
  readonly line: number;
}

/**
 * - `create`: the object is there afterwards
 * - `alter`: `attribute` of it is set
 * - `rename`: it is called `newName` afterwards (or, with `attribute: 'schema'`, lives in schema `newName`)
 * - `drop`: it is gone afterwards
 */
export type OperationAction = 'create' | 'alter' | 'rename' | 'drop';

/** One thing that a migration does to one object, with the line that says so. */
export interface Operation {
  readonly action: OperationAction;
  readonly target: OperationTarget;
  /** For `alter`: the attribute's name as in CatalogObject.attributes ("type", "not null", "default", "comment" ...). */
  readonly attribute?: string;
  /** For `alter`: the value that it sets, where the file says it literally, as written; empty where it sets none (DROP DEFAULT). */
  readonly value?: string;
  /** For `create`: the attributes that the statement settles, by the same names and rules as `value`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** For `rename`. */
  readonly newName?: string;
  /** Words of the statement that decide what it locks and what it does to an object that is there already. */
  readonly modifiers?: readonly OperationModifier[];
  /** It is done under a condition that only running tells (`if inspector.has_table(...)`). */
  readonly conditional?: boolean;
  /** The column's own line within a create_table, not the call's; from 1. */
  readonly line: number;
}

export type OperationModifier =
  | 'concurrently'
  | 'not valid'
  | 'using index'
  | 'using expression'
  | 'if exists'
  | 'if not exists'
  | 'or replace'
  | 'cascade';

/** What an operation acts on. Names are bare, never quoted. */
export interface OperationTarget {
  readonly kind: ObjectKind;
  /** undefined where the file leaves it to the search path, which means `public`. */
  readonly schema: string | undefined;
  /** For a part (column, constraint, index, enum value, trigger): the table or type it belongs to; undefined where the statement does not say (DROP INDEX). */
  readonly owner: string | undefined;
  /**
   * As written, or by the default that the framework or PostgreSQL gives it; undefined where nobody can tell. Without a
   * coverage either, it is all of the kind that the owner or the schema has (DISABLE TRIGGER ALL, GRANT ON ALL TABLES).
   */
  readonly name: string | undefined;
  /** For constraints and indexes: the columns they are over, in order; expressions as written. Lets them match by what they are. */
  readonly columns?: readonly string[];
  /** For constraints: "primary key", "unique", "check", "foreign key" or "exclusion". */
  readonly constraintType?: string;
  /** For foreign keys. */
  readonly references?: {
    readonly schema: string | undefined;
    readonly table: string;
    readonly columns: readonly string[];
  };
}

/** A file, or a part of one, that could not be understood. The rest still counts. */
export interface MigrationProblem {
  readonly reason:
    | 'fileUnreadable'
    | 'syntaxError'
    | 'notStatic'
    | 'revisionMissing'
    | 'revisionDuplicate'
    | 'parentMissing'
    | 'cycle'
    | 'headsSeveral';
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** A fact for the reader: the parser's message, the revision's name. */
  readonly detail: string;
}
