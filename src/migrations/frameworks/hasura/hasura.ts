import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import type { VersionTable } from '../../versionTable.ts';
import { inNumberOrder, namedBy } from '../sqlChain/numberedFiles.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { downgradeOf } from '../sqlChain/downgradeOf.ts';
import { revisionNames } from '../sqlChain/versions.ts';
import { nearestFile } from '../sqlChain/workspaceFiles.ts';

const migrationFile = /^(.+)\/\d+_[^/]*\/(?:up|down)\.(?:sql|yaml)$/;
const isConfig = (text: string) => /^(?:metadata_directory|endpoint)\s*:/m.test(text);
const table: VersionTable = { schema: 'hdb_catalog', name: 'schema_migrations', columns: ['version', 'dirty'] };
/** Where the command line tool keeps its state since version 2.0, in the database of Hasura's metadata. */
const stateTable: VersionTable = { schema: 'hdb_catalog', name: 'hdb_version', columns: ['cli_state'] };

/** https://hasura.io/docs/2.0/migrations-metadata-seeds/manage-migrations/ */
export const hasura = sqlFramework({
  name: 'hasura',
  label: 'Hasura',
  applyCommand: 'hasura migrate apply --all-databases',
  patterns: ['**/*.sql', '**/[0-9]*_*/up.yaml'],
  folderOf: (path) => migrationFile.exec(path)?.[1],
  claims: async (folder, files, workspace) =>
    files.some((path) => /\/\d{13}_[^/]*\/up\./.test(path)) ||
    (await nearestFile(folder, ['config.yaml'], workspace, isConfig)) !== undefined,
  async configuration(folder, workspace) {
    const file = await nearestFile(folder, ['config.yaml'], workspace, isConfig);
    return file === undefined ? [] : [file];
  },
  migrations({ files }) {
    const downs = new Map(
      files.flatMap(({ path, text }) => (path.endsWith('/down.sql') ? [[posix.dirname(path), text]] : [])),
    );
    return inNumberOrder(
      files
        .filter(({ path }) => posix.basename(path).startsWith('up.'))
        .map((file) => {
          const folder = posix.dirname(file.path);
          const sql = file.path.endsWith('.sql') ? file.text : undefined;
          return { ...namedBy(file, posix.basename(folder)), sql, downgrade: downgradeOf(downs.get(folder)) };
        }),
    );
  },
  versionTables({ configuration }) {
    const version = /^version\s*:\s*(\d+)/m.exec(configuration[0]?.text ?? '')?.[1];
    return version === undefined ? [table, stateTable] : [Number(version) < 3 ? table : stateTable];
  },
  applied(project, rows) {
    const revision = revisionNames(project);
    const named = rows.flatMap(({ version, dirty, cli_state: state }) =>
      state ? stateOf(state, posix.basename(project.folder)) : version ? [[version, dirty === 'true'] as const] : [],
    );
    const dirty = named.filter(([, isDirty]) => isDirty).map(([version]) => revision(version));
    const clean = named.filter(([, isDirty]) => !isDirty).map(([version]) => revision(version));
    const problems = dirty.map((id): AppliedProblem => ({ reason: 'dirty', revision: id }));
    return appliedEach(project, clean, problems, 'any');
  },
});

/** `{"migrations": {"default": {"1620000000000": false}}}`: by database, each version and whether it is dirty. */
function stateOf(text: string, database: string): readonly (readonly [string, boolean])[] {
  const { migrations = {} } = JSON.parse(text) as {
    readonly migrations?: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  };
  // A folder without one for each database is of the only one.
  const [only, ...others] = Object.values(migrations);
  return Object.entries(migrations[database] ?? (others.length === 0 ? only : undefined) ?? {});
}
