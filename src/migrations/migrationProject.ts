import type { ObjectKind } from '../catalog/objectKind.ts';

export type FrameworkName = 'alembic' | 'sql';

/** The migrations of one folder, read and put in order. */
export interface MigrationProject {
  readonly framework: FrameworkName;
  /** The folder that holds the migration files, relative to the workspace, with `/`. */
  readonly folder: string;
  /** Where the database says which revisions it has; absent for plain SQL folders. */
  readonly versionTable?: { readonly schema: string | undefined; readonly name: string };
  /** Parents before children; a revision's place in this array is its place in the chain. */
  readonly revisions: readonly Revision[];
  readonly problems: readonly MigrationProblem[];
}

export interface Revision {
  readonly id: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  readonly title: string;
  /** ISO 8601 date (YYYY-MM-DD) as the file or its name says; undefined where neither does. */
  readonly date: string | undefined;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  /** Where the revision is declared, from 1. */
  readonly line: number;
  /** What the upgrade part does, in order. */
  readonly operations: readonly Operation[];
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
  /** For `create` of a column: the attributes that the statement settles, by the same names and rules as `value`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** For `rename`. */
  readonly newName?: string;
  /** The column's own line within a create_table, not the call's; from 1. */
  readonly line: number;
}

/** What an operation acts on. Names are bare, never quoted. */
export interface OperationTarget {
  readonly kind: ObjectKind;
  /** undefined where the file leaves it to the search path, which means `public`. */
  readonly schema: string | undefined;
  /** For a part (column, constraint, index, enum value, trigger): the table or type it belongs to; undefined where the statement does not say (DROP INDEX). */
  readonly owner: string | undefined;
  /** As written, or by the default that the framework or PostgreSQL gives it; undefined where nobody can tell. */
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
    | 'cycle';
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** A fact for the reader: the parser's message, the revision's name. */
  readonly detail: string;
}
