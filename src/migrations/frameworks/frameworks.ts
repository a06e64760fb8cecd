import { allApplied } from '../appliedRevisions.ts';
import type { AppliedRevisions } from '../appliedRevisions.ts';
import type { FrameworkName } from '../frameworkName.ts';
import type { MigrationProject } from '../migrationProject.ts';
import type { VersionClaim } from '../versionTable.ts';
import { alembic } from './alembic/alembic.ts';
import { atlas } from './atlas/atlas.ts';
import { dbmate } from './dbmate/dbmate.ts';
import { django } from './django/django.ts';
import { drizzle } from './drizzle/drizzle.ts';
import { flyway } from './flyway/flyway.ts';
import type { Framework } from './framework.ts';
import { golangMigrate } from './golangMigrate/golangMigrate.ts';
import { goose } from './goose/goose.ts';
import { hasura } from './hasura/hasura.ts';
import { knex } from './knex/knex.ts';
import { nodePgMigrate } from './nodePgMigrate/nodePgMigrate.ts';
import { liquibase } from './liquibase/liquibase.ts';
import { plainSql } from './plainSql/plainSql.ts';
import { prisma } from './prisma/prisma.ts';
import { rails } from './rails/rails.ts';
import { sequelize } from './sequelize/sequelize.ts';
import { sqlx } from './sqlx/sqlx.ts';
import { supabase } from './supabase/supabase.ts';
import { typeorm } from './typeorm/typeorm.ts';

/** Every framework, those that are told by more before those that are told by less: a folder is the first one's. */
export const frameworks: readonly Framework[] = [
  alembic,
  atlas,
  supabase,
  drizzle,
  prisma,
  hasura,
  liquibase,
  flyway,
  goose,
  dbmate,
  sqlx,
  golangMigrate,
  nodePgMigrate,
  django,
  rails,
  typeorm,
  sequelize,
  knex,
  plainSql,
];

export function frameworkOf(name: FrameworkName): Framework {
  const found = frameworks.find((framework) => framework.name === name);
  if (found === undefined) throw new RangeError(`no framework ${name}`);
  return found;
}

/** Where a database stands in a project by what it says of its revisions. */
export function appliedRevisions(project: MigrationProject, claim: VersionClaim): AppliedRevisions {
  return claim === 'allRevisions' ? allApplied(project) : frameworkOf(project.framework).applied(project, claim);
}
