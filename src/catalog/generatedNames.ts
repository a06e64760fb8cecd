/**
 * SQL condition that a name was chosen by a person: PostgreSQL itself makes `users_email_not_null`, with a number where
 * that is taken, and keeps it when the table or the column is renamed.
 */
export function isGivenName(name: string, suffix: 'not_null' | 'seq'): string {
  return `${name}::text !~ '_${suffix}\\d*$'`;
}
