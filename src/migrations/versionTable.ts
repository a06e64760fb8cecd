/** Where a database may say which revisions it has. */
export interface VersionTable {
  /** undefined: wherever it is, in `public` before other schemas. */
  readonly schema: string | undefined;
  readonly name: string;
  /** The columns that are read, each as text. It is another framework's table where one of them is missing. */
  readonly columns: readonly string[];
  /** Columns that tell that it is another framework's, where names collide (`schema_migrations`). */
  readonly without?: readonly string[];
}

/** What a database says of its revisions: by its version table, or since it was made of all of them. */
export type VersionClaim = VersionRows | 'allRevisions';

/** The rows of a version table, in no order; every value as PostgreSQL writes it. */
export type VersionRows = readonly Readonly<Record<string, string | null>>[];
