import { posix } from 'node:path';
import { createSqlRecorder } from '../../generated/sqlRecorder.ts';
import type { MigrationProblem, MigrationProject, Revision } from '../../migrationProject.ts';
import { appOf, readSettings } from './apps.ts';
import type { ProjectInput } from '../framework.ts';
import { readEach } from '../readEach.ts';
import { titleOf } from '../sqlChain/migrationNames.ts';
import { orderMigrations } from './migrationOrder.ts';
import type { ProjectState } from './modelState.ts';
import { applyOperation } from './operations.ts';
import { readDjangoFile } from './readDjangoFile.ts';

/**
 * Reads the migrations of all apps of a project: each file by itself, then all of them in order, for what an operation
 * does depends on the models that those before it leave behind.
 */
export async function readDjango(input: ProjectInput): Promise<MigrationProject> {
  const files = input.files.filter(({ path }) => !path.endsWith('__init__.py'));
  const settings = readSettings(input.configuration);
  const readings = await readEach(files, input, (file) => readDjangoFile(file, appOf(file.path, input.configuration)));
  const problems: MigrationProblem[] = readings.flatMap((reading) => reading.problems);
  const ordered = orderMigrations(
    readings.flatMap(({ migration }) => migration ?? []),
    settings.userModel,
  );
  problems.push(...ordered.problems);
  const state: ProjectState = new Map();
  const version = { hasIdentity: true };
  const revisions: Revision[] = [];
  for (const { migration, parents, dependsOn } of ordered.migrations) {
    const { app, file, line } = migration;
    version.hasIdentity = migration.hasIdentity ?? version.hasIdentity;
    let statements = 0;
    // What a file's statements say depends on others too, so that each is kept by its text.
    const read: ProjectInput['sql'] = (sql) => {
      statements += 1;
      return input.perFile({ path: `${file}#${String(statements)}`, text: sql }, () => input.sql(sql));
    };
    const recorder = createSqlRecorder(file, read, () => false);
    const context = { app, state, settings: { ...settings, hasIdentity: version.hasIdentity } };
    for (const operation of migration.operations) applyOperation(operation, context, recorder);
    const { operations, dataChanges, transactional, problems: found } = recorder.finish();
    problems.push(...found);
    revisions.push({
      id: `${app}.${migration.name}`,
      parents,
      dependsOn,
      title: titleOf(migration.name),
      date: migration.date,
      file,
      line,
      operations,
      dataChanges,
      transactional: transactional && migration.atomic,
      downgrade: migration.downgrade,
    });
  }
  return {
    framework: 'django',
    folder: posix.normalize(input.folder),
    versionTables: [{ schema: undefined, name: 'django_migrations', columns: ['app', 'name'] }],
    revisions,
    problems,
  };
}
