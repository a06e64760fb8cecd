/** One change to the database of test/fixtures/catalog/everyKind.sql, and all that a comparison may say of it. */
export interface Mutation {
  readonly sql: string;
  /** `status kind path`, with the attributes of what changed in brackets: `~ column app.users.name [type]`. */
  readonly reports: readonly string[];
  /** The first major version that knows the statement. */
  readonly since?: number;
}

/** A change that every version knows. */
export function m(sql: string, ...reports: string[]): Mutation {
  return { sql, reports };
}

/** A change that only this major version and later ones know. */
export function since(version: number, sql: string, ...reports: string[]): Mutation {
  return { sql, reports, since: version };
}
