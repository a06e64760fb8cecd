/** What writes and applies migrations. `sql` is a plain folder of .sql files. */
export const frameworkNames = [
  'alembic',
  'atlas',
  'dbmate',
  'django',
  'drizzle',
  'flyway',
  'golang-migrate',
  'goose',
  'hasura',
  'knex',
  'liquibase',
  'node-pg-migrate',
  'prisma',
  'rails',
  'sequelize',
  'sql',
  'sqlx',
  'supabase',
  'typeorm',
] as const;
export type FrameworkName = (typeof frameworkNames)[number];
