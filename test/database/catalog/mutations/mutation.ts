/** One change to the database of test/fixtures/catalog/everyKind.sql, and all that a comparison may say of it. */
export interface Mutation {
  readonly sql: string;
  /** `status kind path`, with the attributes of what changed in brackets: `~ column app.users.name [type]`. */
  readonly reports: readonly string[];
  /** The first major version that knows the statement. */
  readonly since?: number;
  /** What the database has besides before the change, where making it anew by its definition is not possible. */
  readonly given?: string;
}

/** A change that every version knows. */
export function m(sql: string, ...reports: string[]): Mutation {
  return { sql, reports };
}

/** A change to a database in which something has been done before. */
export function given(before: string, sql: string, ...reports: string[]): Mutation {
  return { sql, reports, given: before };
}

/** A change that only this major version and later ones know. */
export function since(version: number, sql: string, ...reports: string[]): Mutation {
  return { sql, reports, since: version };
}
